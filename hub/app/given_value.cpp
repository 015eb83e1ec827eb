#include "hub/app/given_value.h"

#include <algorithm>
#include <charconv>

namespace hub::app {
namespace {

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::string> textIn(const Given& given) {
  if (const auto* text = std::get_if<std::string>(&given.value)) return *text;
  return std::nullopt;
}

std::optional<std::int64_t> integerIn(const Given& given) {
  if (const auto* number = std::get_if<std::int64_t>(&given.value)) return *number;
  if (const auto* text = std::get_if<std::string>(&given.value); text && given.fromEnvironment)
    return integer(*text);
  return std::nullopt;
}

std::optional<bool> flagIn(const Given& given) {
  if (const auto* flag = std::get_if<bool>(&given.value)) return *flag;
  if (const auto* text = std::get_if<std::string>(&given.value); text && given.fromEnvironment) {
    if (*text == "true") return true;
    if (*text == "false") return false;
  }
  return std::nullopt;
}

std::optional<std::vector<std::int64_t>> integersIn(const Given& given) {
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&given.value)) return *list;
  const auto* text = std::get_if<std::string>(&given.value);
  if (!text || !given.fromEnvironment) return std::nullopt;
  std::vector<std::int64_t> list;
  for (std::size_t from = 0; from <= text->size();) {
    const std::size_t comma = std::min(text->find(',', from), text->size());
    const auto value = integer(std::string_view(*text).substr(from, comma - from));
    if (!value) return std::nullopt;
    list.push_back(*value);
    from = comma + 1;
  }
  return list;
}

std::optional<Listen> listenIn(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  const auto port = integer(text.substr(colon + 1));
  if (!port || *port < 1 || *port > 65535) return std::nullopt;
  int parts = 0;
  for (std::string_view rest = text.substr(0, colon); parts < 5; ++parts) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const auto byte = integer(rest.substr(0, dot));
    if (!byte || *byte < 0 || *byte > 255) return std::nullopt;
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  if (parts != 3) return std::nullopt;
  return Listen{std::string(text.substr(0, colon)), static_cast<std::uint16_t>(*port)};
}

std::optional<schemas::CivilTime> timeOfDayIn(std::string_view text) {
  return schemas::CivilTime::parse("1970-01-01 " + std::string(text));
}

}  // namespace hub::app
