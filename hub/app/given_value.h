// A configuration value as it stood in the file or in the environment, and what can be read from it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/app/config.h"

namespace hub::app {

/// The environment has text only; a reader takes what it needs from that. A file's value must have the right
/// type.
struct Given {
  std::variant<std::string, std::int64_t, bool, std::vector<std::int64_t>> value;
  bool fromEnvironment = false;
};

// nullopt when it is something else.
std::optional<std::string> textIn(const Given& given);
std::optional<std::int64_t> integerIn(const Given& given);
std::optional<bool> flagIn(const Given& given);
/// From the environment separated by commas.
std::optional<std::vector<std::int64_t>> integersIn(const Given& given);
/// `address:port` with a dotted IPv4 address.
std::optional<Listen> listenIn(std::string_view text);

/// `HH:mm:ss`, as seconds of the first day.
std::optional<schemas::CivilTime> timeOfDayIn(std::string_view text);

}  // namespace hub::app
