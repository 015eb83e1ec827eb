// Times as they stand on the wire: China Standard Time without a zone suffix (OQ-66), to the second.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemas {

/// A calendar day, counted from 1970-01-01. Years 1900 to 2099 (OQ-29).
struct CivilDate {
  std::int32_t days = 0;

  static CivilDate of(int year, unsigned month, unsigned day);
  /// `yyyy-MM-dd`, nothing else; a day that does not exist is refused.
  static std::optional<CivilDate> parse(std::string_view text);
  std::string text() const;
  int year() const;
  unsigned month() const;
  unsigned day() const;
  CivilDate plusDays(int count) const { return {days + count}; }
  CivilDate firstOfMonth() const { return of(year(), month(), 1); }
  CivilDate firstOfYear() const { return of(year(), 1, 1); }

  auto operator<=>(const CivilDate&) const = default;
};

/// A wall-clock second in China Standard Time, counted from 1970-01-01 00:00:00 of that clock.
struct CivilTime {
  std::int64_t seconds = 0;

  static CivilTime at(CivilDate date, int secondOfDay = 0) {
    return {std::int64_t{date.days} * 86400 + secondOfDay};
  }
  /// The printed form `yyyy-MM-dd HH:mm:ss`, nothing else.
  static std::optional<CivilTime> parse(std::string_view text);
  /// Also `yyyy-MM-dd`, `T` as separator and a fraction, which is ignored (OQ-29). No zone suffix.
  static std::optional<CivilTime> parseTolerant(std::string_view text);
  std::string text() const;
  void appendTo(std::string& out) const;
  CivilDate date() const;
  int secondOfDay() const;

  auto operator<=>(const CivilTime&) const = default;
};

}  // namespace schemas
