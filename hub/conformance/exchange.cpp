#include "hub/conformance/exchange.h"

namespace hub::conformance {
namespace {

// Of whatever bytes a foreign server sends: what is no UTF-8 must not reach a terminal or a JSON report.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0;
    bool whole = byte >= 0x20 && byte != 0x7F && (byte < 0x80 || (byte >= 0xC2 && byte <= 0xF4));
    for (std::size_t k = 1; whole && k <= more; ++k)
      whole = i + k < text.size() && (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    if (!whole) {
      out += '?';
      continue;
    }
    out += text.substr(i, more + 1);
    i += more;
  }
  return out;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string Exchange::text(std::string_view name) const {
  const auto* value = member(name);
  const std::string* content = value ? value->text() : nullptr;
  return content ? *content : std::string();
}

bool Exchange::isSuccess() const { return status >= 200 && status < 300 && text("responseCode") == "0"; }

bool Exchange::isTrue() const {
  const auto* value = root ? root->findFolded("responsecode") : nullptr;
  if (!value || status < 200 || status >= 300) return false;
  if (const bool* flag = value->boolean()) return *flag;
  return value->text() && schemas::json::folded(*value->text()) == "true";
}

std::string Exchange::observed() const {
  if (!wasAnswered) return failure;
  return "HTTP " + std::to_string(status) + "，" + (body.empty() ? "无报文体" : shortened(printable(body)));
}

}  // namespace hub::conformance
