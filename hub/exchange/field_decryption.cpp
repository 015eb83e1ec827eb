#include "hub/exchange/field_decryption.h"

#include <algorithm>
#include <string>

#include "schemas/json/parse.h"
#include "schemas/json/writer.h"

namespace hub::exchange {
namespace {

namespace json = schemas::json;

// The gate has not seen what was inside: it must be UTF-8 like everything else.
bool isAcceptableText(const std::string& text) {
  const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return isPlain || json::parse(json::quoted(text), true).has_value();
}

bool isBlank(const json::Value& value) { return value.isNull() || (value.text() && value.text()->empty()); }

class Decryption {
 public:
  Decryption(const std::string& key, const Crypto& crypto) : key_(key), crypto_(crypto) {}

  Result<void> record(json::Object& members, std::size_t position) const {
    for (json::Member& member : members) {
      if (isBlank(member.value)) continue;
      auto text = plain(member.value);
      if (!text)
        return fail(Failure::malformed, "data[" + std::to_string(position) + "]." + member.name + " 解密失败",
                    "field does not decrypt");
      member.value = json::Value(std::move(*text));
    }
    return {};
  }

 private:
  std::optional<std::string> plain(const json::Value& value) const {
    if (!value.text()) return std::nullopt;
    auto text = crypto_.sm4Decrypt(key_, *value.text());
    if (!text || !isAcceptableText(*text)) return std::nullopt;
    return text;
  }

  const std::string& key_;
  const Crypto& crypto_;
};

Result<void> decryptRecords(json::Array& records, const Decryption& decryption) {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (json::Object* members = records[i].object()) HUB_CHECK(decryption.record(*members, i));
  return {};
}

}  // namespace

Result<void> decryptFields(json::Value& root, const Peer& caller, const Crypto& crypto) {
  if (!caller.device || caller.device->secretKey.empty())
    return fail(Failure::internal, {}, "field encryption without a key: " + caller.name);
  const Decryption decryption(caller.device->secretKey, crypto);
  json::Object* members = root.object();
  if (!members) return {};
  for (json::Member& member : *members)
    if (json::equalFolded(member.name, "data") && member.value.array())
      HUB_CHECK(decryptRecords(*member.value.array(), decryption));
  return {};
}

}  // namespace hub::exchange
