// How one C++ type reads from a JSON value, is written, and is named in the documentation.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/codes/civil_time.h"
#include "schemas/codes/code.h"
#include "schemas/codes/data_code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/fault.h"
#include "schemas/declare/field.h"
#include "schemas/json/writer.h"

namespace schemas {

/// Blanks round codes are trimmed (OQ-15).
inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The characters of a scalar, however it was spelled: the text of a string, the lexeme of a number (OQ-12).
inline std::optional<std::string_view> scalarText(const json::Value& value) {
  if (const auto* text = value.text()) return std::string_view(*text);
  if (const auto* number = value.number()) return std::string_view(number->lexeme);
  return std::nullopt;
}

/// Primary: read(value, out) fills `out` or returns the Chinese rule that is broken; tolerated spellings add their row.
template <class T>
struct WireType;

using Broken = std::optional<std::string>;

template <>
struct WireType<std::string> {
  static Broken read(const json::Value& value, std::string& out, ReadContext& context) {
    const auto text = scalarText(value);
    if (!text) return "应为字符串";
    if (value.number()) {
      if (context.strict) return "应为字符串";
      context.tolerate("OQ-12");
    }
    out = *text;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const std::string& value, Shape, bool) { writer.text(value); }
  static bool isEmpty(const std::string& value) { return trimmed(value).empty(); }
  static constexpr const char* kJsonType = "string";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<std::int32_t> {
  static Broken read(const json::Value& value, std::int32_t& out, ReadContext& context) {
    const auto text = scalarText(value);
    if (!text) return "应为整数";
    if (value.text() && context.strict) return "应为数字";
    const auto digits = trimmed(*text);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size()) return "应为整数";
    return std::nullopt;
  }
  static void write(json::Writer& writer, std::int32_t value, Shape shape, bool) {
    if (shape == Shape::text)
      writer.text(std::to_string(value));
    else
      writer.number(std::to_string(value));
  }
  static bool isEmpty(std::int32_t) { return false; }
  static constexpr const char* kJsonType = "integer";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<bool> {
  static Broken read(const json::Value& value, bool& out, ReadContext& context) {
    if (const bool* flag = value.boolean()) {
      out = *flag;
      return std::nullopt;
    }
    const auto text = value.text() ? json::folded(*value.text()) : std::string();
    if (context.strict || (text != "true" && text != "false")) return "应为true或false";
    context.tolerate("OQ-12");
    out = text == "true";
    return std::nullopt;
  }
  static void write(json::Writer& writer, bool value, Shape, bool) { writer.boolean(value); }
  static bool isEmpty(bool) { return false; }
  static constexpr const char* kJsonType = "boolean";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<Decimal> {
  static Broken read(const json::Value& value, Decimal& out, ReadContext& context) {
    const auto text = scalarText(value);
    if (!text) return "应为数字";
    if (value.text()) {
      if (context.strict) return "应为数字";
      context.tolerate("OQ-12");
    }
    const auto parsed = Decimal::parse(trimmed(*text));
    if (!parsed) return "应为数字（整数部分不超过20位，全长不超过48个字符）";
    out = *parsed;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const Decimal& value, Shape shape, bool) {
    if (shape == Shape::natural && value.isJsonNumber())
      writer.number(value.lexeme());
    else if (shape == Shape::natural)
      writer.number(value.plain());
    else
      writer.text(value.lexeme());
  }
  static bool isEmpty(const Decimal& value) { return value.empty(); }
  static constexpr const char* kJsonType = "number";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<CivilTime> {
  static Broken read(const json::Value& value, CivilTime& out, ReadContext& context) {
    const auto* text = value.text();
    if (!text) return "应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
    if (const auto exact = CivilTime::parse(*text)) {
      out = *exact;
      return std::nullopt;
    }
    const auto time = CivilTime::parseTolerant(trimmed(*text));
    if (!time || context.strict) return "应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
    context.tolerate("OQ-29");
    out = *time;
    return std::nullopt;
  }
  static void write(json::Writer& writer, CivilTime value, Shape, bool dateOnly) {
    writer.text(dateOnly ? value.date().text() : value.text());
  }
  static bool isEmpty(CivilTime) { return false; }
  static constexpr const char* kJsonType = "string";
  static constexpr const char* kPattern = "^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2})?$";
};

template <class Rule>
struct WireType<Code<Rule>> {
  static Broken read(const json::Value& value, Code<Rule>& out, ReadContext& context) {
    const auto text = scalarText(value);
    if (!text || (context.strict && !value.text())) return Rule::kRule;
    const auto code = Code<Rule>::parse(trimmed(*text));
    if (!code) return Rule::kRule;
    out = *code;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const Code<Rule>& value, Shape, bool) { writer.text(value.text()); }
  static bool isEmpty(const Code<Rule>& value) { return value.empty(); }
  static constexpr const char* kJsonType = "string";
  static inline const char* const& kPattern = Rule::kPattern;
};

template <>
struct WireType<DataCode> {
  static Broken read(const json::Value& value, DataCode& out, ReadContext& context) {
    constexpr const char* kRule = "应为采集数据项编码，如 04-01-00-00-040200-30";
    const auto text = scalarText(value);
    if (!text) return kRule;
    if (const auto printed = DataCode::parseStrict(trimmed(*text))) {
      out = *printed;
      return std::nullopt;
    }
    const auto code = DataCode::parse(trimmed(*text));
    if (!code || context.strict) return kRule;
    context.tolerate("N-8.8-D7");
    out = *code;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const DataCode& value, Shape, bool) { writer.text(value.raw()); }
  static bool isEmpty(const DataCode& value) { return value.empty(); }
  static constexpr const char* kJsonType = "string";
  static constexpr const char* kPattern = "^\\d{2}-\\d{2}-\\d{2}-\\d{2}-\\d{6}-\\d{2}$";
};

/// A member whose content is kept as it is.
template <>
struct WireType<json::Value> {
  static Broken read(const json::Value& value, json::Value& out, ReadContext&) {
    out = value;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const json::Value& value, Shape, bool) { writer.value(value); }
  static bool isEmpty(const json::Value& value) { return value.isNull(); }
  static constexpr const char* kJsonType = "any";
  static constexpr const char* kPattern = nullptr;
};

}  // namespace schemas
