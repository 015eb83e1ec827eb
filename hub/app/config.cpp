#define TOML_EXCEPTIONS 0
#include "hub/app/config.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <toml++/toml.h>

#include "hub/app/config_keys.h"

extern char** environ;

namespace hub::app {
namespace {

namespace fs = std::filesystem;

class Reading {
 public:
  Reading(std::string file, const Environment& environment)
      : file_(std::move(file)), environment_(environment) {
    config_.database.poolSize = 24;
    config_.database.migrationsDir.clear();
  }

  void readFile(const toml::table& root) {
    for (const auto& [section, node] : root) {
      const toml::table* keys = node.as_table();
      if (!keys || !isSection(section.str())) {
        fault(node, std::string(section.str()), "unknown section; allowed: " + sections());
        continue;
      }
      for (const auto& [name, value] : *keys)
        readKey(std::string(section.str()), std::string(name.str()), value);
    }
  }

  void readEnvironment() {
    std::set<std::string> known;
    for (const Key& key : keyTable()) {
      const std::string variable = variableOf(key);
      known.insert(variable);
      const auto given = environment_.find(variable);
      if (given != environment_.end()) apply(key, {given->second, true}, variable);
    }
    for (const auto& [variable, value] : environment_)
      if (!known.contains(variable) && belongsToASection(variable))
        faults_.push_back("environment: " + variable + ": no such key");
  }

  Result<Config> finish() {
    demandRequired();
    if (config_.node.provinceCode.empty()) config_.node.provinceCode = config_.node.region;
    if (config_.database.migrationsDir.empty())
      config_.database.migrationsDir = shareDirectory() + "/migrations";
    if (config_.baseDataDir.empty()) config_.baseDataDir = shareDirectory() + "/schemas/base_data";
    config_.edge.directory = resolved(config_.edge.directory);
    if (config_.edge.secretFile.empty()) config_.edge.secretFile = config_.edge.directory + "/secret";
    for (const std::string& broken : crossFaults(config_)) faults_.push_back(file_ + ": " + broken);
    if (faults_.empty()) return config_;
    std::string all;
    for (const std::string& one : faults_) all += (all.empty() ? "" : "\n") + one;
    return fail(Failure::malformed, {}, all);
  }

 private:
  static std::string variableOf(const Key& key) {
    std::string name = std::string("NENGHUB_") + key.section + "_" + key.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
  }

  static bool isSection(std::string_view name) {
    return std::any_of(keyTable().begin(), keyTable().end(),
                       [&](const Key& key) { return name == key.section; });
  }

  // Other programs may have NENGHUB_ variables of their own (NENGHUB_CONFIG is ours, too).
  static bool belongsToASection(const std::string& variable) {
    return std::any_of(keyTable().begin(), keyTable().end(), [&](const Key& key) {
      const std::string full = variableOf(key);
      const std::size_t prefix =
          std::string_view("NENGHUB_").size() + std::string_view(key.section).size() + 1;
      return variable.starts_with(full.substr(0, prefix));
    });
  }

  static std::string sections() {
    std::string all;
    for (const Key& key : keyTable())
      if (const std::string name = std::string("[") + key.section + "]"; all.find(name) == all.npos)
        all += (all.empty() ? "" : " ") + name;
    return all;
  }

  static std::string keysOf(const std::string& section) {
    std::string all;
    for (const Key& key : keyTable())
      if (section == key.section) all += (all.empty() ? "" : ", ") + std::string(key.name);
    return all;
  }

  void readKey(const std::string& section, const std::string& name, const toml::node& value) {
    const auto key = std::find_if(keyTable().begin(), keyTable().end(),
                                  [&](const Key& k) { return section == k.section && name == k.name; });
    const std::string full = section + "." + name;
    if (key == keyTable().end()) return fault(value, full, "unknown key; allowed: " + keysOf(section));
    const auto given = givenBy(value);
    if (!given) return fault(value, full, "allowed: " + key->allowed);
    apply(*key, *given, place(value) + ": " + full);
  }

  static std::optional<Given> givenBy(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return Given{*text};
    if (const auto number = node.value_exact<std::int64_t>()) return Given{*number};
    if (const auto flag = node.value_exact<bool>()) return Given{*flag};
    const toml::array* array = node.as_array();
    if (!array) return std::nullopt;
    std::vector<std::int64_t> list;
    for (const toml::node& item : *array) {
      const auto number = item.value_exact<std::int64_t>();
      if (!number) return std::nullopt;
      list.push_back(*number);
    }
    return Given{list};
  }

  void apply(const Key& key, Given given, const std::string& where) {
    if (auto* text = std::get_if<std::string>(&given.value); text && key.isPath) *text = resolved(*text);
    if (!key.set(config_, given)) faults_.push_back(where + ": allowed: " + key.allowed);
    given_.insert(std::string(key.section) + "." + key.name);
  }

  void demandRequired() {
    for (const char* name : {"node.name", "node.role", "node.region", "node.wire_url"})
      if (!given_.contains(name)) faults_.push_back(file_ + ": " + name + ": is missing");
  }

  std::string resolved(const std::string& path) const {
    if (path.empty() || fs::path(path).is_absolute()) return path;
    return (fs::absolute(file_).parent_path() / path).lexically_normal().string();
  }

  std::string place(const toml::node& node) const {
    return file_ + ":" + std::to_string(node.source().begin.line);
  }
  void fault(const toml::node& node, const std::string& name, const std::string& text) {
    faults_.push_back(place(node) + ": " + name + ": " + text);
  }

  std::string file_;
  const Environment& environment_;
  Config config_;
  std::set<std::string> given_;
  std::vector<std::string> faults_;
};

bool isShare(const fs::path& directory) {
  std::error_code ignored;
  return fs::is_directory(directory / "migrations", ignored);
}

}  // namespace

Environment environmentOfProcess() {
  Environment found;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    if (!text.starts_with("NENGHUB_")) continue;
    const std::size_t equals = text.find('=');
    if (equals != text.npos) found.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return found;
}

Result<Config> readConfig(const std::string& file, const Environment& environment) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf()))
    return fail(Failure::missing, {},
                file + ": cannot be read (copy deploy/nenghub.example.toml to begin with)");
  return readConfigText(text.str(), file, environment);
}

Result<Config> readConfigText(std::string_view text, const std::string& file,
                              const Environment& environment) {
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    const auto& error = parsed.error();
    return fail(
        Failure::malformed, {},
        file + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
  }
  Reading reading(file, environment);
  reading.readFile(parsed.table());
  reading.readEnvironment();
  return reading.finish();
}

std::vector<ConfigKey> configKeys() {
  std::vector<ConfigKey> keys;
  for (const Key& key : keyTable()) keys.push_back({key.section, key.name, key.allowed});
  return keys;
}

std::string shareDirectory() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  for (fs::path at = program.parent_path(); !failed && at != at.parent_path(); at = at.parent_path()) {
    if (isShare(at / "share/nenghub")) return (at / "share/nenghub").string();
    if (isShare(at)) return at.string();
  }
  return ".";
}

}  // namespace hub::app
