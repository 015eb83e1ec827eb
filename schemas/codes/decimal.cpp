#include "schemas/codes/decimal.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::size_t kLexemeMax = 48;
constexpr std::size_t kIntegerDigitsMax = 20;
constexpr std::size_t kFractionDigitsMax = 40;
constexpr int kExponentMax = 400;  // anything larger is out of range whatever the digits
constexpr std::size_t kExponentDigitsMax = 5;

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
  if (digits.empty() || digits.size() > kExponentDigitsMax) return std::nullopt;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  if (value > kExponentMax) return std::nullopt;
  return negative ? -value : value;
}

/// The digits round the decimal point without superfluous zeros. They point into the lexeme, or, when an
/// exponent moves the point, into `moved`.
struct Digits {
  bool negative = false;
  std::string_view integer;   // empty for 0
  std::string_view fraction;  // no trailing zeros
  std::string moved;

  bool isZero() const { return integer.empty() && fraction.empty(); }
};

void trim(Digits& digits) {
  digits.integer.remove_prefix(std::min(digits.integer.find_first_not_of('0'), digits.integer.size()));
  digits.fraction = digits.fraction.substr(0, digits.fraction.find_last_not_of('0') + 1);
}

void moveDecimalPoint(Digits& digits, int places) {
  const auto shift = static_cast<std::size_t>(places < 0 ? -places : places);
  std::size_t point = digits.integer.size();
  std::string moved(digits.integer);
  moved += digits.fraction;
  if (places < 0 && shift > point) moved.insert(0, shift - point, '0');
  if (places > 0 && shift > moved.size() - point) moved.append(shift - (moved.size() - point), '0');
  point = places > 0 ? point + shift : (shift > point ? 0 : point - shift);
  digits.moved = std::move(moved);
  digits.integer = std::string_view(digits.moved).substr(0, point);
  digits.fraction = std::string_view(digits.moved).substr(point);
}

// Fills `digits` in place, since its views may point into itself. False when `text` is no number.
bool read(std::string_view text, Digits& digits) {
  digits.negative = takeSign(text);
  digits.integer = takeDigits(text);
  if (digits.integer.empty()) return false;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    digits.fraction = takeDigits(text);
    if (digits.fraction.empty()) return false;
  }
  const auto exponent = takeExponent(text);
  if (!exponent || !text.empty()) return false;
  if (*exponent != 0) moveDecimalPoint(digits, *exponent);
  trim(digits);
  if (digits.isZero()) digits.negative = false;
  return true;
}

std::strong_ordering compareMagnitude(const Digits& a, const Digits& b) {
  if (a.integer.size() != b.integer.size()) return a.integer.size() <=> b.integer.size();
  if (const auto order = a.integer.compare(b.integer); order != 0) return order <=> 0;
  return a.fraction.compare(b.fraction) <=> 0;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.empty() || text.size() > kLexemeMax) return std::nullopt;
  Digits digits;
  if (!read(text, digits)) return std::nullopt;
  if (digits.integer.size() > kIntegerDigitsMax || digits.fraction.size() > kFractionDigitsMax)
    return std::nullopt;
  Decimal result;
  result.lexeme_ = text;
  return result;
}

bool Decimal::isJsonNumber() const {
  if (lexeme_.empty() || lexeme_.front() == '+') return false;
  const std::size_t start = lexeme_.front() == '-' ? 1 : 0;
  return lexeme_[start] != '0' || start + 1 == lexeme_.size() || !isDigit(lexeme_[start + 1]);
}

std::string Decimal::plain(int minFraction) const {
  std::string text;
  appendPlain(text, minFraction);
  return text;
}

void Decimal::appendPlain(std::string& out, int minFraction) const {
  Digits digits;
  read(lexeme_, digits);
  if (digits.negative) out += '-';
  out += digits.integer.empty() ? std::string_view("0") : digits.integer;
  const auto least = static_cast<std::size_t>(minFraction);
  if (digits.fraction.empty() && least == 0) return;
  out += '.';
  out += digits.fraction;
  if (digits.fraction.size() < least) out.append(least - digits.fraction.size(), '0');
}

int Decimal::integerDigits() const {
  Digits digits;
  read(lexeme_, digits);
  return static_cast<int>(digits.integer.size());
}

int Decimal::fractionDigits() const {
  Digits digits;
  read(lexeme_, digits);
  return static_cast<int>(digits.fraction.size());
}

bool Decimal::isNegative() const {
  Digits digits;
  read(lexeme_, digits);
  return digits.negative;
}

bool Decimal::isZero() const {
  Digits digits;
  read(lexeme_, digits);
  return digits.isZero();
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  Digits left, right;
  read(a.lexeme_, left);
  read(b.lexeme_, right);
  if (left.negative != right.negative)
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  return left.negative ? compareMagnitude(right, left) : compareMagnitude(left, right);
}

}  // namespace schemas
