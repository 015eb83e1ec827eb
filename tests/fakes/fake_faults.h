// Faults that a test orders from the in-memory storage beforehand. Thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>

#include "hub/result.h"

namespace fakes {

/// How a commit fails. After the two `lost…` the caller cannot know what happened; both answer `retryable`.
enum class CommitFault { refused, lostNotApplied, lostApplied };

class FakeFaults final {
 public:
  void failCall(std::uint64_t nth, hub::Failure failure) {
    const std::lock_guard lock(mutex_);
    atCall_[calls_ + nth] = failure;
  }
  /// The call throws, as a library may.
  void throwCall(std::uint64_t nth) {
    const std::lock_guard lock(mutex_);
    throwsAt_.insert(calls_ + nth);
  }
  void failBegin(hub::Failure failure) {
    const std::lock_guard lock(mutex_);
    begins_.push_back(failure);
  }
  void failCommit(CommitFault fault) {
    const std::lock_guard lock(mutex_);
    commits_.push_back(fault);
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    atCall_.clear();
    throwsAt_.clear();
    begins_.clear();
    commits_.clear();
  }
  std::uint64_t calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  std::optional<hub::Failure> nextCall() {
    const std::lock_guard lock(mutex_);
    if (throwsAt_.erase(++calls_) > 0) throw std::runtime_error("thrown by order of the test");
    const auto found = atCall_.find(calls_);
    if (found == atCall_.end()) return std::nullopt;
    const hub::Failure failure = found->second;
    atCall_.erase(found);
    return failure;
  }
  std::optional<hub::Failure> nextBegin() {
    const std::lock_guard lock(mutex_);
    return take(begins_);
  }
  std::optional<CommitFault> nextCommit() {
    const std::lock_guard lock(mutex_);
    return take(commits_);
  }

 private:
  template <class T>
  static std::optional<T> take(std::deque<T>& ordered) {
    if (ordered.empty()) return std::nullopt;
    const T first = ordered.front();
    ordered.pop_front();
    return first;
  }

  mutable std::mutex mutex_;
  std::uint64_t calls_ = 0;
  std::map<std::uint64_t, hub::Failure> atCall_;
  std::set<std::uint64_t> throwsAt_;
  std::deque<hub::Failure> begins_;
  std::deque<CommitFault> commits_;
};

}  // namespace fakes
