// A value that many units may share and that is copied when one of them first changes it.
#pragma once

#include <memory>

namespace fakes {

/// Copying a Snapshot costs a pointer. The original and the copy never see each other's later changes. The
/// shared part is immutable, so that copies may be used from several threads.
template <class T>
class Snapshot {
 public:
  Snapshot() : shared_(std::make_shared<const T>()) {}
  Snapshot(const Snapshot& other) : shared_(other.current()) {}
  Snapshot& operator=(const Snapshot& other) {
    shared_ = other.current();
    mine_.reset();
    return *this;
  }

  const T& operator*() const { return mine_ ? *mine_ : *shared_; }
  const T* operator->() const { return &**this; }
  T& edit() {
    if (!mine_) mine_ = std::make_shared<T>(*shared_);
    return *mine_;
  }

 private:
  std::shared_ptr<const T> current() const { return mine_ ? mine_ : shared_; }

  std::shared_ptr<const T> shared_;
  std::shared_ptr<T> mine_;
};

}  // namespace fakes
