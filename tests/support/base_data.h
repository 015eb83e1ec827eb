// The shipped base data, read from the source tree.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "hub/base_data/base_data_files.h"

namespace tests {

inline hub::base_data::BaseDataImport shippedBaseData() {
  std::map<std::string, std::string> files;
  for (const auto& file : hub::base_data::baseDataFiles()) {
    std::ifstream in(std::string(NENGHUB_SOURCE_DIR "/schemas/base_data/") + file.name);
    if (!in) throw std::runtime_error(std::string("missing base data file ") + file.name);
    std::ostringstream content;
    content << in.rdbuf();
    files[file.name] = content.str();
  }
  auto result = hub::base_data::parseBaseData(files);
  if (!result) throw std::runtime_error(result.error().detail);
  return *result;
}

}  // namespace tests
