// Where a reader stands in a message. A chain on the stack: its text is only made when there is a fault to
// name.
#pragma once

#include <string>
#include <string_view>

namespace schemas {

class Path {
 public:
  explicit Path(std::string_view root) : name_(root) {}
  Path(const Path& parent, std::string_view name) : parent_(&parent), name_(name) {}
  Path(const Path& parent, std::size_t index) : parent_(&parent), index_(index), isIndex_(true) {}

  /// `data[17].statDate`.
  std::string text() const {
    std::string text = parent_ ? parent_->text() : std::string();
    if (isIndex_) return text + "[" + std::to_string(index_) + "]";
    if (!text.empty() && !name_.empty()) text += '.';
    return text.append(name_);
  }

 private:
  const Path* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  bool isIndex_ = false;
};

}  // namespace schemas
