// Writes compact JSON in exactly the order of the calls. nlohmann's dump() cannot keep number lexemes, this
// does.
#pragma once

#include <string>
#include <string_view>

#include "schemas/json/value.h"

namespace schemas::json {

/// Commas are set by the writer; the caller balances begin and end.
class Writer {
 public:
  void beginObject() { open('{'); }
  void endObject() { close('}'); }
  void beginArray() { open('['); }
  void endArray() { close(']'); }
  void name(std::string_view name);
  void text(std::string_view text);
  /// `lexeme` must be a JSON number.
  void number(std::string_view lexeme);
  void boolean(bool value);
  void null();
  /// A JSON text that is already complete.
  void raw(std::string_view json);
  void value(const Value& value);

  void member(std::string_view memberName, std::string_view memberText) {
    name(memberName);
    text(memberText);
  }

  const std::string& out() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  std::string out_;
  bool needsComma_ = false;
};

/// `text` between quotes with everything escaped that JSON demands; other characters stay UTF-8.
std::string quoted(std::string_view text);

}  // namespace schemas::json
