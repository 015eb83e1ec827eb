// Where the database is and how it is used.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace hub::mysql {

struct DatabaseSettings {
  std::string socket;  // path of the server's unix socket; empty = host and port
  std::string host = "127.0.0.1";
  std::uint16_t port = 3306;
  std::string caFile;  // verifies the server; required when `host` is not this machine
  std::string user = "root";
  std::string passwordFile;        // first line is the password; empty = none
  std::string schema = "nenghub";  // letters, digits and '_'
  std::size_t poolSize = 8;
  std::chrono::milliseconds borrowWait{2000};  // then `busy`
  std::string migrationsDir = "migrations";    // holds NNNN_name.sql
  bool allowUnsafeFlush = false;  // for tests only: accept innodb_flush_log_at_trx_commit other than 1
};

}  // namespace hub::mysql
