// Changes to a JSON message by member path, for requests that are wrong in exactly one place.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "schemas/json/value.h"

namespace hub::conformance {

using schemas::json::Array;
using schemas::json::Number;
using schemas::json::Object;
using schemas::json::Value;

inline Value text(std::string_view content) { return Value(std::string(content)); }
inline Value number(std::string_view lexeme) { return Value(Number{std::string(lexeme)}); }
inline Value flag(bool value) { return Value(value); }

/// The place `data[0].statDate`, nullptr when there is no such thing.
const Value* at(const Value& root, std::string_view path);
Value* at(Value& root, std::string_view path);

/// A copy with the member set (added at the end when absent) or taken out.
Value with(Value root, std::string_view path, Value value);
Value without(Value root, std::string_view path);
/// A copy with the members of every object in reverse order.
Value reversed(const Value& root);
/// A copy with every scalar as a string.
Value stringly(const Value& root);
/// A copy with all member names in lower case.
Value lowerNames(const Value& root);

/// `data[0].statDate` -> `statDate`.
std::string_view lastName(std::string_view path);

}  // namespace hub::conformance
