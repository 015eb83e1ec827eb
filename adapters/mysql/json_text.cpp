#include "adapters/mysql/json_text.h"

#include "schemas/json/parse.h"

namespace hub::mysql {

namespace json = schemas::json;

void writeTexts(json::Writer& writer, const std::vector<std::string>& texts) {
  writer.beginArray();
  for (const std::string& text : texts) writer.text(text);
  writer.endArray();
}

void writeTexts(json::Writer& writer, const std::map<std::string, std::string>& texts) {
  writer.beginObject();
  for (const auto& [name, text] : texts) writer.member(name, text);
  writer.endObject();
}

std::vector<std::string> textList(const json::Value* value) {
  std::vector<std::string> result;
  if (!value || !value->array()) return result;
  for (const json::Value& item : *value->array())
    if (item.text()) result.push_back(*item.text());
  return result;
}

std::map<std::string, std::string> textMap(const json::Value* value) {
  std::map<std::string, std::string> result;
  if (!value || !value->object()) return result;
  for (const json::Member& member : *value->object())
    if (member.value.text()) result[member.name] = *member.value.text();
  return result;
}

std::string textIn(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member && member->text() ? *member->text() : std::string();
}

bool flagIn(const json::Value& object, std::string_view name) {
  const json::Value* member = object.find(name);
  return member && member->boolean() && *member->boolean();
}

Result<json::Value> storedJson(std::string_view text) {
  // What the hub wrote itself is not bounded by what it accepts from outside.
  const json::Limits limits{.bytes = 256u << 20, .depth = 64, .values = 50'000'000};
  auto parsed = json::parse(text, true, limits);
  if (!parsed) return fail(Failure::database, {}, "a stored JSON text is damaged: " + parsed.error().path);
  return std::move(parsed->root);
}

}  // namespace hub::mysql
