#include "adapters/mysql/peer_details.h"

#include "adapters/mysql/json_text.h"

namespace hub::mysql {
namespace {

namespace json = schemas::json;

void writeProfile(json::Writer& writer, const PeerProfile& profile) {
  const auto flag = [&](const char* name, bool value) {
    writer.name(name);
    writer.boolean(value);
  };
  const auto map = [&](const char* name, const std::map<std::string, std::string>& texts) {
    writer.name(name);
    writeTexts(writer, texts);
  };
  writer.beginObject();
  flag("strict", profile.strict);
  flag("rejectUnknown", profile.rejectUnknown);
  flag("advertiseScheme", profile.advertiseScheme);
  flag("extStatTime", profile.extStatTime);
  writer.member("tagAlgorithm", profile.tagAlgorithm);
  writer.member("sendIsValid", profile.sendIsValid);
  writer.member("restcodeKey", profile.restcodeKey);
  map("enterpriseCodes", profile.enterpriseCodes);
  map("dataCodes", profile.dataCodes);
  map("inputTypes", profile.inputTypes);
  writer.endObject();
}

PeerProfile profileOf(const json::Value& object) {
  PeerProfile profile;
  profile.strict = flagIn(object, "strict");
  profile.rejectUnknown = flagIn(object, "rejectUnknown");
  profile.advertiseScheme = flagIn(object, "advertiseScheme");
  profile.extStatTime = flagIn(object, "extStatTime");
  profile.tagAlgorithm = textIn(object, "tagAlgorithm");
  profile.sendIsValid = textIn(object, "sendIsValid");
  profile.restcodeKey = textIn(object, "restcodeKey");
  profile.enterpriseCodes = textMap(object.find("enterpriseCodes"));
  profile.dataCodes = textMap(object.find("dataCodes"));
  profile.inputTypes = textMap(object.find("inputTypes"));
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
