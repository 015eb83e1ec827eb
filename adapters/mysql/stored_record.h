// A flat declared record <-> JSON for a column, by its field list. Unlike the wire, nothing is refused or
// normalised: what was stored comes back, member by member, blank ones too.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/code.h"
#include "schemas/codes/data_code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/field.h"
#include "schemas/json/writer.h"

namespace hub::mysql {

namespace detail {

using schemas::json::Value;
using schemas::json::Writer;

inline void writeStored(Writer& writer, const std::string& value) { writer.text(value); }
inline void writeStored(Writer& writer, bool value) { writer.boolean(value); }
inline void writeStored(Writer& writer, std::int32_t value) { writer.number(std::to_string(value)); }
// As text, so that a decimal keeps its lexeme whatever it looks like.
inline void writeStored(Writer& writer, const schemas::Decimal& value) { writer.text(value.lexeme()); }
inline void writeStored(Writer& writer, const schemas::DataCode& value) { writer.text(value.raw()); }
template <class Rule>
void writeStored(Writer& writer, const schemas::Code<Rule>& value) {
  writer.text(value.text());
}

// Reading leaves `out` as it is where the text is not what was written, as an empty code is.
inline void readStored(const Value& value, std::string& out) {
  if (value.text()) out = *value.text();
}
inline void readStored(const Value& value, bool& out) {
  if (value.boolean()) out = *value.boolean();
}
inline void readStored(const Value& value, std::int32_t& out) {
  if (const auto* number = value.number())
    std::from_chars(number->lexeme.data(), number->lexeme.data() + number->lexeme.size(), out);
}
inline void readStored(const Value& value, schemas::Decimal& out) {
  if (value.text()) out = schemas::Decimal::parse(*value.text()).value_or(schemas::Decimal{});
}
inline void readStored(const Value& value, schemas::DataCode& out) {
  if (!value.text()) return;
  auto code = schemas::DataCode::parse(*value.text());
  if (!code) code = schemas::DataCode::parseOpaque(*value.text());
  if (code) out = *code;
}
template <class Rule>
void readStored(const Value& value, schemas::Code<Rule>& out) {
  if (value.text()) out = schemas::Code<Rule>::parse(*value.text()).value_or(schemas::Code<Rule>{});
}
template <class T>
void readStored(const Value& value, std::optional<T>& out) {
  readStored(value, out.emplace());
}

template <class M, class T>
void writeStoredField(schemas::json::Writer& writer, const schemas::Field<M, T>& field, const M& record) {
  const T& value = record.*field.member;
  if constexpr (requires { value.has_value(); }) {
    if (!value) return;
    writer.name(field.name);
    writeStored(writer, *value);
  } else {
    writer.name(field.name);
    writeStored(writer, value);
  }
}

}  // namespace detail

/// Only the members for which `wanted(name)` holds.
template <schemas::Declared M, class Wanted>
std::string storedText(const M& record, Wanted wanted) {
  schemas::json::Writer writer;
  writer.beginObject();
  const auto write = [&](const auto& field) {
    if (wanted(std::string_view(field.name))) detail::writeStoredField(writer, field, record);
  };
  std::apply([&](const auto&... fields) { (write(fields), ...); }, M::fields());
  writer.endObject();
  return std::move(writer).take();
}

template <schemas::Declared M>
std::string storedText(const M& record) {
  return storedText(record, [](std::string_view) { return true; });
}

/// Members that are absent stay as they are, so that one record can be read out of two columns.
template <schemas::Declared M>
void readStoredInto(const schemas::json::Value& object, M& record) {
  const auto read = [&](const auto& field) {
    if (const auto* value = object.find(field.name)) detail::readStored(*value, record.*field.member);
  };
  std::apply([&](const auto&... fields) { (read(fields), ...); }, M::fields());
}

template <schemas::Declared M>
std::string storedList(const std::vector<M>& records) {
  std::string result = "[";
  for (const M& record : records) {
    if (result.size() > 1) result += ',';
    result += storedText(record);
  }
  return result + "]";
}

template <schemas::Declared M>
std::vector<M> readStoredList(const schemas::json::Value& array) {
  std::vector<M> records;
  if (!array.array()) return records;
  for (const schemas::json::Value& item : *array.array()) readStoredInto(item, records.emplace_back());
  return records;
}

}  // namespace hub::mysql
