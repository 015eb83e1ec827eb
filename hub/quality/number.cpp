#include "hub/quality/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hub::quality {
namespace {

constexpr int kExactDigits = 18;

constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                              1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

Number readSlowly(const schemas::Decimal& decimal) {
  const std::string plain = decimal.plain();
  Number number;
  std::from_chars(plain.data(), plain.data() + plain.size(), number.value);
  const auto point = plain.find('.');
  if (point != std::string::npos) number.fractionDigits = static_cast<std::int32_t>(plain.size() - point - 1);
  return number;
}

}  // namespace

double powerOfTen(int exponent) { return kPowers[std::clamp(exponent, 0, kExactDigits)]; }

double Number::quanta() const { return std::abs(value) * powerOfTen(fractionDigits); }

Number numberOf(const schemas::Decimal& decimal) {
  const std::string& text = decimal.lexeme();
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::int64_t digits = 0;
  int count = 0;
  const char* point = nullptr;
  for (; at != end; ++at) {
    const auto digit = static_cast<unsigned>(*at) - '0';
    if (digit <= 9) {
      digits = digits * 10 + digit;
      if (++count > kExactDigits) return readSlowly(decimal);
    } else if (*at == '.' && !point) {
      point = at;
    } else {
      return readSlowly(decimal);
    }
  }
  const int fraction = point ? static_cast<int>(end - point - 1) : 0;
  const double magnitude = static_cast<double>(digits) / kPowers[fraction];
  return {negative ? -magnitude : magnitude, fraction};
}

}  // namespace hub::quality
