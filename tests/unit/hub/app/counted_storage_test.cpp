#include "hub/app/counted_storage.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::app {
namespace {

class CountedStorageTest : public testing::Test {
 protected:
  Result<void> keep(bool succeeds) {
    return inUnit(counted, [&](UnitOfWork& work) -> Result<void> {
      HUB_TRY(id, work.batches().insert(
                      {.enterprise = "e", .contentMd5 = std::string(32, 'a'), .rejected = 3}, "{}"));
      Finding negative{.batch = id, .enterprise = "e", .rule = "negative"};
      HUB_CHECK(work.batches().keepFindings({negative, negative}));
      if (!succeeds) return fail(Failure::internal);
      return {};
    });
  }
  std::string text() const {
    MetricText written;
    metrics.write(written);
    return written.take();
  }

  fakes::FakeStorage storage;
  Metrics metrics;
  CountedStorage counted{storage, metrics};
};

TEST_F(CountedStorageTest, CountsWhatCommits) {
  ASSERT_TRUE(keep(true));

  EXPECT_NE(text().find("nenghub_findings_total{rule=\"negative\"} 2\n"), std::string::npos);
  EXPECT_NE(text().find("nenghub_quarantined_records_total 3\n"), std::string::npos);
  EXPECT_EQ(storage.batches().size(), 1u);
}

TEST_F(CountedStorageTest, ForgetsWhatDoesNot) {
  EXPECT_FALSE(keep(false));

  EXPECT_NE(text().find("nenghub_quarantined_records_total 0\n"), std::string::npos);
}

TEST_F(CountedStorageTest, CountsBatchesStoredTogether) {
  Batch one{.enterprise = "a", .contentMd5 = std::string(32, 'a'), .rejected = 2};
  Batch other{.enterprise = "b", .contentMd5 = std::string(32, 'b'), .rejected = 3};
  ASSERT_TRUE(inUnit(counted, [&](UnitOfWork& work) {
    return work.batches().insertBatches({NewBatch{&one, "{}"}, NewBatch{&other, "{}"}});
  }));

  EXPECT_NE(text().find("nenghub_quarantined_records_total 5\n"), std::string::npos);
}

/// Answers without a unit of work, as a store that remembers peers does.
class RememberingStorage final : public Storage {
 public:
  Result<std::unique_ptr<UnitOfWork>> begin() override { return fail(Failure::internal); }
  Result<std::optional<Peer>> peerByFingerprint(const std::string& sha256) override { return named(sha256); }
  Result<std::optional<Peer>> peerByDeviceId(const std::string& deviceId) override { return named(deviceId); }
  Result<std::vector<Peer>> upstreams() override { return std::vector<Peer>(3); }

 private:
  static std::optional<Peer> named(const std::string& name) {
    Peer peer;
    peer.name = name;
    return peer;
  }
};

TEST_F(CountedStorageTest, AsksTheStoreThatRemembers) {
  RememberingStorage remembering;
  CountedStorage wrapped(remembering, metrics);

  EXPECT_EQ(wrapped.peerByFingerprint("f").value()->name, "f");
  EXPECT_EQ(wrapped.peerByDeviceId("d").value()->name, "d");
  EXPECT_EQ(wrapped.upstreams().value().size(), 3u);
}

}  // namespace
}  // namespace hub::app
