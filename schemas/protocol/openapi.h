// The protocol as OpenAPI 3.1 with JSON Schema 2020-12 components.
#pragma once

#include <string>

#include "schemas/declare/describe.h"
#include "schemas/json/value.h"

namespace schemas::protocol {

/// Schema of one message; objects inside it are referred to as `#/components/schemas/<key>`.
json::Value jsonSchema(const MessageInfo& message);

/// Content of schemas/openapi.json, indented; the same at every call.
std::string openapi();

/// JSON text with an indent of two, members in their order.
std::string indented(const json::Value& value);

}  // namespace schemas::protocol
