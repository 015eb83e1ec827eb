// Codes of data items in all their shapes (OQ-22).
#include <algorithm>
#include <string>

#include "schemas/codes/data_code.h"
#include "tests/fuzz/property.h"

namespace {

using schemas::DataCode;

void checkStructured(const DataCode& code) {
  const std::string& digits = code.canonical();
  const bool isDigits = digits.size() == 16 && std::all_of(digits.begin(), digits.end(),
                                                           [](char c) { return c >= '0' && c <= '9'; });
  fuzz::require(isDigits, "the key of a structured code has sixteen digits");
  const auto again = DataCode::parse(digits);
  fuzz::require(again && again->canonical() == digits && *again == code,
                "the key is a code of the same item");
  std::string parts;
  for (const auto part : {code.process(), code.processUnit(), code.equipment(), code.equipmentUnit(),
                          code.energyClass(), code.energyKind(), code.usage()})
    parts += part;
  fuzz::require(parts == digits, "the parts make the key");
}

void checkOpaque(const DataCode& code, std::string_view text) {
  fuzz::require(code.raw() == text, "the text is kept as sent");
  const auto again = DataCode::parseOpaque(code.canonical());
  const bool isBare = code.isStructured();  // its digits alone have no groups, but parse
  fuzz::require(again && again->canonical() == code.canonical() && again->isStructured() == isBare,
                "the key is a code of the same item");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::Input(bytes, size).rest();
  const auto code = DataCode::parse(text);
  const auto printed = DataCode::parseStrict(text);
  const auto opaque = DataCode::parseOpaque(text);
  const auto old = DataCode::parseOld(text);
  if (code) checkStructured(*code);
  fuzz::require(printed.has_value() == (code && code->isPrintedForm()),
                "strict takes the printed form alone");
  if (opaque) checkOpaque(*opaque, text);
  if (code) fuzz::require(opaque && *opaque == *code && opaque->isStructured(), "a code is no opaque one");
  if (old) fuzz::require(!code && opaque && *opaque == *old, "an old code is an opaque one");
  return 0;
}
