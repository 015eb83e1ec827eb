// Planned runs of jobs in table job_run; one row of job_turn is locked while a right to run is given or kept.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/job_run.h"

namespace hub::mysql {

class MySqlJobStore final : public JobStore {
 public:
  explicit MySqlJobStore(Session& session) : session_(session) {}
  Result<std::optional<JobRun>> claim(const std::string& job, TimePoint planned, const std::string& worker,
                                      TimePoint now, std::chrono::seconds lease, bool asked) override;
  Result<void> extend(const JobRun& run, std::chrono::seconds lease) override;
  Result<void> finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) override;
  Result<std::optional<JobRun>> last(const std::string& job) override;
  Result<std::vector<JobRun>> list(std::uint32_t limit, const std::optional<std::string>& job) override;
  Result<std::uint64_t> prune(TimePoint before, std::uint32_t limit) override;
  Result<void> ask(const std::string& job, const std::string& by, TimePoint now) override;
  Result<std::vector<std::string>> asked() override;

 private:
  /// Whether a run of `job` other than `but` stands under a live lease. The turn of the job is locked from
  /// then on.
  Result<bool> runsElsewhere(const std::string& job, std::uint64_t but);

  Session& session_;
};

}  // namespace hub::mysql
