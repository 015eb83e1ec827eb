// Keeps SIGPIPE from this thread: OpenSSL writes to sockets the peer has closed, and CURLOPT_NOSIGNAL only
// keeps libcurl from touching handlers, it does not stop the signal.
#pragma once

#include <csignal>
#include <ctime>

namespace hub::partners {

/// Blocks the signal for its life time and swallows one that came meanwhile.
class SigpipeGuard final {
 public:
  SigpipeGuard() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~SigpipeGuard() {
    if (!sigismember(&before_, SIGPIPE)) {
      const timespec now{};
      while (sigtimedwait(&pipe_, nullptr, &now) == SIGPIPE) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

}  // namespace hub::partners
