// The table of operations: which path is which operation.
#pragma once

#include <string_view>

#include "hub/exchange/operation.h"

namespace hub::exchange {

/// nullptr for a path that is none of ours. The common G path answers with an operation without `run`: which
/// of the G messages it is, `chosenBy` finds from the members of the body (OQ-41).
const Operation* operationAt(std::string_view path, const NodeSettings& node);

/// How a reply to this path is spelled when no operation is known.
ReplyForm formAt(std::string_view path, const NodeSettings& node);

/// The operation itself, or for the common G path the one its members name; nullptr when they name none.
const Operation* chosenBy(const Operation& operation, const schemas::json::Value& root);

}  // namespace hub::exchange
