#include "jobs/job_alert.h"

namespace hub::jobs {

Alert jobFailedAlert(const std::string& job, const std::string& words, TimePoint now) {
  Alert alert;
  alert.kind = kJobFailed;
  alert.subject = job;
  alert.severity = Severity::warning;
  alert.text = "定时任务 " + job + " 连续失败，最近一次：" + words +
               "。任务会自动重试；请用 nenghub jobs history --job " + job + " 查看历史并排除原因。";
  alert.since = now;
  alert.last = now;
  return alert;
}

}  // namespace hub::jobs
