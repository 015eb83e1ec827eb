// The protocol as a page to read: one table for each message.
#pragma once

#include <string>

namespace schemas::protocol {

/// Content of schemas/protocol.md; the same at every call.
std::string markdown();

}  // namespace schemas::protocol
