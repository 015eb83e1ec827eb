#include "adapters/mysql/peer_details.h"

#include <array>
#include <type_traits>

#include "adapters/mysql/json_text.h"

namespace hub::mysql {
namespace {

namespace json = schemas::json;

// Names of the enumerators, in their order.
constexpr std::array kValidNumericNames{"refused", "zeroIsValid", "oneIsValid"};
constexpr std::array kFaultyRecordsNames{"byRole", "reject", "quarantine"};

/// Calls `one(name, member)` for each member of `profile`, which may be const: written and read alike.
template <class Profile, class One>
void eachMember(Profile& profile, One one) {
  one("strict", profile.strict);
  one("rejectUnknown", profile.rejectUnknown);
  one("validNumeric", profile.validNumeric);
  one("faultyRecords", profile.faultyRecords);
  one("asciiReplies", profile.asciiReplies);
  one("fieldEncryption", profile.fieldEncryption);
  one("uploadTime", profile.uploadTime);
  one("advertiseScheme", profile.advertiseScheme);
  one("extStatTime", profile.extStatTime);
  one("tagAlgorithm", profile.tagAlgorithm);
  one("sendIsValid", profile.sendIsValid);
  one("restcodeKey", profile.restcodeKey);
  one("enterpriseCodes", profile.enterpriseCodes);
  one("dataCodes", profile.dataCodes);
  one("inputTypes", profile.inputTypes);
}

constexpr const auto& namesOf(schemas::ValidNumeric) { return kValidNumericNames; }
constexpr const auto& namesOf(FaultyRecords) { return kFaultyRecordsNames; }

void put(json::Writer& writer, bool value) { writer.boolean(value); }
void put(json::Writer& writer, const std::string& value) { writer.text(value); }
void put(json::Writer& writer, const std::map<std::string, std::string>& value) { writeTexts(writer, value); }
template <class Enum>
requires std::is_enum_v<Enum>
void put(json::Writer& writer, Enum value) { writer.text(namesOf(value)[static_cast<std::size_t>(value)]); }

void get(const json::Value& stored, bool& value) {
  if (stored.boolean()) value = *stored.boolean();
}
void get(const json::Value& stored, std::string& value) {
  if (stored.text()) value = *stored.text();
}
void get(const json::Value& stored, std::map<std::string, std::string>& value) { value = textMap(&stored); }
template <class Enum>
requires std::is_enum_v<Enum>
void get(const json::Value& stored, Enum& value) {
  const auto& names = namesOf(value);
  for (std::size_t i = 0; stored.text() && i < names.size(); ++i)
    if (*stored.text() == names[i]) value = static_cast<Enum>(i);
}

void writeProfile(json::Writer& writer, const PeerProfile& profile) {
  writer.beginObject();
  eachMember(profile, [&](const char* name, const auto& member) {
    writer.name(name);
    put(writer, member);
  });
  writer.endObject();
}

/// A member that the program which wrote the row did not know keeps its default.
PeerProfile profileOf(const json::Value& object) {
  PeerProfile profile;
  eachMember(profile, [&](const char* name, auto& member) {
    if (const json::Value* stored = object.find(name)) get(*stored, member);
  });
  return profile;
}

}  // namespace

std::string detailsOf(const Peer& peer) {
  json::Writer writer;
  writer.beginObject();
  writer.name("regions");
  writeTexts(writer, peer.regions);
  writer.name("restcodes");
  writeTexts(writer, peer.restcodes);
  writer.name("profile");
  writeProfile(writer, peer.profile);
  writer.name("advertise");
  writeTexts(writer, peer.advertise);
  writer.endObject();
  return std::move(writer).take();
}

Result<void> readDetails(std::string_view text, Peer& peer) {
  HUB_TRY(root, storedJson(text));
  peer.regions = textList(root.find("regions"));
  peer.restcodes = textList(root.find("restcodes"));
  peer.advertise = textMap(root.find("advertise"));
  if (const json::Value* profile = root.find("profile")) peer.profile = profileOf(*profile);
  return {};
}

std::string urlsOf(const Registration& registration) {
  std::map<std::string, std::string> byPath;
  for (const auto& [service, url] : registration.urls) byPath[std::string(pathOf(service))] = url;
  json::Writer writer;
  writeTexts(writer, byPath);
  return std::move(writer).take();
}

Result<std::map<Service, std::string>> readUrls(std::string_view text) {
  HUB_TRY(root, storedJson(text));
  const auto byPath = textMap(&root);
  std::map<Service, std::string> urls;
  for (const Service service : kServices)
    if (const auto found = byPath.find(std::string(pathOf(service))); found != byPath.end())
      urls[service] = found->second;
  return urls;
}

}  // namespace hub::mysql
