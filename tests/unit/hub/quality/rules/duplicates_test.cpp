#include "hub/quality/rules/duplicates.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

// OQ-19
TEST(ConflictingDuplicate, FindsTwoValuesForOneStart) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-17", "5").add(StatType::daily, "2026-03-17", "6");
  const auto finding = findingOf(batch.judge(), "conflicting_duplicate");

  EXPECT_EQ(finding.count, 1u);
  EXPECT_EQ(finding.evidence, "2026-03-17 00:00:00的值6与5");
}

TEST(ConflictingDuplicate, FindsAStoredValueOfTheSameUpload) {
  Arrived batch;
  batch.store(StatType::daily, "2026-03-16", "5")
      .store(StatType::daily, "2026-03-17", "5")
      .add(StatType::daily, "2026-03-17", "6");
  EXPECT_EQ(findingOf(batch.judge(), "conflicting_duplicate").evidence, "2026-03-17 00:00:00的值6与5");
}

TEST(ConflictingDuplicate, IsSilentForRepetitionsAndCorrections) {
  Arrived batch;
  const auto earlier = [](hub::SeriesValue& value) { value.uploadDate.seconds -= 60; };
  batch.store(StatType::daily, "2026-03-16", "7", kElectricity, earlier)
      .store(StatType::daily, "2026-03-18", "9")
      .add(StatType::daily, "2026-03-16", "8")
      .add(StatType::daily, "2026-03-17", "5.0")
      .add(StatType::daily, "2026-03-17", "5.00")
      .add(StatType::daily, "2026-03-18", "9.0");
  EXPECT_EQ(countOf(batch.judge(), "conflicting_duplicate"), 0u);
}

// OQ-51
TEST(ConflictingDuplicate, DoesNotJudgeDerivedStarts) {
  const auto derived = [](hub::SeriesValue& value) { value.derivedStart = true; };
  Arrived batch;
  batch.add(StatType::daily, "2026-03-17", "5", kElectricity, derived)
      .add(StatType::daily, "2026-03-17", "6", kElectricity, derived);
  EXPECT_EQ(countOf(batch.judge(), "conflicting_duplicate"), 0u);
}

}  // namespace
