#include "schemas/codes/logsign.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::size_t kDateLength = 10;
constexpr std::size_t kMd5Length = 32;

bool isCode(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

std::optional<std::string> lowerHex(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
      result += c;
    else if (c >= 'A' && c <= 'F')
      result += static_cast<char>(c - 'A' + 'a');
    else
      return std::nullopt;
  }
  return result;
}

}  // namespace

std::optional<LogSign> LogSign::parse(std::string_view text) {
  if (text.size() < kDateLength + kMd5Length + 5) return std::nullopt;
  const auto date = CivilDate::parse(text.substr(0, kDateLength));
  const auto md5 = lowerHex(text.substr(text.size() - kMd5Length));
  const auto middle = text.substr(kDateLength, text.size() - kDateLength - kMd5Length);
  if (!date || !md5 || middle.front() != '-' || middle.back() != '-') return std::nullopt;
  const auto codes = middle.substr(1, middle.size() - 2);
  const auto dash = codes.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto province = codes.substr(0, dash);
  const auto enterprise = codes.substr(dash + 1);
  if (!isCode(province) || !isCode(enterprise)) return std::nullopt;
  return LogSign{*date, std::string(province), std::string(enterprise), *md5};
}

std::string LogSign::text() const { return date.text() + "-" + province + "-" + enterprise + "-" + md5; }

}  // namespace schemas
