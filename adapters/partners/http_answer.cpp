#include "adapters/partners/http_answer.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace hub::partners {
namespace {

constexpr std::size_t kHeadMax = 64U << 10;
constexpr std::size_t kBodyMax = 64U << 20;
constexpr std::string_view kLineEnd = "\r\n";

using Progress = HttpAnswer::Progress;

bool isName(std::string_view given, std::string_view name) {
  return std::equal(given.begin(), given.end(), name.begin(), name.end(),
                    [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool readNumber(std::string_view text, int radix, std::size_t& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, radix);
  return fault == std::errc() && end == text.data() + text.size() && number <= kBodyMax;
}

}  // namespace

void HttpAnswer::clear() { *this = HttpAnswer(); }

Progress HttpAnswer::take(std::string_view bytes) {
  unread_.append(bytes);
  return step();
}

Progress HttpAnswer::end() { return part_ == Part::untilEnd ? Progress::whole : Progress::broken; }

Progress HttpAnswer::step() {
  switch (part_) {
    case Part::head:
      return readHead();
    case Part::sized:
      return readSized();
    case Part::chunkSize:
    case Part::chunk:
    case Part::chunkEnd:
      return readChunkSize();
    case Part::trailer:
      return readTrailer();
    case Part::untilEnd:
      left_ = kBodyMax - body_.size();
      return move(unread_.size()) ? Progress::more : Progress::broken;
  }
  return Progress::broken;
}

Progress HttpAnswer::readHead() {
  const auto end = unread_.find("\r\n\r\n");
  if (end == unread_.npos) return unread_.size() > kHeadMax ? Progress::broken : Progress::more;
  const std::string head = unread_.substr(0, end + kLineEnd.size());
  unread_.erase(0, end + 2 * kLineEnd.size());
  std::size_t status = 0;
  if (!head.starts_with("HTTP/1.") || head.size() < 14 ||
      !readNumber(std::string_view(head).substr(9, 3), 10, status))
    return Progress::broken;
  status_ = static_cast<int>(status);
  closes_ = head[7] == '0';
  for (std::size_t at = head.find(kLineEnd) + 2; at < head.size();) {
    const auto stop = head.find(kLineEnd, at);
    if (!readField(std::string_view(head).substr(at, stop - at))) return Progress::broken;
    at = stop + kLineEnd.size();
  }
  if (status_ < 200) return step();
  if (status_ == 204 || status_ == 304) hasLength_ = true, left_ = 0;
  part_ = isChunked_ ? Part::chunkSize : hasLength_ ? Part::sized : Part::untilEnd;
  if (part_ == Part::untilEnd) closes_ = true;
  return step();
}

bool HttpAnswer::readField(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == line.npos) return false;
  const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
  if (isName(name, "connection") && isName(value, "close")) closes_ = true;
  if (isName(name, "transfer-encoding")) return isChunked_ = isName(value, "chunked");
  if (isName(name, "content-length")) return hasLength_ = readNumber(value, 10, left_);
  return true;
}

// False when more has come than was announced.
bool HttpAnswer::move(std::size_t count) {
  if (count > left_) return false;
  body_.append(unread_, 0, count);
  unread_.erase(0, count);
  left_ -= count;
  return true;
}

Progress HttpAnswer::readSized() {
  if (!move(unread_.size())) return Progress::broken;
  return left_ == 0 ? Progress::whole : Progress::more;
}

Progress HttpAnswer::readChunkSize() {
  while (part_ != Part::trailer) {
    if (part_ == Part::chunk) {
      move(std::min(left_, unread_.size()));
      if (left_ > 0) return Progress::more;
      part_ = Part::chunkEnd;
    }
    const auto end = unread_.find(kLineEnd);
    if (end == unread_.npos) return unread_.size() > kHeadMax ? Progress::broken : Progress::more;
    const std::string line = unread_.substr(0, end);
    unread_.erase(0, end + kLineEnd.size());
    if (part_ == Part::chunkEnd) {
      if (!line.empty()) return Progress::broken;
      part_ = Part::chunkSize;
      continue;
    }
    if (!readNumber(trimmed(std::string_view(line).substr(0, line.find(';'))), 16, left_) ||
        body_.size() + left_ > kBodyMax)
      return Progress::broken;
    part_ = left_ == 0 ? Part::trailer : Part::chunk;
  }
  return readTrailer();
}

Progress HttpAnswer::readTrailer() {
  while (true) {
    const auto end = unread_.find(kLineEnd);
    if (end == unread_.npos) return unread_.size() > kHeadMax ? Progress::broken : Progress::more;
    unread_.erase(0, end + kLineEnd.size());
    if (end == 0) return unread_.empty() ? Progress::whole : Progress::broken;
  }
}

}  // namespace hub::partners
