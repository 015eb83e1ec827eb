// The table of keys: for each its section, name, what it may be, and where its value goes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hub/app/given_value.h"

namespace hub::app {

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
