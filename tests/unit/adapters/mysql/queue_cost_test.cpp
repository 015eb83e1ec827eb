// What is asked of large tables reads few rows, however many there are.
#include <functional>

#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::Delivery;
using hub::DeliveryFilter;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::PeerId;
using hub::UnitOfWork;
using mysql_tests::must;

constexpr PeerId kPeer{1}, kOther{2};
constexpr std::uint64_t kRows = 3000;

class QueueCost : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    storage_ = migrated();
    admin_ = session();
  }
  void TearDown() override {
    admin_.reset();
    storage_.reset();
    DatabaseTest::TearDown();
  }
  template <class Unit>
  auto unit(Unit&& work) {
    return must(hub::inUnit(*storage_, std::forward<Unit>(work)));
  }

  /// Rows and keys that the server reads meanwhile, other sessions being idle.
  std::uint64_t readsOf(const std::function<void()>& work) {
    const auto before = reads();
    work();
    return reads() - before - readsOfLooking_;
  }
  std::uint64_t reads() {
    const auto rows = must(admin_->query("SHOW GLOBAL STATUS LIKE 'Handler_read%'"));
    std::uint64_t sum = 0;
    for (const auto& row : rows) sum += row.number<std::uint64_t>(1);
    return sum;
  }
  void learnWhatLookingReads() {
    readsOfLooking_ = 0;
    readsOfLooking_ = readsOf([] {});
  }

  /// Deliveries of two peers in turn, the first half waiting, the second in need of attention, the last forty
  /// of an enterprise of their own.
  void fillQueue() {
    const std::string rows = std::to_string(kRows);
    must(admin_->run(
        "INSERT INTO delivery (peer_id, kind, priority, state, enterprise_code, batch_id, subject, "
        "open, reason, due, created, last_message) SELECT 1 + seq % 2, 3, seq % 6, IF(seq * 2 > " +
        rows + ", 3, 0), IF(seq + 40 > " + rows +
        ", 'late', CONCAT('E', seq % 10)), seq, '', 1, 'live', '2026-11-20', '2026-11-20', '' "
        "FROM seq_1_to_" +
        rows));
    must(admin_->query("ANALYZE TABLE delivery"));
    learnWhatLookingReads();
  }

  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
  std::unique_ptr<hub::mysql::Session> admin_;
  std::uint64_t readsOfLooking_ = 0;
};

// Each page of an act on many deliveries.
TEST_F(QueueCost, APageOfTheListReadsLittleMoreThanItShows) {
  fillQueue();
  DeliveryFilter ofState, ofPeer, ofBoth, ofEnterprise, ofPeersEnterprise, all;
  ofState.state = ofBoth.state = ofPeersEnterprise.state = DeliveryState::needsAttention;
  ofPeer.peer = ofBoth.peer = ofPeersEnterprise.peer = kOther;
  ofEnterprise.enterprise = ofPeersEnterprise.enterprise = "late";
  for (DeliveryFilter filter : {ofState, ofPeer, ofBoth, ofEnterprise, ofPeersEnterprise, all}) {
    filter.limit = 10;
    std::vector<Delivery> page;
    const auto cost =
        readsOf([&] { page = unit([&](UnitOfWork& work) { return work.deliveries().list(filter); }); });
    ASSERT_EQ(page.size(), 10u);
    for (const Delivery& one : page) {
      EXPECT_GT(one.id, filter.after);
      EXPECT_TRUE(!filter.state || one.state == *filter.state);
      EXPECT_TRUE(!filter.peer || one.peer == *filter.peer);
      EXPECT_TRUE(!filter.enterprise || one.enterprise == *filter.enterprise);
    }
    EXPECT_LT(cost, 300u) << "state " << filter.state.has_value() << ", peer " << filter.peer.has_value()
                          << ", enterprise " << filter.enterprise.has_value();
  }
}

TEST_F(QueueCost, PagesTogetherAreTheWholeList) {
  fillQueue();
  DeliveryFilter filter;
  filter.peer = kOther;
  filter.state = DeliveryState::needsAttention;
  filter.limit = 70;
  std::uint64_t seen = 0;
  for (std::size_t last = filter.limit; last == filter.limit;) {
    const auto page = unit([&](UnitOfWork& work) { return work.deliveries().list(filter); });
    for (const Delivery& one : page) {
      EXPECT_GT(one.id, filter.after);
      filter.after = one.id;
    }
    seen += last = page.size();
  }
  EXPECT_EQ(seen, kRows / 4);
}

TEST_F(QueueCost, TheTagsOfABatchAreFoundWithoutReadingThoseOfOthers) {
  must(
      admin_->run("INSERT INTO tag (peer_id, sign_date, province, enterprise_code, md5, algorithm, batch_id, "
                  "state, received, "
                  "changed) SELECT 1, '2026-11-20', '330000', '14010702', MD5(seq), 'canonical-v1', seq, 0, "
                  "0, '2026-11-20' "
                  "FROM seq_1_to_" +
                  std::to_string(kRows)));
  must(admin_->query("ANALYZE TABLE tag"));
  learnWhatLookingReads();

  const auto cost = readsOf([&] {
    EXPECT_EQ(unit([](UnitOfWork& work) { return work.tags().ofBatch(kPeer, hub::BatchId{7}); }).size(), 1u);
  });

  EXPECT_LT(cost, 20u);
}

TEST_F(QueueCost, TheLatestRunOfAJobIsFoundWithoutReadingTheOthers) {
  must(admin_->run(
      "INSERT INTO job_run (job, planned, started, finished, result, worker, lease_until) SELECT "
      "IF(seq = 1, 'seldom', 'often'), '2020-01-01' + INTERVAL seq HOUR, '2020-01-01', '2020-01-01', '', '', "
      "'2020-01-01' FROM seq_1_to_" +
      std::to_string(kRows)));
  must(admin_->query("ANALYZE TABLE job_run"));
  learnWhatLookingReads();
  for (const char* job : {"seldom", "often"}) {
    const auto cost = readsOf(
        [&] { EXPECT_EQ(unit([&](UnitOfWork& work) { return work.jobs().list(1, job); }).size(), 1u); });
    EXPECT_LT(cost, 20u) << job;
  }
}

}  // namespace
