#include "hub/simulate/decimal_of.h"

namespace hub::simulate {

schemas::Decimal decimalOf(std::int64_t quanta, int digits) {
  char reversed[40];
  char* out = reversed + sizeof reversed;
  std::uint64_t rest =
      quanta < 0 ? 0 - static_cast<std::uint64_t>(quanta) : static_cast<std::uint64_t>(quanta);
  for (int i = 0; i < digits || rest > 0 || i == digits; ++i) {
    if (i == digits && digits > 0) *--out = '.';
    *--out = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  if (quanta < 0) *--out = '-';
  return *schemas::Decimal::parse({out, static_cast<std::size_t>(reversed + sizeof reversed - out)});
}

}  // namespace hub::simulate
