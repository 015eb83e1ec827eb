#include "hub/quality/rules/runs.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

std::vector<std::string> withRun(std::size_t from, std::size_t length, const char* value) {
  auto values = lively(96);
  std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(from), length, value);
  return values;
}

TEST(ConstantRun, FindsTwelveEqualQuarterHours) {
  Arrived batch;
  batch.day(withRun(40, 12, "104.4"));

  const auto finding = findingOf(batch.judge(), "constant_run");

  EXPECT_EQ(finding.count, 12u);
  EXPECT_EQ(finding.first->text(), "2026-03-18 10:00:00");
  EXPECT_EQ(finding.evidence, "2026-03-18 10:00:00起连续12个值均为104.4");
}

TEST(ConstantRun, IsSilentForElevenForCoarseValuesAndForDays) {
  Arrived eleven, coarse, days;
  eleven.day(withRun(40, 11, "104.4"));
  coarse.day(std::vector<std::string>(96, "7"));
  for (const char* day : {"2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06",
                          "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"})
    days.add(StatType::daily, day, "104.4");

  EXPECT_EQ(countOf(eleven.judge(), "constant_run"), 0u);
  EXPECT_EQ(countOf(coarse.judge(), "constant_run"), 0u);
  EXPECT_EQ(countOf(days.judge(), "constant_run"), 0u);
}

TEST(ConstantRun, GoesOnFromWhatIsStored) {
  Arrived batch;
  batch.storeDay(std::vector<std::string>(11, "104.4"))
      .add(StatType::realTime, "2026-03-18 02:45:00", "104.40");

  const auto finding = findingOf(batch.judge(), "constant_run");

  EXPECT_EQ(finding.count, 1u) << "what this batch brought";
  EXPECT_NE(finding.evidence.find("连续12个值"), std::string::npos) << finding.evidence;
}

TEST(ZeroRun, FindsSixteenZerosAmongMeasuredValues) {
  Arrived batch;
  batch.day(withRun(8, 16, "0.00"));
  const auto verdict = batch.judge();

  EXPECT_EQ(countOf(verdict, "zero_run"), 16u);
  EXPECT_EQ(countOf(verdict, "constant_run"), 0u) << "zeros are no constant run";
}

TEST(ZeroRun, FindsADayOfNothingButZeros) {
  Arrived batch;
  batch.day(std::vector<std::string>(24, "0"), kElectricity, 3600);
  EXPECT_EQ(countOf(batch.judge(), "zero_run"), 24u);
}

TEST(ZeroRun, IsSilentForShortRunsAndForPointsThatMeasureCoarsely) {
  Arrived brief, coarse;
  brief.day(withRun(8, 15, "0"));
  auto values = std::vector<std::string>(96, "0");
  for (std::size_t i = 30; i < 60; ++i) values[i] = std::to_string(1 + i % 3);
  coarse.day(values);

  EXPECT_EQ(countOf(brief.judge(), "zero_run"), 0u);
  EXPECT_EQ(countOf(coarse.judge(), "zero_run"), 0u);
}

TEST(ZeroRun, TakesItsLengthFromTheSettings) {
  Arrived batch;
  batch.day(withRun(8, 5, "0"));
  batch.settings = {{.rule = "zero_run", .energyKind = "023300", .parameters = R"({"slots":5})"}};
  EXPECT_EQ(countOf(batch.judge(), "zero_run"), 5u);
}

}  // namespace
