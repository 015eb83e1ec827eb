#include "hub/quality/rules/codes.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

constexpr const char* kProcess = "0400000002330011";
constexpr const char* kUnit = "0401000002330011";
constexpr const char* kEquipment = "0000010102330011";

hub::Finding scopeFinding(const char* code, int scope) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-18", "5", code, [&](hub::SeriesValue& value) { value.scope = scope; });
  return findingOf(batch.judge(), "scope_mismatch");
}

// N-8.8-D6
TEST(ScopeMismatch, FindsCodesThatAreFinerThanTheirScope) {
  for (const auto& [code, scope] :
       {std::pair{kProcess, 1}, {kUnit, 1}, {kEquipment, 1}, {kUnit, 2}, {kEquipment, 2}, {kEquipment, 3}})
    EXPECT_EQ(scopeFinding(code, scope).count, 1u) << code << " " << scope;
  EXPECT_EQ(scopeFinding(kUnit, 1).evidence, "数据范围为全厂，编码0401000002330011含更细的工序、单元或设备");
}

TEST(ScopeMismatch, IsSilentForFittingMissingAndOpaqueOnes) {
  for (const auto& [code, scope] : {std::pair{kElectricity, 1},
                                    {kProcess, 2},
                                    {kUnit, 3},
                                    {kEquipment, 4},
                                    {kUnit, 0},
                                    {"0401-01-40200-31", 1}})
    EXPECT_EQ(scopeFinding(code, scope).count, 0u) << code << " " << scope;
}

// OQ-22
TEST(UnconfiguredCode, FindsEachCodeOnceWithTheNumberOfItsValues) {
  Arrived batch;
  batch.configure(kElectricity, StatType::daily).day({"1", "2"}).day({"1", "2", "3"}, kProcess);
  const auto verdict = batch.judge();

  const auto finding = findingOf(verdict, "unconfigured_code");
  EXPECT_EQ(finding.code, kProcess);
  EXPECT_EQ(finding.count, 3u);
  EXPECT_EQ(std::ranges::count(rulesIn(verdict.findings), "unconfigured_code"), 1);
}

// OQ-34
TEST(EnterpriseUnknown, IsOneFindingForTheBatch) {
  Arrived batch;
  batch.hasConfig = false;
  batch.day({"1", "2"}).day({"1"}, kProcess);
  const auto verdict = batch.judge();

  const auto finding = findingOf(verdict, "enterprise_unknown");
  EXPECT_EQ(finding.count, 3u);
  EXPECT_EQ(finding.code, "");
  EXPECT_EQ(countOf(verdict, "unconfigured_code"), 0u);
}

TEST(EnterpriseUnknown, IsSilentOnceThereIsAConfiguration) {
  Arrived batch;
  batch.day({"1", "2"});
  EXPECT_EQ(countOf(batch.judge(), "enterprise_unknown"), 0u);
}

}  // namespace
