// Checked, immutable codes. Only parse() makes one that is not empty, so a RegionCode in a signature has been
// checked.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace schemas {

/// Text that obeys Rule. Rule has: static bool accepts(std::string_view); kRule (Chinese, for replies);
/// kPattern (regular expression, for the exported schema). Leading and trailing blanks are trimmed (OQ-15).
template <class Rule>
class Code {
 public:
  using RuleType = Rule;

  Code() = default;
  static std::optional<Code> parse(std::string_view text) {
    if (!Rule::accepts(text)) return std::nullopt;
    Code code;
    code.text_ = text;
    return code;
  }

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Code&) const = default;

 private:
  std::string text_;
};

/// GB/T 2260, six digits (N-2-2).
struct RegionRule {
  static bool accepts(std::string_view text);
  static constexpr const char* kRule = "应为6位行政区划代码";
  static constexpr const char* kPattern = "^[0-9]{6}$";
};
using RegionCode = Code<RegionRule>;

/// GB 32100: 18 characters of 0-9A-HJ-NPQRTUWXY with a check character mod 31 (N-2-1).
struct CreditRule {
  static bool accepts(std::string_view text);
  /// The 18th character for the first 17, or '\0' when one of them is outside the alphabet.
  static char checkCharacter(std::string_view first17);
  static constexpr const char* kRule = "应为18位统一社会信用代码（含校验位）";
  static constexpr const char* kPattern = "^[0-9A-HJ-NPQRTUWXY]{18}$";
};
using CreditCode = Code<CreditRule>;

/// GB/T 4754: section letter, then 0, 2, 3 or 4 digits (N-2-3).
struct IndustryRule {
  static bool accepts(std::string_view text);
  static constexpr const char* kRule = "应为国民经济行业代码（门类字母加0、2、3或4位数字）";
  static constexpr const char* kPattern = "^[A-T]([0-9]{2}([0-9]([0-9])?)?)?$";
};
using IndustryCode = Code<IndustryRule>;

/// Exactly N digits: process, unit, equipment, usage (2), enterprise type (3), energy kind (4), instrument
/// type (8).
template <int N>
struct DigitsRule {
  static bool accepts(std::string_view text) {
    if (text.size() != N) return false;
    for (const char c : text)
      if (c < '0' || c > '9') return false;
    return true;
  }
  static const char* const kRule;
  static const char* const kPattern;
};
using TwoDigits = Code<DigitsRule<2>>;
using EnterpriseTypeCode = Code<DigitsRule<3>>;
using EnergyKind = Code<DigitsRule<4>>;
using InstrumentType = Code<DigitsRule<8>>;

/// A serial number of a platform (N-8.3-P3): 32 visible ASCII characters, opaque, compared as text (OQ-05).
struct ProvinceIdRule {
  static bool accepts(std::string_view text);
  static constexpr const char* kRule = "应为32位平台序列号";
  static constexpr const char* kPattern = "^[!-~]{32}$";
};
using ProvinceId = Code<ProvinceIdRule>;

}  // namespace schemas
