// A clock that stands still until it is told.
#pragma once

#include "hub/clock.h"

namespace fakes {

class FakeClock final : public hub::Clock {
 public:
  explicit FakeClock(const char* civil = "2026-11-20 10:00:00") { set(civil); }
  hub::TimePoint now() const override { return now_; }
  void set(const char* civil) { now_ = utc(*schemas::CivilTime::parse(civil)); }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  hub::TimePoint now_;
};

}  // namespace fakes
