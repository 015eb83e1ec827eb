// Whether the clock of this machine is right (T-09): against its own course, the store's clock and what peers
// say. For jobs/upkeep.h: every process has a clock.
#pragma once

#include <optional>

#include "hub/log.h"
#include "hub/ports/storage.h"
#include "jobs/clock_readings.h"
#include "jobs/job.h"

namespace hub::jobs {

inline constexpr const char* kClockWrong = "clock_wrong";  // subject: host/against

class ClockWatch final : public Job {
 public:
  /// More than delays, rounding to the second and a slow synchronisation explain; far less than the quarter
  /// of an hour that values lie apart.
  static constexpr std::chrono::seconds kOffMax{60};
  /// An alert ends here.
  static constexpr std::chrono::seconds kNear{45};
  /// A jump that nobody has contradicted for so long is a correction.
  static constexpr std::chrono::hours kJumpLife{24};

  ClockWatch(Storage& storage, const Clock& clock, ClockReadings& readings, std::string host);

  std::string name() const override { return "clock_watch"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(30), now, last);
  }
  /// Raises an alert for each clock that differs and ends those that agree again, and those that nobody has
  /// told for ClockReadings::kLife: their host or peer is gone.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  using Offsets = std::map<std::string, milliseconds>;
  struct StoreReading {
    TimePoint theirs{};
    milliseconds at{};  // steady
  };
  Result<void> readStore(UnitOfWork& work);
  void begin();
  bool agreesWithEarlierStore() const;
  bool isCorrected(const Offsets& offsets);
  Result<void> judge(UnitOfWork& work, const Offsets& offsets);

  Storage& storage_;
  const Clock& clock_;
  ClockReadings& readings_;
  std::string host_;
  std::optional<StoreReading> storeAtBegin_;  // so that a jump of both clocks, on one machine, shows
  std::optional<milliseconds> jumpSeen_;      // steady
};

}  // namespace hub::jobs
