#include "schemas/json/writer.h"

namespace schemas::json {
namespace {

void appendEscape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      break;
  }
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u00";
  out += kHex[(c >> 4) & 0xF];
  out += kHex[c & 0xF];
}

bool needsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void appendQuoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // where the characters begin that go out as they are
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!needsEscape(text[i])) continue;
    out.append(text, plain, i - plain);
    appendEscape(out, text[i]);
    plain = i + 1;
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace

void Writer::separate() {
  if (needsComma_) out_ += ',';
  needsComma_ = true;
}

void Writer::open(char bracket) {
  separate();
  out_ += bracket;
  needsComma_ = false;
}

void Writer::close(char bracket) {
  out_ += bracket;
  needsComma_ = true;
}

void Writer::name(std::string_view memberName) {
  separate();
  appendQuoted(out_, memberName);
  out_ += ':';
  needsComma_ = false;
}

void Writer::text(std::string_view value) {
  separate();
  appendQuoted(out_, value);
}

void Writer::number(std::string_view lexeme) { raw(lexeme); }
void Writer::boolean(bool value) { raw(value ? "true" : "false"); }
void Writer::null() { raw("null"); }

void Writer::raw(std::string_view json) {
  separate();
  out_ += json;
}

void Writer::value(const Value& value) {
  if (const auto* members = value.object()) {
    beginObject();
    for (const Member& member : *members) {
      name(member.name);
      this->value(member.value);
    }
    endObject();
  } else if (const auto* items = value.array()) {
    beginArray();
    for (const Value& item : *items) this->value(item);
    endArray();
  } else if (const auto* content = value.text()) {
    text(*content);
  } else if (const auto* number = value.number()) {
    raw(number->lexeme);
  } else if (const auto* flag = value.boolean()) {
    boolean(*flag);
  } else {
    null();
  }
}

std::string quoted(std::string_view text) {
  std::string out;
  appendQuoted(out, text);
  return out;
}

}  // namespace schemas::json
