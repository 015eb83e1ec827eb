// Text that many values share, such as a data code as sent: a copy costs a count, not an allocation.
#pragma once

#include <compare>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace schemas {

/// Immutable; copies may be used by different threads.
class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}

  const std::string& text() const { return text_ ? *text_ : none(); }
  operator const std::string&() const { return text(); }
  bool empty() const { return text().empty(); }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || a.text() == b.text();
  }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.text() == b; }
  friend bool operator==(const SharedText& a, const std::string& b) { return a.text() == b; }
  friend bool operator==(const SharedText& a, const char* b) { return a.text() == b; }
  friend auto operator<=>(const SharedText& a, const SharedText& b) { return a.text() <=> b.text(); }

 private:
  static const std::string& none() {
    static const std::string empty;
    return empty;
  }
  std::shared_ptr<const std::string> text_;
};

inline std::ostream& operator<<(std::ostream& out, const SharedText& text) { return out << text.text(); }

}  // namespace schemas
