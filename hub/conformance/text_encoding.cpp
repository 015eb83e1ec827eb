#include "hub/conformance/text_encoding.h"

#include <algorithm>

namespace hub::conformance {
namespace {

unsigned char byteAt(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

std::size_t utf8Length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// The first byte that is no UTF-8, npos when there is none.
std::size_t firstBroken(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8Length(byteAt(bytes, i));
    if (length == 0 || i + length > bytes.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byteAt(bytes, i + k) & 0xC0) != 0x80) return i;
    i += length;
  }
  return std::string_view::npos;
}

// Every byte above ASCII belongs to a pair of GBK.
bool looksLikeGbk(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned char lead = byteAt(bytes, i);
    if (lead < 0x80) continue;
    if (lead == 0x80 || lead == 0xFF || ++i == bytes.size()) return false;
    const unsigned char trail = byteAt(bytes, i);
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
  }
  return true;
}

bool looksLikeUtf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return bytes.size() >= 4 && (bytes[0] == '\0') != (bytes[1] == '\0') &&
         (bytes[2] == '\0') != (bytes[3] == '\0');
}

bool isControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

std::string knownBinary(std::string_view bytes) {
  if (bytes.starts_with("\x1f\x8b")) return "gzip压缩文件，请先解压";
  if (bytes.starts_with("PK\x03\x04")) return "zip压缩文件（或Excel、Word文档），请给出其中的JSON文本";
  if (bytes.starts_with("%PDF")) return "PDF文档，请给出JSON文本";
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xff\xd8\xff")) return "图片，请给出JSON文本";
  return {};
}

}  // namespace

std::optional<std::string> encodingFault(std::string_view bytes) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos || bytes == "\xEF\xBB\xBF")
    return "文件是空的，请把发送的请求报文（JSON文本）保存到文件里再检查";
  if (const std::string kind = knownBinary(bytes); !kind.empty()) return "文件不是文本，像是" + kind;
  if (looksLikeUtf16(bytes)) return "文件不是UTF-8，像是UTF-16，请另存为UTF-8后再发送";
  const std::size_t broken = firstBroken(bytes);
  const auto controls = std::count_if(bytes.begin(), bytes.end(), isControl);
  if (bytes.find('\0') != std::string_view::npos || controls * 10 > static_cast<std::ptrdiff_t>(bytes.size()))
    return "文件不是文本，像是二进制内容，请给出JSON文本";
  if (broken == std::string_view::npos) return std::nullopt;
  const std::string place = "（第" + std::to_string(broken + 1) + "字节起）";
  if (looksLikeGbk(bytes)) return "文件不是UTF-8，像是GBK，请在发送前把文本转换为UTF-8";
  return "文件不是UTF-8" + place + "，可能被截断或混入了其他编码";
}

}  // namespace hub::conformance
