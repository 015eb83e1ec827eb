// What only the database can get wrong; the rest is in tests/contract.
#include <thread>

#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::DeliveryKind;
using hub::DeliveryState;
using hub::SeriesBlock;
using hub::SeriesValue;
using mysql_tests::at;
using mysql_tests::civil;
using mysql_tests::must;
using schemas::StatType;

constexpr const char* kEnterprise = "91330000573973053F";

class Stores : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    storage_ = migrated();
  }
  void TearDown() override {
    storage_.reset();
    DatabaseTest::TearDown();
  }
  template <class Unit>
  auto unit(Unit&& work) {
    return must(hub::inUnit(*storage_, std::forward<Unit>(work)));
  }

  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
};

SeriesValue valueOf(const char* statDate, const char* lexeme) {
  SeriesValue value;
  value.at = civil(statDate);
  value.value = *schemas::Decimal::parse(lexeme);
  value.inputType = 4;
  value.scope = 1;
  value.uploadDate = civil("2026-11-21 01:02:03");
  value.rawCode = "04-01-00-00-040200-30";
  return value;
}

SeriesBlock blockOf(StatType statType, std::vector<SeriesValue> values) {
  SeriesBlock block;
  block.key = {kEnterprise, "0401000004020030", statType, hub::periodOf(statType, values[0].at)};
  block.values = std::move(values);
  return block;
}

TEST_F(Stores, TheViewShowsEveryValueAsAPlainRow) {
  std::vector<SeriesBlock> blocks;
  SeriesBlock regular = blockOf(StatType::realTime,
                                {valueOf("2026-11-20 00:15:00", "1"), valueOf("2026-11-20 00:30:00", "+2.5"),
                                 valueOf("2026-11-20 01:00:00", "1e3")});
  regular.values[1].valid = false;
  regular.values[1].rawCode = "0401000004020030";
  regular.values[2].uploadDate = civil("2026-11-22 03:04:05");
  regular.values[2].inputType = 5;
  regular.values[2].scope = 3;
  blocks.push_back(regular);
  blocks.push_back(
      blockOf(StatType::daily, {valueOf("2026-02-01 00:00:01", "-0.5"), valueOf("2026-02-03 10:00:00", "3"),
                                valueOf("2026-02-28 23:59:59", "12345678901234567890.0123456789")}));
  SeriesBlock months;
  for (const char* month : {"2024-01-01 00:00:00", "2024-02-01 00:00:00", "2024-03-01 00:00:00",
                            "2024-05-01 00:00:00", "2024-06-01 00:00:00", "2024-12-01 00:00:00"})
    months.values.push_back(valueOf(month, "4.0"));
  for (std::size_t i = 0; i < months.values.size(); ++i)
    months.values[i].uploadDate.seconds += static_cast<std::int64_t>(i);
  months.key = {kEnterprise, "0401000004020030", StatType::monthly, schemas::CivilDate::of(2024, 1, 1)};
  blocks.push_back(months);
  blocks.push_back(blockOf(StatType::yearly, {valueOf("2025-01-01 00:00:00", "9")}));
  unit([&](auto& work) { return work.series().save(blocks); });

  const auto rows =
      must(session()->query("SELECT enterprise_code, data_code, stat_type, stat_date, data_value, "
                            "input_type, scope, valid, upload_date "
                            "FROM energy_record WHERE enterprise_code = ? ORDER BY stat_type, stat_date",
                            {kEnterprise}));

  std::size_t index = 0;
  for (const SeriesBlock& block : blocks) {
    for (const SeriesValue& value : block.values) {
      ASSERT_LT(index, rows.size());
      const auto& row = rows[index++];
      EXPECT_EQ(row.text(0), kEnterprise);
      EXPECT_EQ(row.text(1), value.rawCode);
      EXPECT_EQ(row.number<StatType>(2), block.key.statType);
      EXPECT_EQ(row.text(3), value.at.text());
      EXPECT_EQ(*schemas::Decimal::parse(row.view(4)), value.value) << row.text(4);
      EXPECT_EQ(row.number<int>(5), value.inputType);
      EXPECT_EQ(row.number<int>(6), value.scope);
      EXPECT_EQ(row.flag(7), value.valid);
      EXPECT_EQ(row.text(8), value.uploadDate.text());
    }
  }
  EXPECT_EQ(index, rows.size());
}

TEST_F(Stores, TheViewReachesTheKeyOfTheBlocks) {
  const auto plan = must(session()->query(
      "EXPLAIN SELECT * FROM energy_record WHERE enterprise_code = ? AND stat_type = 0", {kEnterprise}));

  ASSERT_FALSE(plan.empty());
  EXPECT_EQ(plan[0].text(5), "PRIMARY");
}

TEST_F(Stores, ManyBlocksAreSavedAndLoadedAtOnce) {
  std::vector<SeriesBlock> blocks;
  std::vector<hub::SeriesKey> keys;
  for (int i = 0; i < 1000; ++i) {
    blocks.push_back(blockOf(StatType::realTime, {valueOf("2026-11-20 00:15:00", "1.50")}));
    blocks.back().key.code = std::to_string(1000 + i);
    blocks.back().batch = hub::BatchId{static_cast<std::uint64_t>(i)};
    keys.push_back(blocks.back().key);
  }

  unit([&](auto& work) { return work.series().save(blocks); });
  const auto found = unit([&](auto& work) { return work.series().load(keys); });

  EXPECT_EQ(found, blocks);
}

TEST_F(Stores, SendersOfANewEnterpriseMeetWithoutADeadlock) {
  std::atomic<int> made{0}, failed{0};
  for (int round = 0; round < 10; ++round) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
      threads.emplace_back([&, round] {
        const auto work = storage_->begin();
        const auto head = (*work)->enterprises().lockHead("E" + std::to_string(round), hub::PeerId{1});
        if (!head || !(*work)->commit()) return void(++failed);
        if (head->isNew) ++made;
      });
    }
    for (auto& thread : threads) thread.join();
  }
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(made, 10);
}

// OQ-82
TEST_F(Stores, PersonalMembersStandInAColumnOfTheirOwn) {
  hub::EnterpriseConfig config;
  config.enterprise.name = "甲企业";
  config.enterprise.corporationName = "张三";
  config.enterprise.energyRespPhone = "13800000000";
  config.received = civil("2026-11-20 10:00:00");
  unit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(work.enterprises().lockHead(kEnterprise, hub::PeerId{1}));
    HUB_CHECK(work.enterprises().replaceConfig(kEnterprise, config, std::string(64, 'a')));
    config.enterprise.name = "乙企业";
    HUB_CHECK(work.enterprises().replaceConfig(kEnterprise, config, std::string(64, 'b')));
    return {};
  });

  for (const std::string table : {"enterprise_config", "enterprise_config_history"}) {
    const auto row = must(session()->query("SELECT body, personal FROM " + table)).at(0);
    EXPECT_EQ(row.text(0).find("张三"), std::string::npos) << table;
    EXPECT_EQ(row.text(0).find("13800000000"), std::string::npos) << table;
    EXPECT_NE(row.text(1).find("张三"), std::string::npos) << table;
  }
  const auto found = unit([&](auto& work) { return work.enterprises().config(kEnterprise); });
  EXPECT_EQ(found->enterprise.name, "乙企业");
  EXPECT_EQ(found->enterprise.corporationName, "张三");
}

class RenewedConfiguration : public Stores {
 protected:
  hub::DeliveryId enqueue() {
    hub::NewDelivery delivery;
    delivery.peer = hub::PeerId{1};
    delivery.kind = DeliveryKind::configData;
    delivery.enterprise = kEnterprise;
    delivery.due = now_;
    return unit([&](auto& work) { return work.deliveries().enqueue(delivery); });
  }
  hub::Delivery claim() {
    hub::ClaimWish wish;
    wish.peer = hub::PeerId{1};
    wish.worker = "w";
    wish.now = now_;
    wish.lease = std::chrono::seconds{60};
    return unit([&](auto& work) { return work.deliveries().claim(wish); }).at(0);
  }
  void record(const hub::Delivery& delivery, DeliveryState next) {
    hub::Outcome outcome;
    outcome.next = next;
    outcome.due = now_;
    outcome.started = now_;
    unit([&](auto& work) { return work.deliveries().record(delivery, outcome); });
  }
  void freeze(const hub::Delivery& delivery) {
    unit([&](auto& work) { return work.deliveries().freezeBody(delivery, "old"); });
  }
  hub::Delivery stored(hub::DeliveryId id) {
    return *unit([&](auto& work) { return work.deliveries().find(id); });
  }

  const hub::TimePoint now_ = at("2026-11-20 10:00:00");
};

TEST_F(RenewedConfiguration, IsSentAgainWhenTheOldOneIsOnItsWay) {
  const auto id = enqueue();
  const auto old = claim();
  freeze(old);
  EXPECT_EQ(enqueue(), id);

  record(old, DeliveryState::delivered);

  EXPECT_EQ(stored(id).state, DeliveryState::waiting);
  EXPECT_EQ(stored(id).body, std::nullopt);
  record(claim(), DeliveryState::delivered);
  EXPECT_EQ(stored(id).state, DeliveryState::delivered);
  EXPECT_NE(enqueue(), id);
}

TEST_F(RenewedConfiguration, ReplacesTheOneThatWaits) {
  const auto id = enqueue();
  const auto old = claim();
  freeze(old);
  record(old, DeliveryState::needsAttention);

  EXPECT_EQ(enqueue(), id);

  EXPECT_EQ(stored(id).state, DeliveryState::waiting);
  EXPECT_EQ(stored(id).roundAttempts, 0u);
  EXPECT_EQ(stored(id).body, std::nullopt);
}

TEST_F(Stores, AKilledUnitIsRepeatedAsAWhole) {
  const auto admin = session();
  int runs = 0;

  unit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(work.audit().append({at("2026-11-20 10:00:00"), "a", "b", "c", "d", "e"}));
    if (++runs == 1) killOthers(*admin);
    return {};
  });

  EXPECT_EQ(runs, 2);
  EXPECT_EQ(countOf(*admin, "audit_event"), 1u);
}

}  // namespace
