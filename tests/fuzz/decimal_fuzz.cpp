// Exact decimals (OQ-67): two of them, one a line.
#include <string>

#include "schemas/codes/decimal.h"
#include "schemas/json/parse.h"
#include "tests/fuzz/property.h"

namespace {

using schemas::Decimal;

constexpr std::size_t kLexemeMax = 48;

// The plain form of a number with an exponent may be longer than what is read.
void checkForm(const Decimal& value, const std::string& form) {
  if (form.size() > kLexemeMax) return;
  const auto again = Decimal::parse(form);
  fuzz::require(again && *again == value, "the plain form has the same value");
  fuzz::require(again->isJsonNumber(), "the plain form is a JSON number");
  fuzz::require(again->plain() == value.plain() && again->canonical() == value.canonical(),
                "the plain form is final");
}

void checkOne(const Decimal& value, std::string_view text) {
  fuzz::require(value.lexeme() == text, "the text is kept as sent");
  checkForm(value, value.plain());
  checkForm(value, value.canonical());
  fuzz::require(value.integerDigits() <= 20 && value.fractionDigits() <= 40, "the digits are bounded");
  fuzz::require(!value.isZero() || (!value.isNegative() && value.plain() == "0"), "there is one zero");
  if (value.isJsonNumber())
    fuzz::require(schemas::json::parse(value.lexeme(), true).has_value(), "a JSON number is JSON");
}

void checkOrder(const Decimal& a, const Decimal& b) {
  fuzz::require((a == b) == (a.plain() == b.plain()), "equal values have one plain form");
  fuzz::require((a < b) == (b > a) && (a < b) + (b < a) + (a == b) == 1, "of two values one order holds");
  if (a.isNegative() && !b.isNegative()) fuzz::require(a < b, "negative values come first");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input input(bytes, size);
  const auto first = input.takeLine(), second = input.rest();
  const auto a = Decimal::parse(first), b = Decimal::parse(second);
  if (a) checkOne(*a, first);
  if (b) checkOne(*b, second);
  if (a && b) checkOrder(*a, *b);
  return 0;
}
