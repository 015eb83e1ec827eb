// What is wrong with one member and what a right value looks like, in plain Chinese.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schemas/declare/describe.h"
#include "schemas/json/value.h"

namespace hub::conformance {

/// The declared member of `data[17].statDate`, nullptr when the message has none.
const schemas::FieldInfo* fieldAt(const schemas::MessageInfo& message, std::string_view path);

/// `统计周期的起始时间，字符串，形式 yyyy-MM-dd HH:mm:ss，例如 "2014-10-09 00:00:00"`.
std::string meaningOf(const schemas::FieldInfo& field);
/// A value as it would stand in the message, or empty.
std::string exampleOf(const schemas::FieldInfo& field);

/// A member of the object that holds `path` whose name is nearly the one sought; empty when there is none.
std::string lookalike(const schemas::json::Value& root, std::string_view path,
                      const schemas::MessageInfo& message);

/// What a row of tolerance means: `OQ-29` -> 时间写法与文档不同.
std::string toleranceText(std::string_view row);

/// Slips that make a text no JSON, seen outside of its strings: full-width commas, curly quotes …; empty when
/// none is seen.
std::string slipOf(std::string_view text);

}  // namespace hub::conformance
