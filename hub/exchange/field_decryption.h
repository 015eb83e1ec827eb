// The field encryption of the Shandong profile (field-notes 1.4): every value of every object in `data` is
// SM4-ECB hex, names and the members beside `data` are plain.
#pragma once

#include "hub/ports/crypto.h"
#include "hub/ports/peer.h"
#include "hub/result.h"
#include "schemas/json/value.h"

namespace hub::exchange {

/// Replaces each encrypted value in `root` by its text. null and "" stay: nothing was given. `malformed` with
/// 解密失败 and the member for any value that is not encrypted under the caller's key, and `root` is then
/// half done; `internal` when the caller has no key. A `data` that is no list, and a record that is no
/// object, is left to the declared schema.
Result<void> decryptFields(schemas::json::Value& root, const Peer& caller, const Crypto& crypto);

}  // namespace hub::exchange
