// One read for all who want the same at the same moment.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "hub/result.h"

namespace hub::mysql {

/// Thread-safe. Whoever asks gets what was read after it asked, never before; those who come while a read is
/// under way share the next one. A failure is shared as well.
template <class T>
class SharedRead {
 public:
  /// `read() -> Result<T>` is called without a lock; it must not throw.
  template <class Read>
  Result<T> operator()(Read&& read) {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = begun_ + 1;
    while (ended_ < mine && isReading_) readEnded_.wait(lock);
    if (ended_ >= mine) return last_;
    isReading_ = true;
    ++begun_;
    lock.unlock();
    Result<T> fresh = read();
    lock.lock();
    isReading_ = false;
    ended_ = begun_;
    last_ = fresh;
    readEnded_.notify_all();
    return fresh;
  }

 private:
  std::mutex mutex_;  // guards all below
  std::condition_variable readEnded_;
  bool isReading_ = false;
  std::uint64_t begun_ = 0, ended_ = 0;
  Result<T> last_{T{}};
};

}  // namespace hub::mysql
