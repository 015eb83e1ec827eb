#include "jobs/heartbeat.h"

namespace hub::jobs {

Heartbeat::Heartbeat(Scheduler& scheduler, std::chrono::milliseconds period)
    : scheduler_(scheduler), period_(period), thread_([this](const std::stop_token& stop) { beat(stop); }) {}

void Heartbeat::beat(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    scheduler_.beat();
    std::unique_lock lock(restMutex_);
    rested_.wait_for(lock, stop, period_, [] { return false; });
  }
}

}  // namespace hub::jobs
