#include "schemas/codes/civil_time.h"

#include <algorithm>
#include <chrono>

namespace schemas {
namespace {

namespace chrono = std::chrono;

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2099;

bool areDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(std::string_view digits) {
  if (!areDigits(digits)) return std::nullopt;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// `HH:mm:ss` to seconds.
std::optional<int> secondOfDayFrom(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = number(text.substr(0, 2));
  const auto minute = number(text.substr(3, 2));
  const auto second = number(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return *hour * 3600 + *minute * 60 + *second;
}

std::optional<CivilTime> parseWithSeparator(std::string_view text, char separator) {
  if (text.size() != 19 || text[10] != separator) return std::nullopt;
  const auto date = CivilDate::parse(text.substr(0, 10));
  const auto second = secondOfDayFrom(text.substr(11));
  if (!date || !second) return std::nullopt;
  return CivilTime::at(*date, *second);
}

// `value` in `count` digits.
void appendDigits(std::string& out, int value, int count) {
  if (count > 1) appendDigits(out, value / 10, count - 1);
  out += static_cast<char>('0' + value % 10);
}

chrono::year_month_day calendar(CivilDate date) {
  return chrono::year_month_day{chrono::sys_days{chrono::days{date.days}}};
}

void appendDate(std::string& out, CivilDate day) {
  const chrono::year_month_day date = calendar(day);
  appendDigits(out, static_cast<int>(date.year()), 4);
  out += '-';
  appendDigits(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  out += '-';
  appendDigits(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

}  // namespace

CivilDate CivilDate::of(int year, unsigned month, unsigned day) {
  const chrono::sys_days days{chrono::year{year} / chrono::month{month} / chrono::day{day}};
  return {static_cast<std::int32_t>(days.time_since_epoch().count())};
}

std::optional<CivilDate> CivilDate::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *year < kYearMin || *year > kYearMax) return std::nullopt;
  const chrono::year_month_day date{chrono::year{*year}, chrono::month{static_cast<unsigned>(*month)},
                                    chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string CivilDate::text() const {
  std::string text;
  appendDate(text, *this);
  return text;
}

int CivilDate::year() const { return static_cast<int>(calendar(*this).year()); }
unsigned CivilDate::month() const { return static_cast<unsigned>(calendar(*this).month()); }
unsigned CivilDate::day() const { return static_cast<unsigned>(calendar(*this).day()); }

std::optional<CivilTime> CivilTime::parse(std::string_view text) { return parseWithSeparator(text, ' '); }

std::optional<CivilTime> CivilTime::parseTolerant(std::string_view text) {
  if (const auto dot = text.find('.'); dot == 19) {
    if (dot + 1 == text.size() || !areDigits(text.substr(dot + 1))) return std::nullopt;
    text = text.substr(0, dot);
  }
  if (text.size() == 10) {
    const auto date = CivilDate::parse(text);
    return date ? std::optional(at(*date)) : std::nullopt;
  }
  if (const auto time = parseWithSeparator(text, ' ')) return time;
  return parseWithSeparator(text, 'T');
}

std::string CivilTime::text() const {
  std::string text;
  appendTo(text);
  return text;
}

void CivilTime::appendTo(std::string& out) const {
  const int second = secondOfDay();
  appendDate(out, date());
  out += ' ';
  appendDigits(out, second / 3600, 2);
  out += ':';
  appendDigits(out, second / 60 % 60, 2);
  out += ':';
  appendDigits(out, second % 60, 2);
}

CivilDate CivilTime::date() const {
  const auto days = seconds >= 0 ? seconds / 86400 : -((86399 - seconds) / 86400);
  return {static_cast<std::int32_t>(days)};
}

int CivilTime::secondOfDay() const { return static_cast<int>(seconds - std::int64_t{date().days} * 86400); }

}  // namespace schemas
