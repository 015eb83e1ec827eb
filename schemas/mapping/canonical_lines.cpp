#include "schemas/mapping/canonical_lines.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::size_t kEndLength = 64;  // about
constexpr std::size_t kLineLength = 112;

void appendDigit(std::string& out, std::int32_t number) {
  if (number == 0)
    out += '-';
  else
    out += std::to_string(number);
}

std::size_t commonLength(std::string_view a, std::string_view b) {
  const auto different = std::mismatch(
      a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
  return static_cast<std::size_t>(different.first - a.begin());
}

// Eight bytes as a number that orders as they do; what is missing counts as zero.
std::uint64_t orderOf(std::string_view text) {
  std::uint64_t order = 0;
  for (std::size_t i = 0; i < 8; ++i)
    order = order << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return order;
}

}  // namespace

CanonicalLines::CanonicalLines(std::string_view enterprise, std::size_t count) : enterprise_(enterprise) {
  ends_.reserve(count * kEndLength);
}

CanonicalLines::Item& CanonicalLines::itemOf(const DataCode& code) {
  // The same handle, not only the same digits: the line shows the code as sent.
  if (!items_.empty() && &recentCode_.raw() == &code.raw()) return items_[recentItem_];
  const auto [found, isNew] = places_.try_emplace(code.raw(), items_.size());
  if (isNew) items_.push_back({enterprise_ + '|' + code.raw() + '|', {}});
  recentCode_ = code;
  recentItem_ = found->second;
  return items_[recentItem_];
}

void CanonicalLines::appendUploadDate(CivilTime time) {
  if (uploadText_.empty() || time != recentUpload_) {
    recentUpload_ = time;
    uploadText_ = time.text();
  }
  ends_ += uploadText_;
}

void CanonicalLines::add(const EnergyRecord& record) {
  Item& item = itemOf(record.dataCode);
  const std::size_t from = ends_.size();
  ends_ += static_cast<char>('0' + record.statType);
  ends_ += '|';
  appendDigit(ends_, record.scope);
  ends_ += '|';
  appendDigit(ends_, record.inputType);
  ends_ += '|';
  appendUploadDate(record.uploadDate);
  ends_ += '|';
  record.dataValue.appendCanonical(ends_);
  ends_ += '|';
  record.statDate.appendTo(ends_);
  item.ends.push_back({0, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(ends_.size() - from)});
}

void CanonicalLines::sort(Item& item) const {
  const std::string_view first = viewOf(item.ends.front());
  std::size_t common = first.size();
  for (const End& end : item.ends)
    common = std::min(common, commonLength(first.substr(0, common), viewOf(end)));
  for (End& end : item.ends) end.order = orderOf(viewOf(end).substr(common));
  std::sort(item.ends.begin(), item.ends.end(), [this](const End& a, const End& b) {
    return a.order != b.order ? a.order < b.order : viewOf(a) < viewOf(b);
  });
  const auto isSame = [this](const End& a, const End& b) { return viewOf(a) == viewOf(b); };
  item.ends.erase(std::unique(item.ends.begin(), item.ends.end(), isSame), item.ends.end());
}

std::string CanonicalLines::text() {
  std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.start < b.start; });
  std::string text;
  text.reserve(ends_.size() * kLineLength / kEndLength);
  for (Item& item : items_) {
    sort(item);
    for (const End& end : item.ends) {
      if (!text.empty()) text += '\n';
      text += item.start;
      text += viewOf(end);
    }
  }
  return text;
}

}  // namespace schemas
