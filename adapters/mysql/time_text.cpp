#include "adapters/mysql/time_text.h"

namespace hub::mysql {
namespace {

constexpr std::size_t kSecondsLength = 19;  // yyyy-MM-dd HH:mm:ss

int millisecondsOf(std::string_view text) {
  int result = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t position = kSecondsLength + 1 + i;
    result = result * 10 + (position < text.size() ? text[position] - '0' : 0);
  }
  return result;
}

}  // namespace

std::string textOf(TimePoint time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto rest = (time - seconds).count();
  const std::string digits = std::to_string(1000 + rest);
  return schemas::CivilTime{seconds.time_since_epoch().count()}.text() + '.' + digits.substr(1);
}

TimePoint timePointOf(std::string_view text) {
  const auto seconds = civilTimeOf(text).seconds;
  return TimePoint{std::chrono::seconds{seconds} + std::chrono::milliseconds{millisecondsOf(text)}};
}

schemas::CivilTime civilTimeOf(std::string_view text) {
  return schemas::CivilTime::parse(text.substr(0, kSecondsLength)).value_or(schemas::CivilTime{});
}

schemas::CivilDate civilDateOf(std::string_view text) {
  return schemas::CivilDate::parse(text.substr(0, 10)).value_or(schemas::CivilDate{});
}

}  // namespace hub::mysql
