// Processes with one job over one store, whose clock the test sets.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "jobs/scheduler.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"

namespace hub::jobs {

inline TimePoint at(const char* civil) { return Clock::utc(*schemas::CivilTime::parse(civil)); }
inline std::string text(TimePoint time) { return Clock::civil(time).text(); }

/// Every day at two.
class CountingJob final : public Job {
 public:
  explicit CountingJob(std::string name = "count", bool isLong = false)
      : name_(std::move(name)), isLong_(isLong) {}

  std::string name() const override { return name_; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return daily(schemas::CivilTime{2 * 3600}, now, last);
  }
  bool isLong() const override { return isLong_; }
  Result<std::string> runOnce(const JobContext& context) override {
    ++runs;
    began.push_back(context.now);
    takenUp.push_back(context.isTakenUp);
    if (during) during();
    HUB_CHECK(context.goOn());
    if (throws) throw std::runtime_error("broken");
    if (fails) return fail(Failure::unreachable, {}, "no answer");
    return std::to_string(runs) + " done";
  }

  int runs = 0;
  std::vector<TimePoint> began;
  std::vector<bool> takenUp;
  bool fails = false;
  bool throws = false;
  std::function<void()> during;

 private:
  std::string name_;
  bool isLong_;
};

class SchedulerFixture : public testing::Test {
 protected:
  SchedulerFixture() { setClock("2026-11-20 10:00:00"); }

  std::unique_ptr<Scheduler> process(const std::string& worker, JobList jobs,
                                     SchedulerSettings settings = {}) {
    settings.worker = worker;
    return std::make_unique<Scheduler>(storage, log, settings,
                                       [jobs] { return Result<JobList>(JobList(jobs)); });
  }
  std::unique_ptr<Scheduler> process(const std::string& worker) { return process(worker, {job}); }

  void setClock(const char* civil) { storage.moveClock(at(civil) - storage.time()); }

  std::optional<JobRun> last() {
    return storage.unit([](UnitOfWork& work) { return work.jobs().last("count"); }).value();
  }
  std::vector<JobRun> runs(const std::string& name = "count") {
    return storage.unit([&](UnitOfWork& work) { return work.jobs().list(1000, name); }).value();
  }
  std::vector<Alert> openAlerts() {
    return storage.unit([](UnitOfWork& work) { return work.alerts().list({}); }).value();
  }
  void ask(const std::string& name = "count") {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.jobs().ask(name, "li", storage.time()); }));
  }
  /// A process that begins the appointment and is killed.
  void beginAndDie(const char* planned, bool asked = false) {
    if (asked) ask();
    const auto run = storage.unit([&](UnitOfWork& work) {
      return work.jobs().claim("count", at(planned), "killed", storage.time(), std::chrono::seconds(60),
                               asked);
    });
    ASSERT_TRUE(run && *run);
  }

  fakes::FakeStorage storage;
  fakes::QuietLog log;
  std::shared_ptr<CountingJob> job = std::make_shared<CountingJob>();
};

}  // namespace hub::jobs
