#include "schemas/codes/loose_time.h"

#include <algorithm>
#include <chrono>

namespace schemas {
namespace {

namespace chrono = std::chrono;

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2099;
constexpr std::size_t kMillisecondDigits = 13;
constexpr int kChinaOffset = 8 * 3600;
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view kNarrowBlank = "\u202F";  // before AM and PM since JDK 20

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool areDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), isDigit); }

// What is left of the text, taken from its front.
struct Rest {
  std::string_view text;

  bool atEnd() const { return text.empty(); }
  bool take(std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
  }
  bool takeAll(std::string_view characters) {
    const auto count = std::min(text.find_first_not_of(characters), text.size());
    text.remove_prefix(count);
    return count > 0;
  }
  bool takeBlanks() { return takeAll(" "); }
  // A number of `least` to `most` digits.
  bool takeNumber(std::size_t least, std::size_t most, int& out) {
    std::size_t count = 0;
    for (out = 0; count < text.size() && isDigit(text[count]); ++count) {
      if (count == most) return false;
      out = out * 10 + (text[count] - '0');
    }
    text.remove_prefix(count);
    return count >= least;
  }
};

std::optional<CivilTime> timeOf(int year, int month, int day, int secondOfDay) {
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  if (year < kYearMin || year > kYearMax || !date.ok()) return std::nullopt;
  return CivilTime::at(CivilDate::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day)),
                       secondOfDay);
}

// `H:mm` or `H:mm:ss`, the latter also with a fraction.
bool takeClock(Rest& rest, int& secondOfDay) {
  int hour = 0, minute = 0, second = 0;
  if (!rest.takeNumber(1, 2, hour) || !rest.take(":") || !rest.takeNumber(1, 2, minute)) return false;
  if (rest.take(":")) {
    if (!rest.takeNumber(1, 2, second)) return false;
    if (rest.take(".") && !rest.takeAll("0123456789")) return false;
  }
  secondOfDay = hour * 3600 + minute * 60 + second;
  return hour < 24 && minute < 60 && second < 60;
}

// `2021-7-5 9:05`, and what is left when parts are cut off from the right.
std::optional<CivilTime> parseCivil(std::string_view text) {
  Rest rest{text};
  int year = 0, month = 1, day = 1, second = 0;
  if (!rest.takeNumber(4, 4, year)) return std::nullopt;
  if (rest.atEnd()) return timeOf(year, month, day, second);
  const std::string_view separator = rest.text.front() == '/' ? "/" : "-";
  if (!rest.take(separator) || !rest.takeNumber(1, 2, month)) return std::nullopt;
  if (rest.atEnd()) return timeOf(year, month, day, second);
  if (!rest.take(separator) || !rest.takeNumber(1, 2, day)) return std::nullopt;
  if (rest.atEnd()) return timeOf(year, month, day, second);
  if (!rest.take("T") && !rest.takeBlanks()) return std::nullopt;
  if (!takeClock(rest, second) || !rest.atEnd()) return std::nullopt;
  return timeOf(year, month, day, second);
}

// `4:30:00 PM` to seconds; 12 AM is midnight, 12 PM noon.
bool takeTwelveHourClock(Rest& rest, int& secondOfDay) {
  if (!takeClock(rest, secondOfDay)) return false;
  const int hour = secondOfDay / 3600;
  if (hour < 1 || hour > 12 || (!rest.takeBlanks() && !rest.take(kNarrowBlank))) return false;
  const bool isAfternoon = rest.take("PM");
  if (!isAfternoon && !rest.take("AM")) return false;
  secondOfDay += (hour == 12 ? -12 : 0) * 3600 + (isAfternoon ? 12 : 0) * 3600;
  return rest.atEnd();
}

// `Jul 20, 2021 4:30:00 PM`, `Jul 20, 2021`.
std::optional<CivilTime> parseEnglish(std::string_view text) {
  const auto* name = std::find(std::begin(kMonths), std::end(kMonths), text.substr(0, 3));
  if (name == std::end(kMonths)) return std::nullopt;
  const int month = static_cast<int>(name - std::begin(kMonths)) + 1;
  Rest rest{text.substr(3)};
  int day = 0, year = 0, second = 0;
  const bool hasDate =
      rest.takeBlanks() && rest.takeNumber(1, 2, day) && rest.take(", ") && rest.takeNumber(4, 4, year);
  if (!hasDate) return std::nullopt;
  if (rest.atEnd()) return timeOf(year, month, day, 0);
  rest.take(",");
  if (!rest.takeBlanks() || !takeTwelveHourClock(rest, second)) return std::nullopt;
  return timeOf(year, month, day, second);
}

std::optional<CivilTime> parseMilliseconds(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  const CivilTime time{value / 1000 + kChinaOffset};
  return time.date().year() <= kYearMax ? std::optional(time) : std::nullopt;
}

}  // namespace

std::optional<CivilTime> parseLooseTime(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.size() == kMillisecondDigits && areDigits(text)) return parseMilliseconds(text);
  return isDigit(text.front()) ? parseCivil(text) : parseEnglish(text);
}

}  // namespace schemas
