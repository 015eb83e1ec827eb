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
#include "schemas/codes/loose_time.h"
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

/// Primary: read(value, out, context, spelling) fills `out` or returns the Chinese rule that is broken;
/// spellings that only tolerance accepts add their row, and are refused when the context is strict.
template <class T>
struct WireType;

using Broken = std::optional<std::string>;

inline constexpr const char* kTimePattern = "^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$";
inline constexpr const char* kDatePattern = "^\\d{4}-\\d{2}-\\d{2}$";

namespace detail {

/// Counts the departure `row`; false when the peer is held to the printed form.
inline bool mayDepart(ReadContext& context, const char* row) {
  if (context.strict) return false;
  context.tolerate(row);
  return true;
}

/// The characters of a code: a text, its blanks trimmed (OQ-15), or a number by its lexeme (OQ-12).
inline std::optional<std::string_view> codeText(const json::Value& value, ReadContext& context) {
  const auto text = scalarText(value);
  if (!text || (value.number() && !mayDepart(context, "OQ-12"))) return std::nullopt;
  const auto code = trimmed(*text);
  if (code.size() != text->size() && !mayDepart(context, "OQ-15")) return std::nullopt;
  return code;
}

/// The characters of a number, which is printed as a text where the shape says so.
inline std::optional<std::string_view> numberText(const json::Value& value, ReadContext& context,
                                                  Shape shape) {
  const auto text = scalarText(value);
  if (!text) return std::nullopt;
  const bool isPrintedForm = (shape == Shape::text) == (value.text() != nullptr);
  if (!isPrintedForm && !mayDepart(context, "OQ-12")) return std::nullopt;
  return trimmed(*text);
}

/// A date in a form that only end devices send becomes `yyyy-MM-dd`, with its time where it has one, so that
/// the next node can read it.
inline void respellDate(std::string& text, ReadContext& context) {
  if (CivilTime::parseTolerant(text)) return;
  const auto time = parseLooseTime(trimmed(text));
  if (!time || !mayDepart(context, "F-1.10")) return;
  text = time->secondOfDay() == 0 ? time->date().text() : time->text();
}

}  // namespace detail

template <>
struct WireType<std::string> {
  static Broken read(const json::Value& value, std::string& out, ReadContext& context,
                     const Spelling& spelling) {
    const bool* flag = spelling.flagAsText ? value.boolean() : nullptr;
    const auto text = flag ? std::string_view(*flag ? "true" : "false") : scalarText(value);
    if (!text) return "应为字符串";
    out = *text;
    if (spelling.dateText && context.device) detail::respellDate(out, context);
    if (value.text()) return std::nullopt;
    if (!detail::mayDepart(context, spelling.numberDigits > 0 ? "N-8.4-D2" : "OQ-12")) return "应为字符串";
    if (out.size() < spelling.numberDigits) out.insert(0, spelling.numberDigits - out.size(), '0');
    return std::nullopt;
  }
  static void write(json::Writer& writer, const std::string& value, Shape, bool) { writer.text(value); }
  static bool isEmpty(const std::string& value) { return trimmed(value).empty(); }
  static constexpr const char* kJsonType = "string";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<std::int32_t> {
  static Broken read(const json::Value& value, std::int32_t& out, ReadContext& context,
                     const Spelling& spelling) {
    const auto digits = detail::numberText(value, context, spelling.shape);
    if (!digits) return spelling.shape == Shape::text ? "应为字符串形式的整数" : "应为整数";
    const auto [end, error] = std::from_chars(digits->data(), digits->data() + digits->size(), out);
    if (error != std::errc() || end != digits->data() + digits->size()) return "应为整数";
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
  static Broken read(const json::Value& value, bool& out, ReadContext& context, const Spelling& spelling) {
    if (const bool* flag = value.boolean()) {
      out = *flag;
      return std::nullopt;
    }
    const auto text = json::folded(scalarText(value).value_or(""));
    if (text == "0" || text == "1") return readDigit(text == "1", out, context, spelling);
    const bool isFlag = value.text() && (text == "true" || text == "false");
    if (!isFlag || !detail::mayDepart(context, "OQ-12")) return "应为true或false";
    out = text == "true";
    return std::nullopt;
  }
  // Peers contradict each other about the sense of 0 and 1 in `valid`, so only their profile decides (OQ-24).
  // Elsewhere the end devices that write 0 and 1 agree (field-notes 1.5).
  static Broken readDigit(bool isOne, bool& out, ReadContext& context, const Spelling& spelling) {
    if (spelling.validity && context.validNumeric == ValidNumeric::refused)
      return "应为true或false（0/1含义未约定）";
    if (!spelling.validity && !context.device) return "应为true或false";
    if (!detail::mayDepart(context, spelling.validity ? "OQ-24" : "F-1.5")) return "应为true或false";
    out = spelling.validity ? isOne == (context.validNumeric == ValidNumeric::oneIsValid) : isOne;
    return std::nullopt;
  }
  static void write(json::Writer& writer, bool value, Shape, bool) { writer.boolean(value); }
  static bool isEmpty(bool) { return false; }
  static constexpr const char* kJsonType = "boolean";
  static constexpr const char* kPattern = nullptr;
};

template <>
struct WireType<Decimal> {
  static Broken read(const json::Value& value, Decimal& out, ReadContext& context, const Spelling& spelling) {
    const auto text = detail::numberText(value, context, spelling.shape);
    if (!text) return "应为数字";
    auto parsed = Decimal::parse(*text);
    if (!parsed) return "应为数字（整数部分不超过20位，全长不超过48个字符）";
    out = std::move(*parsed);
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
  static Broken read(const json::Value& value, CivilTime& out, ReadContext& context,
                     const Spelling& spelling) {
    const char* rule =
        spelling.dateOnly ? "应为 yyyy-MM-dd 形式的真实日期" : "应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
    const auto* text = value.text();
    if (const auto exact = text ? printed(*text, spelling.dateOnly) : std::nullopt) {
      out = *exact;
      return std::nullopt;
    }
    const char* row = "OQ-29";
    auto time = text ? CivilTime::parseTolerant(trimmed(*text)) : std::nullopt;
    if (!time && context.device) {
      row = "F-1.10";
      time = parseLooseTime(trimmed(scalarText(value).value_or("")));
    }
    if (!time || !detail::mayDepart(context, row)) return rule;
    out = *time;
    return std::nullopt;
  }
  static std::optional<CivilTime> printed(std::string_view text, bool dateOnly) {
    if (!dateOnly) return CivilTime::parse(text);
    const auto date = CivilDate::parse(text);
    return date ? std::optional(CivilTime::at(*date)) : std::nullopt;
  }
  static void write(json::Writer& writer, CivilTime value, Shape, bool dateOnly) {
    writer.text(dateOnly ? value.date().text() : value.text());
  }
  static bool isEmpty(CivilTime) { return false; }
  static constexpr const char* kJsonType = "string";
  static constexpr const char* kPattern = kTimePattern;
};

template <class Rule>
struct WireType<Code<Rule>> {
  static Broken read(const json::Value& value, Code<Rule>& out, ReadContext& context, const Spelling&) {
    const auto text = detail::codeText(value, context);
    if (!text) return Rule::kRule;
    auto code = Code<Rule>::parse(*text);
    if (!code) return Rule::kRule;
    out = std::move(*code);
    return std::nullopt;
  }
  static void write(json::Writer& writer, const Code<Rule>& value, Shape, bool) { writer.text(value.text()); }
  static bool isEmpty(const Code<Rule>& value) { return value.empty(); }
  static constexpr const char* kJsonType = "string";
  static inline const char* const& kPattern = Rule::kPattern;
};

template <>
struct WireType<DataCode> {
  static Broken read(const json::Value& value, DataCode& out, ReadContext& context, const Spelling&) {
    constexpr const char* kRule = "应为采集数据项编码，如 04-01-00-00-040200-30";
    const auto text = detail::codeText(value, context);
    if (!text) return kRule;
    auto code = DataCode::parse(*text);
    if (!code && context.device) code = DataCode::parseOld(*text);
    if (!code) return kRule;
    const char* row = code->isStructured() ? "N-8.8-D7" : "F-1.3";
    if (!code->isPrintedForm() && !detail::mayDepart(context, row)) return kRule;
    out = std::move(*code);
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
  static Broken read(const json::Value& value, json::Value& out, ReadContext&, const Spelling&) {
    out = value;
    return std::nullopt;
  }
  static void write(json::Writer& writer, const json::Value& value, Shape, bool) { writer.value(value); }
  static bool isEmpty(const json::Value& value) { return value.isNull(); }
  static constexpr const char* kJsonType = "any";
  static constexpr const char* kPattern = nullptr;
};

}  // namespace schemas
