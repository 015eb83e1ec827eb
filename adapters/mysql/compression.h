// zstd for what is kept as it came: bodies and block lists.
#pragma once

#include <string>
#include <string_view>

#include "hub/result.h"

namespace hub::mysql {

std::string compressed(std::string_view bytes);
/// `database` when the bytes are damaged, or would grow beyond 256 MiB.
Result<std::string> expanded(std::string_view bytes);

}  // namespace hub::mysql
