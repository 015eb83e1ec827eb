#include "schemas/fast/energy_decoder.h"

#include <algorithm>

#include "schemas/fast/record_reader.h"
#include "schemas/fast/token.h"

namespace schemas::fast {
namespace {

namespace ondemand = simdjson::ondemand;
static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kBytesPerRecord = 150;  // about; saves growing the list step by step

constexpr const char* kPlatformNames[] = {"provinceId", "enterpriseCode", "data"};
constexpr const char* kDeviceNames[] = {"deviceId", "enterpriseCode", "data"};
enum RootMember : std::size_t { identity, enterpriseCode, data };

// Anything behind the closing bracket is left to the declared schema.
bool isAtEnd(ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

template <class C>
bool readCode(std::string_view token, C& out) {
  const auto text = plainText(token);
  auto code = text ? C::parse(*text) : std::nullopt;
  if (!code) return false;
  out = std::move(*code);
  return true;
}

class Decoding {
 public:
  Decoding(const ReadProfile& profile, const json::Limits& limits)
      : profile_(profile),
        limits_(limits),
        root_(profile.device ? kDeviceNames : kPlatformNames),
        records_(profile) {}

  std::optional<DecodedEnergy> run(simdjson::padded_string_view text) {
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object object;
    if (parser.iterate(text).get(document) != simdjson::SUCCESS) return std::nullopt;
    if (document.get_object().get(object) != simdjson::SUCCESS) return std::nullopt;
    decoded_.message.data.reserve(text.size() / kBytesPerRecord);
    const bool sure = root_.walk(object, [&](std::size_t member, ondemand::value& value) {
      return member == data ? readRecords(value) : readScalar(member, value);
    });
    const UploadEnergyData& message = decoded_.message;
    const bool isWhole = sure && isAtEnd(document) && !message.provinceId.empty() &&
                         !message.enterpriseCode.empty() && !message.data.empty();
    if (!isWhole || root_.values() + records_.values() > limits_.values) return std::nullopt;
    records_.addTolerated(decoded_.tolerated);
    const auto others = static_cast<int>(root_.others() + records_.others());
    if (others > 0 && profile_.device && !profile_.strict) decoded_.tolerated["OQ-13"] += others;
    return std::move(decoded_);
  }

 private:
  bool readScalar(std::size_t member, ondemand::value& value) {
    std::string_view token;
    if (!scalarToken(value, token)) return false;
    if (member == identity) return readCode(token, decoded_.message.provinceId);
    if (member == enterpriseCode) return readCode(token, decoded_.message.enterpriseCode);
    return isSoundScalar(token);
  }

  bool readRecords(ondemand::value& value) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto item : array) {
      ondemand::object object;
      if (item.get_object().get(object) != simdjson::SUCCESS) return false;
      if (!records_.read(object, decoded_.message.data.emplace_back())) return false;
    }
    return true;
  }

  const ReadProfile& profile_;
  const json::Limits& limits_;
  ObjectReader root_;
  RecordReader records_;
  DecodedEnergy decoded_;
};

}  // namespace

std::optional<DecodedEnergy> decodeEnergy(const std::string& body, const ReadProfile& profile,
                                          const json::Limits& limits) {
  if (body.size() > limits.bytes) return std::nullopt;
  const bool hasMark = body.starts_with(kByteOrderMark);
  const std::string_view text = std::string_view(body).substr(hasMark ? kByteOrderMark.size() : 0);
  Decoding decoding(profile, limits);
  std::optional<DecodedEnergy> decoded;
  if (body.capacity() >= body.size() + kPadding)
    decoded = decoding.run(simdjson::padded_string_view(text.data(), text.size(), text.size() + kPadding));
  else
    decoded = decoding.run(simdjson::padded_string(text));
  if (decoded && hasMark) ++decoded->tolerated["OQ-11"];
  return decoded;
}

}  // namespace schemas::fast
