// nenghub_export_protocol DIR: writes protocol.md and openapi.json from the declared messages into DIR.
#include <fstream>
#include <iostream>
#include <string>

#include "schemas/protocol/markdown.h"
#include "schemas/protocol/openapi.h"

namespace {

bool writeFile(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  file.close();
  if (!file) std::cerr << path << ": cannot be written\n";
  return static_cast<bool>(file);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: nenghub_export_protocol DIR\n";
    return 2;
  }
  const std::string folder = arguments[1];
  const bool ok = writeFile(folder + "/protocol.md", schemas::protocol::markdown()) &&
                  writeFile(folder + "/openapi.json", schemas::protocol::openapi());
  return ok ? 0 : 1;
}
