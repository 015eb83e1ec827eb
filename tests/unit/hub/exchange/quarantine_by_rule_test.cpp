// Values that quality rules in mode `quarantine` keep out of the store (OQ-16): what is stored, told, tagged.
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class QuarantineByRule : public ExchangeTest {
 protected:
  QuarantineByRule() {
    node.energyUplink = EnergyUplink::tags;
    addNational();
    RuleSetting setting;
    setting.rule = "negative";
    setting.mode = RuleMode::quarantine;
    rules_.replace(*quality::RuleBook::of({setting}));
  }

  WireReply upload(const std::string& records) {
    Surroundings around = surroundings();
    around.rules = &rules_;
    around.verdicts = watch_;
    return Dispatcher(around).handle(
        {"POST", "/uploadEnergyData", energy(records), fingerprintOf("city"), "192.168.7.7", "req-1"});
  }

  quality::RulesInForce rules_;
  VerdictWatch* watch_ = nullptr;
};

TEST_F(QuarantineByRule, KeepsTheValueOutAndTheRestIn) {
  const std::string bad = record("04-02-00-00-040200-30", "-5");
  EXPECT_EQ(upload(kRecordA + "," + bad).body, kSuccess);
  const auto tables = storage.tables();
  ASSERT_EQ(tables.blocks->size(), 1u);
  EXPECT_EQ(tables.blocks->begin()->first.code, "0401000004020030");
  ASSERT_EQ(tables.batches->size(), 1u);
  const Batch& batch = tables.batches->begin()->second.batch;
  EXPECT_EQ(batch.rejected, 1u);
  EXPECT_EQ(batch.blocks.size(), 1u);
  const auto kept = storage.unit([&](UnitOfWork& work) { return work.batches().quarantined(batch.id); });
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ((*kept)[0].position, 1u);
  EXPECT_NE((*kept)[0].record.find("-5"), std::string::npos);
  EXPECT_EQ((*kept)[0].reason, "negative");
}

// What the node above gets is what it was told by the tag.
TEST_F(QuarantineByRule, TheTagUpwardsIsThatOfTheRest) {
  upload(kRecordA + "," + record("04-02-00-00-040200-30", "-5"));
  const auto withBad = storage.tables().tags->begin()->second.sign.md5;
  const auto only = remaining.unit([&](UnitOfWork& work) -> Result<void> {
    for (const auto& [id, row] : *storage.tables().peers) {
      Peer fresh = row;
      fresh.id = {};
      HUB_CHECK(work.peers().put(fresh));
    }
    return {};
  });
  ASSERT_TRUE(only);
  Surroundings around{remaining, clock, crypto, log, node};
  Dispatcher(around).handle(
      {"POST", "/uploadEnergyData", energy(kRecordA), fingerprintOf("city"), "192.168.7.7", "req-2"});
  EXPECT_EQ(remaining.tables().tags->begin()->second.sign.md5, withBad);
}

// However many there are, a later delivery leaves out exactly these.
TEST_F(QuarantineByRule, EveryValueKeptOutIsNoted) {
  std::string records = kRecordA;
  constexpr int kMany = 12'000;
  for (int i = 0; i < kMany; ++i) {
    const auto at = schemas::CivilTime{1412812800 + i};
    records += "," + record("04-02-00-00-040200-30", "-5", at.text(), 0);
  }
  EXPECT_EQ(upload(records).body, kSuccess);
  const Batch& batch = storage.tables().batches->begin()->second.batch;
  EXPECT_EQ(batch.rejected, static_cast<std::uint32_t>(kMany));
  const auto kept = storage.unit([&](UnitOfWork& work) { return work.batches().quarantined(batch.id); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->size(), std::size_t{kMany});
}

// A message with thousands of points must not become thousands of rows; the last finding says how many more.
TEST_F(QuarantineByRule, FindingsOfOneRuleAreBounded) {
  std::string records = kRecordA;
  constexpr int kPoints = 300;
  for (int i = 0; i < kPoints; ++i) {
    const std::string unit = std::to_string(100 + i);
    records += "," + record("04-0" + unit.substr(0, 1) + "-" + unit.substr(1) + "-00-040200-30", "-5");
  }
  EXPECT_EQ(upload(records).body, kSuccess);
  std::uint32_t rows = 0, more = 0;
  for (const Finding& finding : storage.findings())
    if (finding.rule == "negative") {
      ++rows;
      if (finding.code.empty()) more = finding.count;
    }
  EXPECT_EQ(rows, 201u);
  EXPECT_EQ(more, static_cast<std::uint32_t>(kPoints - 200));
}

class Watch final : public VerdictWatch {
 public:
  void countVerdicts(const VerdictCounts& counts) override {
    ++units;
    quarantined += counts.quarantined;
    for (const auto& [rule, count] : counts.findings) findings[rule] += count;
  }
  int units = 0;
  std::uint64_t quarantined = 0;
  std::map<std::string, std::uint64_t> findings;
};

TEST_F(QuarantineByRule, IsCountedOnceAndOnlyWhenItIsStored) {
  Watch watch;
  watch_ = &watch;
  const std::string records = kRecordA + "," + record("04-02-00-00-040200-30", "-5");
  storage.failCommit(fakes::CommitFault::refused);
  upload(records);
  EXPECT_EQ(watch.units, 0);
  upload(records);
  EXPECT_EQ(watch.quarantined, 1u);
  EXPECT_EQ(watch.findings["negative"], 1u);
  upload(records);  // the same again brings nothing
  EXPECT_EQ(watch.quarantined, 1u);
}

// A batch of nothing but such values is accepted once and for all: the sender does not send it for ever.
TEST_F(QuarantineByRule, ABatchOfNothingElseIsRepeatedWithoutHealing) {
  const std::string bad = record("04-02-00-00-040200-30", "-5");
  EXPECT_EQ(upload(bad).body, kSuccess);
  EXPECT_EQ(upload(bad).body, kSuccess);
  EXPECT_TRUE(storage.tables().blocks->empty());
  EXPECT_EQ(storage.tables().batches->size(), 1u);
}

}  // namespace
}  // namespace hub::exchange
