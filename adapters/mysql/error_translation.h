// What an error number of the server or of its client library means to a unit of work (reliability.md,
// Connector/C++).
#pragma once

#include <string_view>

#include "hub/result.h"

namespace hub::mysql {

inline constexpr int kDuplicateKey = 1062;

/// Whether repeating the whole unit may help: dead-lock, lock wait, lost connection, Galera node not ready.
bool isRetryable(int errorNumber);

/// Whether the connection object must not be used again. It is never reconnected: a reconnected one forgets
/// its session state and stores half a unit.
bool breaksSession(int errorNumber);

/// The error text of the server goes to `cause` only.
Error translated(int errorNumber, std::string_view what);

}  // namespace hub::mysql
