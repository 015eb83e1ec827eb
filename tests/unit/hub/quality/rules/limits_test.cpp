#include "hub/quality/rules/limits.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

// N-8.6-Q13
TEST(OutOfRange, FindsValuesOutsideTheConfiguredLimitsOnceAPoint) {
  Arrived batch;
  batch.configure(kElectricity, StatType::realTime, "1", "10")
      .day({"0.5", "1", "5.25", "10", "10.01", "12.75"});

  const auto finding = findingOf(batch.judge(), "out_of_range");

  EXPECT_EQ(finding.count, 3u);
  EXPECT_EQ(finding.code, kElectricity);
  EXPECT_EQ(finding.statType, StatType::realTime);
  EXPECT_EQ(finding.first->text(), "2026-03-18 00:00:00");
  EXPECT_EQ(finding.last->text(), "2026-03-18 01:15:00");
  EXPECT_EQ(finding.evidence, "最甚者12.75，配置范围1至10");
  EXPECT_EQ(finding.clause, "N-8.6-Q13");
  EXPECT_EQ(finding.version, 1u);
}

TEST(OutOfRange, TakesOneLimitAlone) {
  Arrived batch;
  batch.configure(kElectricity, StatType::daily, nullptr, "10").add(StatType::daily, "2026-03-18", "11");

  EXPECT_EQ(findingOf(batch.judge(), "out_of_range").evidence, "最甚者11，配置范围不大于10");
}

TEST(OutOfRange, IsSilentWithinTheLimitsAndForOtherFrequencies) {
  Arrived batch;
  batch.configure(kElectricity, StatType::realTime, "0", "10")
      .configure(kElectricity, StatType::daily, "0", "0")  // some clients write this for no limits
      .add(StatType::realTime, "2026-03-18 00:00:00", "9.9")
      .add(StatType::daily, "2026-03-18", "900")
      .add(StatType::monthly, "2026-03-01", "27000");

  EXPECT_EQ(countOf(batch.judge(), "out_of_range"), 0u);
}

TEST(Negative, FindsValuesBelowZeroOnly) {
  Arrived batch;
  batch.day({"0", "-0", "-0.5", "3", "-12.25"});

  const auto finding = findingOf(batch.judge(), "negative");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.evidence, "最甚者-12.25，应不小于0");
}

TEST(Negative, IsSilentForZeroAndAbove) {
  Arrived batch;
  batch.day({"0", "-0.00", "5"});
  EXPECT_EQ(countOf(batch.judge(), "negative"), 0u);
}

// OQ-67
TEST(FractionDigits, CountsDigitsThatMatter) {
  Arrived batch;
  batch.day({"0.12345678901", "0.1234567890", "1.50000000000000", "1E-12"});

  const auto finding = findingOf(batch.judge(), "fraction_digits");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.evidence, "小数12位，不应超过10位");
}

TEST(FractionDigits, IsSilentUpToTen) {
  Arrived batch;
  batch.day({"0.1234567891", "3", "123.450000"});
  EXPECT_EQ(countOf(batch.judge(), "fraction_digits"), 0u);
}

TEST(CoefficientOutOfRange, FindsAMeasuredCoefficientThatNoSuchFuelHas) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-18", "0.7143", "0000000005010011")
      .add(StatType::daily, "2026-03-18", "1214.3", "0000000005150011");

  const auto finding = findingOf(batch.judge(), "coefficient_out_of_range");

  EXPECT_EQ(finding.code, "0000000005150011");
  EXPECT_EQ(finding.count, 1u);
  EXPECT_EQ(finding.clause, "field-notes 2.2");
}

TEST(CoefficientOutOfRange, DoesNotTakeConsumptionForACoefficient) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-18", "5000", "0000000001010011")
      .add(StatType::daily, "2026-03-18", "1.229", "0000000006330011")
      .add(StatType::daily, "2026-03-18", "77", "0000000005990011");
  EXPECT_EQ(countOf(batch.judge(), "coefficient_out_of_range"), 0u);
}

}  // namespace
