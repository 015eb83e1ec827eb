#include "tests/contract/contract.h"

namespace {

using contract::civil;
using hub::BatchId;
using hub::Finding;
using hub::QuarantinedRecord;
using schemas::StatType;

class FindingsContract : public contract::StorageContract {
 protected:
  void keep(const std::vector<Finding>& findings) {
    unit([&](auto& work) { return work.batches().keepFindings(findings); });
  }
  std::vector<Finding> found(BatchId id) {
    return unit([&](auto& work) { return work.batches().findings(id); });
  }
  void keep(const std::vector<QuarantinedRecord>& records) {
    unit([&](auto& work) { return work.batches().keepQuarantined(records); });
  }
  std::vector<QuarantinedRecord> quarantined(BatchId id) {
    return unit([&](auto& work) { return work.batches().quarantined(id); });
  }

  const std::string enterprise_ = "91330000573973053F";
};
INSTANTIATE_TEST_SUITE_P(Of, FindingsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

void expectSame(const Finding& found, const Finding& kept) {
  EXPECT_EQ(found.batch, kept.batch);
  EXPECT_EQ(found.enterprise, kept.enterprise);
  EXPECT_EQ(found.rule, kept.rule);
  EXPECT_EQ(found.version, kept.version);
  EXPECT_EQ(found.code, kept.code);
  EXPECT_EQ(found.statType, kept.statType);
  EXPECT_EQ(found.count, kept.count);
  EXPECT_EQ(found.first, kept.first);
  EXPECT_EQ(found.last, kept.last);
  EXPECT_EQ(found.evidence, kept.evidence);
  EXPECT_EQ(found.clause, kept.clause);
}

void expectSame(const QuarantinedRecord& found, const QuarantinedRecord& kept) {
  EXPECT_EQ(found.batch, kept.batch);
  EXPECT_EQ(found.enterprise, kept.enterprise);
  EXPECT_EQ(found.position, kept.position);
  EXPECT_EQ(found.record, kept.record);
  EXPECT_EQ(found.member, kept.member);
  EXPECT_EQ(found.reason, kept.reason);
}

TEST_P(FindingsContract, ComeBackWholeAndInTheirOrder) {
  const BatchId id = newBatch(newEnterprise()), other = newBatch(newEnterprise());
  Finding point{id, enterprise_, "out_of_range", 3,    "0401000004020030", StatType::realTime, 96,
                {}, {},          "上限100",      "F-3"};
  point.first = civil("2026-11-20 00:00:00");
  point.last = civil("2026-11-20 23:45:00");
  Finding early = point;  // first = last, and at the beginning of what a column can hold
  early.rule = "future";
  early.statType = StatType::yearly;
  early.first = early.last = civil("1970-01-01 00:00:00");
  Finding whole;  // nothing but the rule
  whole.batch = id;
  whole.rule = "late";
  Finding codeOnly = whole;
  codeOnly.code = "0401-01-40200-3a";
  codeOnly.evidence = "编码未配置𠮷";
  Finding foreign = point;
  foreign.batch = other;

  const std::vector<Finding> kept{point, early, whole, codeOnly};
  keep({point, foreign, early, whole, codeOnly});

  const auto stored = found(id);
  ASSERT_EQ(stored.size(), kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) expectSame(stored[i], kept[i]);
  ASSERT_EQ(found(other).size(), 1u);
}

TEST_P(FindingsContract, ManyAreKeptAtOnceAndNoneIsNoFailure) {
  const BatchId id = newBatch(newEnterprise());
  Finding finding;
  finding.batch = id;
  finding.rule = "zero_run";
  std::vector<Finding> many(1000, finding);
  for (std::uint32_t i = 0; i < many.size(); ++i) many[i].count = i;

  keep(std::vector<Finding>{});
  keep(many);

  const auto stored = found(id);
  ASSERT_EQ(stored.size(), many.size());
  for (std::uint32_t i = 0; i < stored.size(); ++i) EXPECT_EQ(stored[i].count, i);
  EXPECT_TRUE(found(newBatch(newEnterprise())).empty());
}

// OQ-16
TEST_P(FindingsContract, QuarantinedRecordsComeBackByPosition) {
  const BatchId id = newBatch(newEnterprise()), other = newBatch(newEnterprise());
  const QuarantinedRecord late{
      id, enterprise_, 4'000'000'000u, R"({"statDate":"x"})", "data[4000000000].statDate", "应为日期"};
  const QuarantinedRecord early{id, enterprise_, 0, "[\xff\x01", "", "记录𠮷"};  // bytes as they came
  const QuarantinedRecord empty{id, "", 7, "", "data[7]", ""};
  const QuarantinedRecord second{id, enterprise_, 7, "{}", "data[7].dataValue", "第二个原因"};
  QuarantinedRecord foreign = late;
  foreign.batch = other;

  keep({late, foreign, empty, second, early});

  const std::vector<QuarantinedRecord> expected{early, empty, second, late};
  const auto stored = quarantined(id);
  ASSERT_EQ(stored.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) expectSame(stored[i], expected[i]);
  EXPECT_EQ(quarantined(other).size(), 1u);
  EXPECT_TRUE(quarantined(newBatch(newEnterprise())).empty());
}

// OQ-16
TEST_P(FindingsContract, AWholeBatchMayBeQuarantinedAndARecordMayBeLong) {
  const BatchId id = newBatch(newEnterprise());
  std::vector<QuarantinedRecord> many;
  for (std::uint32_t i = 0; i < 19'200; ++i) many.push_back({id, enterprise_, i, "{\"valid\":7}", "", "x"});
  many[5].record = "{\"" + std::string(3u << 20, 'n') + "\":1}";
  many[6].member = std::string(5000, 'm');
  many[7].reason = std::string(30'000, '\'');

  keep(many);

  const auto stored = quarantined(id);
  ASSERT_EQ(stored.size(), many.size());
  EXPECT_EQ(stored.back().position, 19'199u);
  EXPECT_TRUE(many[5].record.starts_with(stored[5].record));
  EXPECT_GE(stored[5].record.size(), 60'000u);
}

}  // namespace
