#include "schemas/codes/code.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int kCreditWeights[17] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

}  // namespace

bool RegionRule::accepts(std::string_view text) { return DigitsRule<6>::accepts(text); }

char CreditRule::checkCharacter(std::string_view first17) {
  if (first17.size() != 17) return '\0';
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const auto value = kCreditAlphabet.find(first17[i]);
    if (value == std::string_view::npos) return '\0';
    sum += static_cast<int>(value) * kCreditWeights[i];
  }
  return kCreditAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool CreditRule::accepts(std::string_view text) {
  return text.size() == 18 && text[17] != '\0' && checkCharacter(text.substr(0, 17)) == text[17];
}

bool IndustryRule::accepts(std::string_view text) {
  if (text.empty() || text.size() == 2 || text.size() > 5 || text[0] < 'A' || text[0] > 'T') return false;
  return text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool ProvinceIdRule::accepts(std::string_view text) {
  return text.size() == 32 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

template <>
const char* const DigitsRule<2>::kRule = "应为2位数字代码";
template <>
const char* const DigitsRule<2>::kPattern = "^[0-9]{2}$";
template <>
const char* const DigitsRule<3>::kRule = "应为3位数字代码";
template <>
const char* const DigitsRule<3>::kPattern = "^[0-9]{3}$";
template <>
const char* const DigitsRule<4>::kRule = "应为4位数字代码";
template <>
const char* const DigitsRule<4>::kPattern = "^[0-9]{4}$";
template <>
const char* const DigitsRule<8>::kRule = "应为8位数字代码";
template <>
const char* const DigitsRule<8>::kPattern = "^[0-9]{8}$";

}  // namespace schemas
