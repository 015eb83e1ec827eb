#include "hub/app/alert_end.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::app {
namespace {

class AlertEndTest : public testing::Test {
 protected:
  std::uint64_t raise(const std::string& subject) {
    return storage
        .unit([&](UnitOfWork& work) -> Result<std::uint64_t> {
          HUB_TRY(raised,
                  work.alerts().raise({.kind = "clock_wrong", .subject = subject, .last = storage.time()}));
          EXPECT_TRUE(raised);
          HUB_TRY(open, work.alerts().list({}));
          return open.front().id;
        })
        .value();
  }
  Result<std::optional<Alert>> end(std::uint64_t id) {
    return storage.unit([&](UnitOfWork& work) { return endAlert(work, id, "cli:li", "hub2 is gone"); });
  }
  std::vector<Alert> open() {
    return storage.unit([](UnitOfWork& work) { return work.alerts().list({}); }).value();
  }

  fakes::FakeStorage storage;
};

TEST_F(AlertEndTest, EndsTheOneWithAnAuditRow) {
  raise("hub1/database");
  const auto id = raise("hub2/database");

  const auto ended = end(id);

  ASSERT_TRUE(ended && *ended);
  EXPECT_EQ((*ended)->subject, "hub2/database");
  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].subject, "hub1/database");
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].actor, "cli:li");
  EXPECT_EQ(storage.audit()[0].act, "alert_ended");
  EXPECT_EQ(storage.audit()[0].object, "clock_wrong hub2/database");
  EXPECT_EQ(storage.audit()[0].detail, "hub2 is gone");
}

TEST_F(AlertEndTest, WhatIsOverStaysAsItIs) {
  const auto id = raise("hub2/database");
  end(id);
  raise("hub2/database");  // a new one about the same

  const auto again = end(id);

  ASSERT_TRUE(again);
  EXPECT_FALSE(*again);
  EXPECT_EQ(open().size(), 1u);
  EXPECT_EQ(storage.audit().size(), 1u);
}

TEST_F(AlertEndTest, SaysThatThereIsNone) {
  const auto ended = end(99);

  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().failure, Failure::missing);
}

}  // namespace
}  // namespace hub::app
