#include "hub/app/bulk_preview.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::app {
namespace {

class BulkPreviewTest : public testing::Test {
 protected:
  void enqueue(int count, std::string enterprise = "e") {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      for (int i = 0; i < count; ++i)
        HUB_CHECK(work.deliveries().enqueue({.peer = PeerId{1},
                                             .kind = DeliveryKind::gTag,
                                             .enterprise = enterprise,
                                             .subject = std::to_string(++subjects)}));
      return {};
    }));
  }

  fakes::FakeStorage storage;
  int subjects = 0;
};

TEST_F(BulkPreviewTest, CountsByStateAndCodeAndChangesNothing) {
  enqueue(3);
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(
        claimed,
        work.deliveries().claim(
            {.peer = PeerId{1}, .worker = "w", .now = storage.time(), .lease = std::chrono::seconds(60)}));
    return work.deliveries().record(claimed.at(0), {.next = DeliveryState::queued, .code = "timeout"});
  }));
  const auto commits = storage.commits();

  const auto preview = previewOf(storage, {});

  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->total, 3u);
  EXPECT_EQ((preview->groups.at({DeliveryState::waiting, ""})), 2u);
  EXPECT_EQ((preview->groups.at({DeliveryState::queued, "timeout"})), 1u);
  EXPECT_EQ(preview->last, DeliveryId{3});
  EXPECT_TRUE(storage.audit().empty());
  EXPECT_LE(storage.commits() - commits, 1u);
}

TEST_F(BulkPreviewTest, GoesThroughMoreThanAPage) {
  enqueue(5001);

  EXPECT_EQ(previewOf(storage, {})->total, 5001u);
}

TEST_F(BulkPreviewTest, StartsOnWhatWasSeenWithAnAuditRow) {
  enqueue(2);
  BulkAction action;
  action.act = QueueAct::setAside;
  action.filter.enterprise = "e";
  action.by = "cli:li";
  action.reason = "closed";
  const auto preview = previewOf(storage, action.filter);
  enqueue(1);

  const auto started = startBulk(storage, action, *preview);

  ASSERT_TRUE(started);
  EXPECT_EQ(started->total, 2u);
  EXPECT_EQ(started->filter.upTo, DeliveryId{2});
  const auto stored =
      storage.unit([&](UnitOfWork& work) { return work.bulkActions().find(started->id); }).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->state, BulkState::running);
  EXPECT_EQ(stored->by, "cli:li");
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "bulk_set_aside");
  EXPECT_NE(storage.audit()[0].detail.find("total=2 enterprise=e up_to=2 reason=closed"), std::string::npos);
}

TEST_F(BulkPreviewTest, AFilterInOneLine) {
  DeliveryFilter filter;
  filter.peer = PeerId{3};
  filter.state = DeliveryState::needsAttention;
  filter.lastCode = "E2002";

  EXPECT_EQ(textOf(filter), "peer=3 state=needs_attention code=E2002 up_to=0");
}

}  // namespace
}  // namespace hub::app
