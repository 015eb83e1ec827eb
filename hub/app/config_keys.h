// The table of keys: for each its section, name, what it may be, and where its value goes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/app/config.h"

namespace hub::app {

/// A value as it stood in the file. The environment has text only; a setter reads what it needs from that.
struct Given {
  std::variant<std::string, std::int64_t, bool, std::vector<std::int64_t>> value;
  bool fromEnvironment = false;
};

struct Key {
  const char* section;
  const char* name;
  std::string allowed;
  bool isPath = false;
  std::function<bool(Config&, const Given&)> set;  // false: not allowed
};

/// The whole table, in the order of the example file.
const std::vector<Key>& keyTable();

/// Rules over two keys; each fault names the key to change.
std::vector<std::string> crossFaults(const Config& config);

}  // namespace hub::app
