#include "schemas/codes/decimal.h"

#include <algorithm>
#include <cctype>

namespace schemas {
namespace {

constexpr std::size_t kLexemeMax = 48;
constexpr std::size_t kIntegerDigitsMax = 20;
constexpr std::size_t kFractionDigitsMax = 40;
constexpr int kExponentMax = 400;  // anything larger is out of range whatever the digits

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view takeDigits(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), isDigit);
  const auto count = static_cast<std::size_t>(end - rest.begin());
  const auto digits = rest.substr(0, count);
  rest.remove_prefix(count);
  return digits;
}

bool takeSign(std::string_view& rest) {
  if (rest.empty() || (rest.front() != '+' && rest.front() != '-')) return false;
  const bool negative = rest.front() == '-';
  rest.remove_prefix(1);
  return negative;
}

std::optional<int> takeExponent(std::string_view& rest) {
  if (rest.empty() || (rest.front() != 'e' && rest.front() != 'E')) return 0;
  rest.remove_prefix(1);
  const bool negative = takeSign(rest);
  const auto digits = takeDigits(rest);
  if (digits.empty() || digits.size() > 5) return std::nullopt;
  const int value = std::stoi(std::string(digits));
  if (value > kExponentMax) return std::nullopt;
  return negative ? -value : value;
}

void moveDecimalPoint(std::string& integer, std::string& fraction, int places) {
  for (; places > 0; --places) {
    integer += fraction.empty() ? '0' : fraction.front();
    if (!fraction.empty()) fraction.erase(0, 1);
  }
  for (; places < 0; ++places) {
    fraction.insert(fraction.begin(), integer.empty() ? '0' : integer.back());
    if (!integer.empty()) integer.pop_back();
  }
}

std::strong_ordering compareMagnitude(const std::string& aInteger, const std::string& aFraction,
                                      const std::string& bInteger, const std::string& bFraction) {
  if (aInteger.size() != bInteger.size()) return aInteger.size() <=> bInteger.size();
  if (const auto order = aInteger.compare(bInteger); order != 0) return order <=> 0;
  return aFraction.compare(bFraction) <=> 0;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.empty() || text.size() > kLexemeMax) return std::nullopt;
  Decimal result;
  std::string_view rest = text;
  result.negative_ = takeSign(rest);
  const auto integer = takeDigits(rest);
  std::string_view fraction;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    fraction = takeDigits(rest);
    if (fraction.empty()) return std::nullopt;
  }
  if (integer.empty()) return std::nullopt;
  const auto exponent = takeExponent(rest);
  if (!exponent || !rest.empty()) return std::nullopt;

  result.integer_ = integer;
  result.fraction_ = fraction;
  moveDecimalPoint(result.integer_, result.fraction_, *exponent);
  result.integer_.erase(0, std::min(result.integer_.find_first_not_of('0'), result.integer_.size()));
  result.fraction_.erase(result.fraction_.find_last_not_of('0') + 1);
  if (result.integer_.size() > kIntegerDigitsMax || result.fraction_.size() > kFractionDigitsMax)
    return std::nullopt;
  if (result.isZero()) result.negative_ = false;
  result.lexeme_ = text;
  return result;
}

bool Decimal::isJsonNumber() const {
  if (lexeme_.empty() || lexeme_.front() == '+') return false;
  const std::size_t start = lexeme_.front() == '-' ? 1 : 0;
  return lexeme_[start] != '0' || start + 1 == lexeme_.size() || !isDigit(lexeme_[start + 1]);
}

std::string Decimal::plain(int minFraction) const {
  std::string text = negative_ ? "-" : "";
  text += integer_.empty() ? "0" : integer_;
  std::string fraction = fraction_;
  if (fraction.size() < static_cast<std::size_t>(minFraction))
    fraction.resize(static_cast<std::size_t>(minFraction), '0');
  if (!fraction.empty()) text += "." + fraction;
  return text;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_)
    return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  const Decimal& left = a.negative_ ? b : a;  // below zero the greater magnitude is the lesser value
  const Decimal& right = a.negative_ ? a : b;
  return compareMagnitude(left.integer_, left.fraction_, right.integer_, right.fraction_);
}

}  // namespace schemas
