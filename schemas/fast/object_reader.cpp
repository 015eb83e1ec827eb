#include "schemas/fast/object_reader.h"

#include <algorithm>
#include <optional>

#include "schemas/json/value.h"

namespace schemas::fast {
namespace {

constexpr std::size_t kNameMax = 64;
constexpr std::size_t kMembersMax = 64;  // looks for duplicates are linear

// Up to the closing quote; nullopt for names with escapes, and for those beyond ASCII, which fold
// differently.
std::optional<std::string_view> plainName(const char* name) {
  for (std::size_t i = 0; i <= kNameMax; ++i) {
    if (name[i] == '"') return std::string_view(name, i);
    if (name[i] == '\\' || static_cast<unsigned char>(name[i]) >= 0x80) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool ObjectReader::learn(std::size_t place, const char* name) {
  const auto plain = plainName(name);
  if (!plain || place >= kMembersMax) return false;
  order_.resize(place);
  const auto isSame = [&](const Place& earlier) { return earlier.name == *plain; };
  if (std::any_of(order_.begin(), order_.end(), isSame)) return false;
  std::size_t known = kOther;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (*plain == names_[i])
      known = i;
    else if (json::equalFolded(*plain, names_[i]))
      return false;
  }
  order_.push_back({*plain, known});
  return true;
}

bool scalarToken(simdjson::ondemand::value& value, std::string_view& token) {
  simdjson::ondemand::json_type type;
  if (value.type().get(type) != simdjson::SUCCESS) return false;
  if (type == simdjson::ondemand::json_type::object || type == simdjson::ondemand::json_type::array)
    return false;
  token = value.raw_json_token();
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
    token.remove_suffix(1);
  // A text left unread is skipped, and simdjson skips one before a colon like a name: `{"a":"b":1},"c":2}`
  // would pass.
  simdjson::ondemand::raw_json_string text;
  if (type == simdjson::ondemand::json_type::string &&
      value.get_raw_json_string().get(text) != simdjson::SUCCESS)
    return false;
  return !token.empty();
}

}  // namespace schemas::fast
