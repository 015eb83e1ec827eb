// What goes into a statement in the place of `?`, and the rows that come out of it.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "adapters/mysql/time_text.h"

namespace hub::mysql {

/// One value for a `?`. Decimal numbers travel as text: a bound double loses digits.
class Parameter {
 public:
  enum class Kind { null, integer, natural, text };

  Parameter(std::nullptr_t) {}
  Parameter(std::string text) : kind_(Kind::text), text_(std::move(text)) {}
  Parameter(std::string_view text) : kind_(Kind::text), text_(text) {}
  Parameter(const char* text) : kind_(Kind::text), text_(text) {}
  Parameter(TimePoint time) : Parameter(textOf(time)) {}
  Parameter(schemas::CivilTime time) : Parameter(time.text()) {}
  Parameter(schemas::CivilDate date) : Parameter(date.text()) {}
  template <class T>
  requires std::is_enum_v<T> Parameter(T value) : Parameter(static_cast<std::underlying_type_t<T>>(value)) {}
  template <class T>
  requires std::is_integral_v<T> Parameter(T value)
      : kind_(std::is_signed_v<T> ? Kind::integer : Kind::natural),
        number_(static_cast<std::uint64_t>(value)) {}
  template <class T>
  Parameter(const std::optional<T>& value) : Parameter(value ? Parameter(*value) : Parameter(nullptr)) {}

  Kind kind() const { return kind_; }
  std::int64_t integer() const { return static_cast<std::int64_t>(number_); }
  std::uint64_t natural() const { return number_; }
  const std::string& text() const { return text_; }
  std::size_t bytes() const { return sizeof(number_) + text_.size(); }

 private:
  Kind kind_ = Kind::null;
  std::uint64_t number_ = 0;
  std::string text_;
};

using Parameters = std::vector<Parameter>;

/// One row of a result, already fetched, so that no unread result blocks the session. Columns count from 0.
class Row {
 public:
  explicit Row(std::vector<std::optional<std::string>> columns) : columns_(std::move(columns)) {}

  bool isNull(std::size_t column) const { return !columns_[column]; }
  /// NULL reads as the empty text, 0, false or the epoch.
  std::string text(std::size_t column) const { return columns_[column].value_or(std::string()); }
  std::string_view view(std::size_t column) const {
    return columns_[column] ? std::string_view(*columns_[column]) : std::string_view();
  }
  template <class T>
  T number(std::size_t column) const {
    if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(number<std::underlying_type_t<T>>(column));
    } else {
      T value{};
      const auto digits = view(column);
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return value;
    }
  }
  bool flag(std::size_t column) const { return number<int>(column) != 0; }
  TimePoint time(std::size_t column) const { return timePointOf(view(column)); }

 private:
  std::vector<std::optional<std::string>> columns_;
};

using Rows = std::vector<Row>;

/// `(?,?),(?,?)` for `rows` rows of `columns` columns: the only part of a statement that is composed.
std::string placeholders(std::size_t rows, std::size_t columns);

}  // namespace hub::mysql
