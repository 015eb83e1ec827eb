// The thread that keeps the leases of a scheduler's runs, and does nothing else: whatever takes long in a
// process must not let them run out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/scheduler.h"

namespace hub::jobs {

/// Beats from its making to its end. It must end after the runs that it keeps.
class Heartbeat {
 public:
  /// `period`: well within a lease.
  Heartbeat(Scheduler& scheduler, std::chrono::milliseconds period);

 private:
  void beat(const std::stop_token& stop);

  Scheduler& scheduler_;
  std::chrono::milliseconds period_;
  std::mutex restMutex_;
  std::condition_variable_any rested_;
  std::jthread thread_;
};

}  // namespace hub::jobs
