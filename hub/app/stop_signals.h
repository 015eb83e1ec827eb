// SIGTERM and SIGINT as something to wait for, instead of handlers.
#pragma once

#include <csignal>

namespace hub::app {

/// Made in main's thread before any other thread, which all inherit the blocked signals. Restores them at its
/// end.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// Blocks until one comes; answers its number.
  int wait() const;

 private:
  sigset_t awaited_{};
  sigset_t before_{};
};

}  // namespace hub::app
