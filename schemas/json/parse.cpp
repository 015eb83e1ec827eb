#include "schemas/json/parse.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace schemas::json {
namespace {

constexpr std::size_t kSmallObject = 24;  // up to here a linear look for duplicates is the fastest
constexpr std::size_t kFirstMembers =
    4;  // saves growing step by step; small, since a sender may open a million objects
constexpr std::size_t kNamedLength = 64;  // of a sender's member name that is quoted in a fault
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A sender's member name for a fault: whole characters, at most kNamedLength bytes.
std::string_view shortened(std::string_view name) {
  if (name.size() <= kNamedLength) return name;
  std::size_t end = kNamedLength;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

// Builds the tree from nlohmann's SAX events, which carry the lexeme of every float; integers are rendered
// back from their value, which is exact within 64 bits; nlohmann reports longer ones as floats.
class TreeBuilder {
 public:
  TreeBuilder(const Limits& limits, Tolerated& tolerated) : limits_(limits), tolerated_(tolerated) {}

  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(std::int64_t value) { return add(Value(Number{std::to_string(value)})); }
  bool number_unsigned(std::uint64_t value) { return add(Value(Number{std::to_string(value)})); }
  bool number_float(double, const std::string& lexeme) { return add(Value(Number{lexeme})); }
  bool string(std::string& value) { return add(Value(std::move(value))); }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return push(Value(Object{})); }
  bool start_array(std::size_t) { return push(Value(Array{})); }
  bool key(std::string& name) {
    open_.back().name = std::move(name);
    return true;
  }
  bool end_object() { return pop(); }
  bool end_array() { return pop(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) {
    constexpr int kNumberOverflow = 406;
    const std::string rule = error.id == kNumberOverflow ? "数值超出范围" : "不是合法的JSON";
    if (!fault_) refuse(rule + "（第" + std::to_string(position) + "字节附近）", currentPath());
    return false;
  }

  Value take() { return std::move(root_); }
  std::optional<SyntaxFault> fault() const { return fault_; }

 private:
  struct Open {
    Value value;
    std::string name;  // of the member being read
    std::map<std::string, std::size_t, std::less<>>
        seen;  // only for large objects; a tree, which no sender can slow
  };

  bool refuse(std::string rule, std::string path = {}) {
    fault_ = SyntaxFault{.tooLarge = false, .path = std::move(path), .rule = std::move(rule)};
    return false;
  }

  bool push(Value container) {
    if (static_cast<int>(open_.size()) >= limits_.depth)
      return refuse("嵌套层数超过" + std::to_string(limits_.depth));
    open_.push_back({std::move(container), {}, {}});
    return true;
  }

  bool pop() {
    Value done = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(done));
  }

  bool add(Value value) {
    if (++values_ > limits_.values) return refuse("成员总数超过" + std::to_string(limits_.values));
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    if (Array* items = open_.back().value.array()) {
      items->push_back(std::move(value));
      return true;
    }
    return addMember(open_.back(), std::move(value));
  }

  bool addMember(Open& open, Value value) {
    Object& members = *open.value.object();
    if (const Value* earlier = findEarlier(open, members)) {
      if (!(*earlier == value)) return refuse("成员重复且取值不同", currentPath());
      ++tolerated_["OQ-14"];
      return true;
    }
    if (members.empty()) members.reserve(kFirstMembers);
    if (members.size() >= kSmallObject) open.seen.emplace(open.name, members.size());
    members.push_back({std::move(open.name), std::move(value)});
    return true;
  }

  static const Value* findEarlier(const Open& open, const Object& members) {
    const std::size_t linear = std::min(members.size(), kSmallObject);
    for (std::size_t i = 0; i < linear; ++i)
      if (members[i].name == open.name) return &members[i].value;
    const auto found = open.seen.find(open.name);
    return found == open.seen.end() ? nullptr : &members[found->second].value;
  }

  // The member being read, e.g. `data[3].dataValue`; empty at the root.
  std::string currentPath() const {
    std::string path;
    for (const Open& open : open_) {
      if (const Array* items = open.value.array())
        path += "[" + std::to_string(items->size()) + "]";
      else if (!open.name.empty())
        path.append(path.empty() ? "" : ".").append(shortened(open.name));
    }
    return path;
  }

  const Limits& limits_;
  Tolerated& tolerated_;
  std::vector<Open> open_;
  Value root_;
  std::size_t values_ = 0;
  std::optional<SyntaxFault> fault_;
};

SyntaxFault notJson(std::string path = {}) {
  return {.tooLarge = false, .path = std::move(path), .rule = "不是合法的JSON"};
}

tl::expected<Value, SyntaxFault> parseStrictly(std::string_view text, const Limits& limits,
                                               Tolerated& tolerated) {
  // nlohmann takes NUL for the end of the text and skips a byte order mark of its own accord.
  if (text.find('\0') != std::string_view::npos || text.starts_with(kByteOrderMark))
    return tl::unexpected(notJson());
  TreeBuilder builder(limits, tolerated);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  return tl::unexpected(builder.fault().value_or(notJson()));
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void appendEscaped(std::string& out, char control) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u00";
  out += kHex[(control >> 4) & 0xF];
  out += kHex[control & 0xF];
}

// Copies the string literal that starts at `i` and escapes raw control characters in it; returns its end.
std::size_t copyString(std::string_view text, std::size_t i, std::string& out) {
  out += text[i++];
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[i++];
      out += text[i];
    } else if (static_cast<unsigned char>(text[i]) < 0x20) {
      appendEscaped(out, text[i]);
    } else {
      out += text[i];
    }
  }
  if (i < text.size()) out += text[i++];
  return i;
}

std::size_t endWithoutBlanks(const std::string& out, std::size_t end) {
  while (end > 0 && isBlank(out[end - 1])) --end;
  return end;
}

// A comma counts as trailing only behind a value: `[,]` and `[1,,]` stay wrong.
void dropTrailingComma(std::string& out) {
  const std::size_t comma = endWithoutBlanks(out, out.size());
  if (comma == 0 || out[comma - 1] != ',') return;
  const std::size_t value = endWithoutBlanks(out, comma - 1);
  const bool isBehindValue =
      value > 0 && std::string_view("[{,").find(out[value - 1]) == std::string_view::npos;
  if (isBehindValue) out.resize(comma - 1);
}

// Bytes of the character that starts with `lead`, 0 when none does.
std::size_t utf8Length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

// The second byte excludes overlong forms, surrogates and what lies beyond U+10FFFF.
bool mayFollow(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

// Comments are removed before nlohmann sees them, but broken UTF-8 is refused anywhere in the body (OQ-36).
bool isUtf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8Length(byte(i));
    if (length == 0 || i + length > text.size()) return false;
    if (length > 1 && !mayFollow(byte(i), byte(i + 1))) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    i += length;
  }
  return true;
}

tl::expected<Value, SyntaxFault> parseLeniently(std::string_view text, const Limits& limits,
                                                Tolerated& tolerated) {
  if (!isUtf8(text)) return tl::unexpected(notJson());
  Tolerated afresh;
  auto value = parseStrictly(withoutCommentsAndTrailingCommas(text), limits, afresh);
  if (!value) return value;
  tolerated.swap(afresh);
  ++tolerated["OQ-36"];
  return value;
}

SyntaxFault tooLarge(const Limits& limits) {
  return {.tooLarge = true, .path = {}, .rule = "请求超过" + std::to_string(limits.bytes >> 20) + "MiB"};
}

}  // namespace

std::string withoutCommentsAndTrailingCommas(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      i = copyString(text, i, out);
    } else if (text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size());
    } else {
      if (text[i] == '}' || text[i] == ']') dropTrailingComma(out);
      out += text[i++];
    }
  }
  return out;
}

tl::expected<Parsed, SyntaxFault> parse(std::string_view text, bool strict, const Limits& limits) {
  if (text.size() > limits.bytes) return tl::unexpected(tooLarge(limits));
  const bool hasMark = text.starts_with(kByteOrderMark);
  if (hasMark) text.remove_prefix(kByteOrderMark.size());
  if (std::all_of(text.begin(), text.end(), isBlank))
    return tl::unexpected(SyntaxFault{.tooLarge = false, .path = {}, .rule = "请求体为空"});
  Parsed result;
  auto value = parseStrictly(text, limits, result.tolerated);
  if (!value && !strict)
    if (auto repaired = parseLeniently(text, limits, result.tolerated)) value = std::move(repaired);
  if (!value) return tl::unexpected(value.error());
  if (hasMark) ++result.tolerated["OQ-11"];
  result.root = std::move(*value);
  return result;
}

}  // namespace schemas::json
