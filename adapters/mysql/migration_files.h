// The steps of the schema, as files NNNN_name.sql.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/ports/crypto.h"
#include "hub/result.h"

namespace hub::mysql {

struct Migration {
  std::uint32_t version = 0;            // NNNN
  std::string file;                     // name without folder
  std::string checksum;                 // SHA-256 of the file
  std::vector<std::string> statements;  // in order, without comments
};

/// Ascending from 1 without gaps; `database` with the reason otherwise.
Result<std::vector<Migration>> migrationsIn(const std::string& directory, const Crypto& crypto);

/// Cuts at `;` before a line's end; lines that begin with `--` are comments.
std::vector<std::string> statementsOf(const std::string& sql);

}  // namespace hub::mysql
