#include "adapters/mysql/migration_files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace hub::mysql {
namespace {

constexpr std::size_t kNumberDigits = 4;

auto refused(std::string cause) { return fail(Failure::database, {}, std::move(cause)); }

std::optional<std::uint32_t> versionOf(const std::string& file) {
  std::uint32_t version = 0;
  const auto [end, error] =
      std::from_chars(file.data(), file.data() + std::min(kNumberDigits, file.size()), version);
  if (error != std::errc() || end != file.data() + kNumberDigits || file[kNumberDigits] != '_')
    return std::nullopt;
  return version;
}

Result<std::string> contentOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return refused("cannot read " + path.string());
  return content.str();
}

std::string trimmedEnd(std::string line) {
  line.erase(line.find_last_not_of(" \t\r") + 1);
  return line;
}

}  // namespace

std::vector<std::string> statementsOf(const std::string& sql) {
  std::vector<std::string> statements;
  std::string statement, line;
  std::istringstream lines(sql);
  while (std::getline(lines, line)) {
    line = trimmedEnd(line);
    if (line.empty() || line.starts_with("--")) continue;
    const bool isLast = line.back() == ';';
    if (isLast) line.pop_back();
    statement += line + '\n';
    if (isLast) statements.push_back(std::exchange(statement, {}));
  }
  if (!statement.empty()) statements.push_back(statement);
  return statements;
}

Result<std::vector<Migration>> migrationsIn(const std::string& directory, const Crypto& crypto) {
  std::error_code error;
  std::vector<Migration> migrations;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().extension() != ".sql") continue;
    const std::string name = entry.path().filename().string();
    const auto version = versionOf(name);
    if (!version) return refused("not a name of a migration (NNNN_name.sql): " + name);
    HUB_TRY(content, contentOf(entry.path()));
    migrations.push_back({*version, name, crypto.sha256(content), statementsOf(content)});
  }
  if (error || migrations.empty()) return refused("no migrations in " + directory);
  std::sort(migrations.begin(), migrations.end(),
            [](const auto& a, const auto& b) { return a.version < b.version; });
  for (std::size_t i = 0; i < migrations.size(); ++i)
    if (migrations[i].version != i + 1)
      return refused("migrations must be numbered from 0001 without gaps: " + migrations[i].file);
  return migrations;
}

}  // namespace hub::mysql
