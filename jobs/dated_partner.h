// Reads the clocks of peers from what they answer.
#pragma once

#include "hub/ports/partner.h"
#include "jobs/clock_readings.h"

namespace hub::jobs {

/// Passes calls on and notes the Date of replies under `host:port`. Thread-safe.
class DatedPartner final : public Partner {
 public:
  DatedPartner(Partner& partner, const Clock& clock, ClockReadings& readings)
      : partner_(partner), clock_(clock), readings_(readings) {}

  tl::expected<CallReply, CallFailure> post(const Call& call) override;

 private:
  Partner& partner_;
  const Clock& clock_;
  ClockReadings& readings_;
};

}  // namespace hub::jobs
