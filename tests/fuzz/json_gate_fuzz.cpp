// The gate in front of every decoder and its lenient pass (OQ-36).
#include <string>

#include "schemas/json/parse.h"
#include "schemas/json/value.h"
#include "tests/fuzz/property.h"

namespace {

using namespace schemas;

void checkLenientPass(std::string_view text) {
  const std::string once = json::withoutCommentsAndTrailingCommas(text);
  fuzz::require(json::withoutCommentsAndTrailingCommas(once) == once, "the lenient pass is idempotent");
  if (json::parse(text, true)) fuzz::require(once == text, "the lenient pass leaves right JSON alone");
}

// What is accepted means the same when it is written and read by the strict gate.
void checkAccepted(std::string_view text, bool strict) {
  const auto parsed = json::parse(text, strict);
  if (!parsed) return fuzz::require(!parsed.error().rule.empty(), "a refusal says why");
  const auto again = json::parse(json::write(parsed->root), true);
  fuzz::require(again && again->root == parsed->root, "what was written reads back");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::Input(bytes, size).rest();
  if (!text.starts_with("\xEF\xBB\xBF")) checkLenientPass(text);
  checkAccepted(text, false);
  checkAccepted(text, true);
  return 0;
}
