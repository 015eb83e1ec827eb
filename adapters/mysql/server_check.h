// What the server must be before the hub trusts it with a batch (reliability.md 0, facts 8, 9, 12).
#pragma once

#include "adapters/mysql/session.h"

namespace hub::mysql {

/// `database`, naming the variable, unless commits are durable and the database is utf8mb4.
Result<void> checkServer(Session& session, const DatabaseSettings& settings);

/// The verdict on what the server said, without a server.
Result<void> checkDurability(std::string_view flushLog, bool writesBinlog, std::string_view syncBinlog);
Result<void> checkCharset(std::string_view charset, std::string_view schema);

}  // namespace hub::mysql
