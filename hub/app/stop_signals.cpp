#include "hub/app/stop_signals.h"

#include <pthread.h>

namespace hub::app {

StopSignals::StopSignals() {
  sigemptyset(&awaited_);
  sigaddset(&awaited_, SIGTERM);
  sigaddset(&awaited_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &awaited_, &before_);
}

StopSignals::~StopSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int StopSignals::wait() const {
  int signal = 0;
  while (sigwait(&awaited_, &signal) != 0) {
  }
  return signal;
}

}  // namespace hub::app
