// Which migrations a database has, and bringing it up to date.
#pragma once

#include "adapters/mysql/migration_files.h"
#include "adapters/mysql/mysql_storage.h"
#include "adapters/mysql/session.h"

namespace hub::mysql {

/// `database` unless exactly `migrations` have been applied, completely and unchanged.
Result<void> checkVersion(Session& session, const std::vector<Migration>& migrations);

/// Applies what is missing. Every statement of a migration can be run again (migrations/README.md), so one
/// that was cut off is run again as a whole.
Result<MigrationReport> applyMissing(Session& session, const std::vector<Migration>& migrations);

}  // namespace hub::mysql
