// The one gate in front of every decoder: size, UTF-8, depth, duplicate members, lone surrogates (design.md
// 3, OQ-14, OQ-36).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "schemas/json/value.h"

namespace schemas {

/// Departures from the printed form that were accepted, each counted under the id of its row
/// (`wire.tolerated`).
using Tolerated = std::map<std::string, int, std::less<>>;

namespace json {

struct Limits {
  std::size_t bytes = 32u << 20;  // OQ-33
  int depth = 32;
  std::size_t values = 2'000'000;  // every object, array and scalar
};

/// Why a text is no acceptable JSON. `rule` is Chinese and goes to the sender.
struct SyntaxFault {
  bool tooLarge = false;  // the size limit: HTTP 413
  std::string path;       // the member, where one can be named
  std::string rule;
};

struct Parsed {
  Value root;
  Tolerated tolerated;
};

/// Strict first. Where that fails and `strict` is false, once more after a pass that removes `//` comments
/// and trailing commas and escapes raw control characters inside strings; quotes and brackets are never
/// repaired (OQ-36). A leading BOM is skipped (OQ-11). Iterative: depth cannot exhaust the stack. Any thread.
tl::expected<Parsed, SyntaxFault> parse(std::string_view text, bool strict = false,
                                        const Limits& limits = {});

/// The lenient pass by itself.
std::string withoutCommentsAndTrailingCommas(std::string_view text);

}  // namespace json
}  // namespace schemas
