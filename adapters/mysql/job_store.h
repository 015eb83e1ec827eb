// Planned runs of jobs.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/job_run.h"

namespace hub::mysql {

class MySqlJobStore final : public JobStore {
 public:
  explicit MySqlJobStore(Session& session) : session_(session) {}
  Result<std::optional<JobRun>> claim(const std::string& job, TimePoint planned, const std::string& worker,
                                      TimePoint now, std::chrono::seconds lease) override;
  Result<void> finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) override;
  Result<std::optional<JobRun>> last(const std::string& job) override;
  Result<std::vector<JobRun>> list(std::uint32_t limit) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
