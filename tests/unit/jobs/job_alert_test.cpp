#include "jobs/job_alert.h"

#include <gtest/gtest.h>

namespace hub::jobs {
namespace {

TEST(JobAlert, NamesTheJobItsWordsAndWhatToDo) {
  const Alert alert = jobFailedAlert("tag_push/national", "no answer", TimePoint(std::chrono::seconds(7)));

  EXPECT_EQ(alert.kind, "job_failed");
  EXPECT_EQ(alert.subject, "tag_push/national");
  EXPECT_NE(alert.text.find("no answer"), std::string::npos);
  EXPECT_NE(alert.text.find("nenghub jobs history --job tag_push/national"), std::string::npos);
  EXPECT_EQ(alert.last, TimePoint(std::chrono::seconds(7)));
}

}  // namespace
}  // namespace hub::jobs
