// A JSON value as it stood in the text: member order, number lexemes and all. The declared messages read from
// it.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace schemas::json {

class Value;
struct Member;
using Array = std::vector<Value>;
using Object = std::vector<Member>;

/// A number by its lexeme, e.g. `1.0E-7` (OQ-67).
struct Number {
  std::string lexeme;
};

class Value {
 public:
  Value();
  explicit Value(bool value);
  explicit Value(Number value);
  explicit Value(std::string value);
  explicit Value(const char* value);
  explicit Value(Array value);
  explicit Value(Object value);
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool isNull() const { return std::holds_alternative<std::monostate>(content_); }
  const bool* boolean() const { return std::get_if<bool>(&content_); }
  const Number* number() const { return std::get_if<Number>(&content_); }
  const std::string* text() const { return std::get_if<std::string>(&content_); }
  const Array* array() const { return std::get_if<Array>(&content_); }
  const Object* object() const { return std::get_if<Object>(&content_); }
  Array* array() { return std::get_if<Array>(&content_); }
  Object* object() { return std::get_if<Object>(&content_); }

  /// The member of that exact name, or nullptr when this is no object or has none.
  const Value* find(std::string_view name) const;
  /// The same with blanks round the name trimmed and letter case folded (OQ-57).
  const Value* findFolded(std::string_view name) const;

 private:
  std::variant<std::monostate, bool, Number, std::string, Array, Object> content_;
};

struct Member {
  std::string name;
  Value value;
};

// Here, because what makes or ends an Object must know Member.
inline Value::Value() = default;
inline Value::Value(bool value) : content_(value) {}
inline Value::Value(Number value) : content_(std::move(value)) {}
inline Value::Value(std::string value) : content_(std::move(value)) {}
inline Value::Value(const char* value) : content_(std::string(value)) {}
inline Value::Value(Array value) : content_(std::move(value)) {}
inline Value::Value(Object value) : content_(std::move(value)) {}
inline Value::Value(const Value& other) = default;
inline Value::Value(Value&& other) noexcept = default;
inline Value& Value::operator=(const Value& other) = default;
inline Value& Value::operator=(Value&& other) noexcept = default;
inline Value::~Value() = default;

/// Structural equality; numbers by lexeme, objects by order.
bool operator==(const Value& a, const Value& b);

/// Lower case of ASCII letters with surrounding blanks removed: the form in which tolerant look-ups compare
/// names.
std::string folded(std::string_view name);
/// folded(a) == folded(b), without making either.
bool equalFolded(std::string_view a, std::string_view b);

/// Compact JSON text.
std::string write(const Value& value);

}  // namespace schemas::json
