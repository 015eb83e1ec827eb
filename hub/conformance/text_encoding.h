// Whether the bytes of a file are UTF-8 text at all, and what they look like when they are not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::conformance {

/// Why the bytes cannot be read as UTF-8 text, in Chinese, with what to do; nullopt when they can.
std::optional<std::string> encodingFault(std::string_view bytes);

}  // namespace hub::conformance
