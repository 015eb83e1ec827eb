// Replies for clients that read them in a platform charset such as GBK (field-notes 1.6).
#pragma once

#include <string>
#include <string_view>

namespace hub::exchange {

/// The same JSON text with every character beyond ASCII as \uXXXX, those beyond U+FFFF as a surrogate pair.
std::string asciiReply(std::string_view json);

}  // namespace hub::exchange
