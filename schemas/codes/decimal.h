// A decimal number that keeps the text it came as (OQ-67): no binary floating point touches a measured value.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace schemas {

/// An exact decimal. Written back as it was read; compared and tagged in its plain form.
/// At most 48 characters, 20 integer digits (N-8.8-Q5) and 40 fractional digits.
class Decimal {
 public:
  Decimal() = default;

  /// Accepts what JSON calls a number, and beyond it a leading '+' and leading zeros, as clients send
  /// them inside strings. Nothing else: no blanks, no "NaN", no hexadecimal.
  static std::optional<Decimal> parse(std::string_view text);

  /// The text as received.
  const std::string& lexeme() const { return lexeme_; }
  bool empty() const { return lexeme_.empty(); }
  /// True when the lexeme is itself a JSON number, so that it may be written without quotes.
  bool isJsonNumber() const;

  /// Plain form: no exponent, no '+', no superfluous zeros, at least `minFraction` fractional digits, "-0" is
  /// "0".
  std::string plain(int minFraction = 0) const;
  /// The form of G's DATA_VALUE and of tags (OQ-55): plain with at least three fractional digits.
  std::string canonical() const { return plain(3); }
  void appendCanonical(std::string& out) const { appendPlain(out, 3); }

  int integerDigits() const;
  int fractionDigits() const;
  bool isNegative() const;
  bool isZero() const;

  /// By value, not by spelling: 1.50 equals 15e-1.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.lexeme_ == b.lexeme_ || (a <=> b) == std::strong_ordering::equal;
  }

 private:
  void appendPlain(std::string& out, int minFraction) const;

  // Nothing else is kept: millions of values stand in memory at once, and most are only stored and written.
  std::string lexeme_;
};

}  // namespace schemas
