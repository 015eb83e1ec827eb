#include "schemas/json/value.h"

#include <algorithm>

#include "schemas/json/writer.h"

namespace schemas::json {
namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view withoutBlanks(std::string_view name) {
  const auto first = name.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

const Value* Value::find(std::string_view name) const {
  const Object* members = object();
  if (!members) return nullptr;
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const Member& m) { return m.name == name; });
  return found == members->end() ? nullptr : &found->value;
}

const Value* Value::findFolded(std::string_view name) const {
  const Object* members = object();
  if (!members) return nullptr;
  const auto found = std::find_if(members->begin(), members->end(),
                                  [&](const Member& m) { return equalFolded(m.name, name); });
  return found == members->end() ? nullptr : &found->value;
}

bool operator==(const Value& a, const Value& b) {
  if (const auto* x = a.object()) {
    const auto* y = b.object();
    return y && std::equal(x->begin(), x->end(), y->begin(), y->end(), [](const Member& m, const Member& n) {
             return m.name == n.name && m.value == n.value;
           });
  }
  if (const auto* x = a.array()) {
    const auto* y = b.array();
    return y && std::equal(x->begin(), x->end(), y->begin(), y->end());
  }
  if (const auto* x = a.text()) return b.text() && *x == *b.text();
  if (const auto* x = a.number()) return b.number() && x->lexeme == b.number()->lexeme;
  if (const auto* x = a.boolean()) return b.boolean() && *x == *b.boolean();
  return b.isNull();
}

std::string folded(std::string_view name) {
  std::string result(withoutBlanks(name));
  std::transform(result.begin(), result.end(), result.begin(), lowered);
  return result;
}

bool equalFolded(std::string_view a, std::string_view b) {
  a = withoutBlanks(a);
  b = withoutBlanks(b);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lowered(x) == lowered(y); });
}

std::string write(const Value& value) {
  Writer writer;
  writer.value(value);
  return std::move(writer).take();
}

}  // namespace schemas::json
