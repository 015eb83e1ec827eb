#include "adapters/mysql/server_check.h"

namespace hub::mysql {
namespace {

constexpr const char* kVariablesSql = "SELECT @@innodb_flush_log_at_trx_commit, @@log_bin, @@sync_binlog";
constexpr const char* kCharsetSql =
    "SELECT default_character_set_name FROM information_schema.schemata WHERE schema_name = ?";

auto refused(std::string cause) { return fail(Failure::database, {}, std::move(cause)); }

}  // namespace

Result<void> checkServer(Session& session, const DatabaseSettings& settings) {
  HUB_TRY(variables, session.query(kVariablesSql));
  const Row& row = variables.at(0);
  if (!settings.allowUnsafeFlush) HUB_CHECK(checkDurability(row.view(0), row.flag(1), row.view(2)));
  HUB_TRY(charset, session.query(kCharsetSql, {settings.schema}));
  if (charset.empty()) return refused("there is no database " + settings.schema);
  return checkCharset(charset[0].view(0), settings.schema);
}

Result<void> checkDurability(std::string_view flushLog, bool writesBinlog, std::string_view syncBinlog) {
  if (flushLog != "1")
    return refused("innodb_flush_log_at_trx_commit is " + std::string(flushLog) +
                   ", must be 1: accepted batches would be lost with the power");
  if (writesBinlog && syncBinlog != "1")
    return refused("sync_binlog is " + std::string(syncBinlog) + ", must be 1 where a binary log is written");
  return {};
}

Result<void> checkCharset(std::string_view charset, std::string_view schema) {
  if (charset != "utf8mb4")
    return refused("character_set_database of " + std::string(schema) + " is " + std::string(charset) +
                   ", must be utf8mb4");
  return {};
}

}  // namespace hub::mysql
