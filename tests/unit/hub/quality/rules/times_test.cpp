#include "hub/quality/rules/times.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

Verdict startingAt(StatType statType, const char* at) {
  Arrived batch;
  batch.received = timeOf("2026-12-31 12:00:00");
  batch.uploaded = timeOf("2026-12-31 11:59:59");
  batch.add(statType, at, "5");
  return batch.judge();
}

// OQ-23 N-8.8-11
TEST(Misaligned, FindsStartsBesideTheirPeriod) {
  for (const auto& [statType, at] : {std::pair{StatType::realTime, "2026-03-18 10:07:33"},
                                     {StatType::daily, "2026-03-18 07:00:00"},
                                     {StatType::daily, "2026-03-18 00:01:01"},
                                     {StatType::monthly, "2026-03-09 00:00:00"},
                                     {StatType::yearly, "2026-03-01 00:00:00"}})
    EXPECT_EQ(countOf(startingAt(statType, at), "misaligned"), 1u) << at;
}

// OQ-23
TEST(Misaligned, IsSilentAtTheStartAndWithinTheToleranceOfTheField) {
  for (const auto& [statType, at] : {std::pair{StatType::realTime, "2026-03-18 10:07:00"},
                                     {StatType::daily, "2026-03-18 00:00:00"},
                                     {StatType::daily, "2026-03-18 00:01:00"},
                                     {StatType::daily, "2026-03-17 23:59:30"},
                                     {StatType::monthly, "2026-03-01 00:00:00"},
                                     {StatType::monthly, "2026-03-02 00:00:00"},
                                     {StatType::monthly, "2026-02-28 06:00:00"},
                                     {StatType::monthly, "2026-01-31 06:00:00"},
                                     {StatType::yearly, "2026-01-01 00:00:00"},
                                     {StatType::yearly, "2025-12-31 08:00:00"}})
    EXPECT_EQ(countOf(startingAt(statType, at), "misaligned"), 0u) << at;
}

// OQ-51
TEST(Misaligned, LeavesDerivedStartsToTheirOwnFinding) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-18 07:00:00", "5", kElectricity,
            [](hub::SeriesValue& value) { value.derivedStart = true; });
  const auto verdict = batch.judge();

  EXPECT_EQ(countOf(verdict, "misaligned"), 0u);
  const auto derived = findingOf(verdict, "derived_start");
  EXPECT_EQ(derived.count, 1u);
  EXPECT_TRUE(derived.code.empty()) << "one for the batch";
}

TEST(DerivedStart, IsSilentForStartsAsSent) {
  EXPECT_EQ(countOf(startingAt(StatType::daily, "2026-03-18"), "derived_start"), 0u);
}

// OQ-29
TEST(Future, FindsStartsAndUploadTimesMoreThanADayAhead) {
  EXPECT_EQ(countOf(startingAt(StatType::daily, "2027-01-02"), "future"), 1u);
  Arrived batch;
  batch.uploaded = timeOf("2026-03-20 02:00:02");
  batch.day({"1", "2"});
  const auto finding = findingOf(batch.judge(), "future");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.code, "");
  EXPECT_EQ(finding.evidence, "上传时间2026-03-20 02:00:02，接收时间2026-03-19 02:00:01");
}

// OQ-29
TEST(Future, IsSilentWithinADay) {
  EXPECT_EQ(countOf(startingAt(StatType::daily, "2027-01-01"), "future"), 0u);
}

TEST(StartIsUploadTime, FindsClientsThatWriteNow) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-19 02:00:00", "5").add(StatType::daily, "2026-03-18", "5");
  const auto finding = findingOf(batch.judge(), "start_is_upload_time");

  EXPECT_EQ(finding.count, 1u);
  EXPECT_EQ(finding.first->text(), "2026-03-19 02:00:00");
}

TEST(StartIsUploadTime, IsSilentForStartsBeforeTheUpload) {
  EXPECT_EQ(countOf(startingAt(StatType::daily, "2026-03-18"), "start_is_upload_time"), 0u);
}

Verdict uploadedAt(const char* uploaded, const char* received, bool byDevice) {
  Arrived batch;
  batch.uploaded = timeOf(uploaded);
  batch.received = timeOf(received);
  batch.sender = byDevice ? device() : hub::Peer{.name = "city"};
  batch.day({"1", "2", "3"});
  return batch.judge();
}

TEST(ClockDrift, FindsAClockThatGoesAheadAndADeviceThatLagsBehind) {
  const auto ahead = uploadedAt("2026-03-19 02:06:00", "2026-03-19 02:00:00", false);
  const auto behind = uploadedAt("2026-03-19 00:30:00", "2026-03-19 02:00:00", true);

  EXPECT_EQ(countOf(ahead, "clock_drift"), 3u);
  EXPECT_EQ(findingOf(ahead, "clock_drift").code, "");
  EXPECT_EQ(countOf(behind, "clock_drift"), 3u);
}

TEST(ClockDrift, IsSilentWithinMinutesAndForWhatAPlatformPassesOn) {
  EXPECT_EQ(countOf(uploadedAt("2026-03-19 02:04:00", "2026-03-19 02:00:00", true), "clock_drift"), 0u);
  EXPECT_EQ(countOf(uploadedAt("2026-03-19 01:10:00", "2026-03-19 02:00:00", true), "clock_drift"), 0u);
  EXPECT_EQ(countOf(uploadedAt("2026-03-18 20:30:00", "2026-03-19 02:00:00", false), "clock_drift"), 0u);
}

TEST(ClockDrift, IsNotJudgedForWhatWasMadeHere) {
  Arrived batch;
  batch.uploaded = timeOf("2026-03-19 03:00:00");
  batch.day({"1", "2"});
  EXPECT_EQ(countOf(batch.judge(), "clock_drift"), 0u);
}

TEST(TwelveHourClock, FindsAnEveningWrittenAsMorningAndMidnightAsNoon) {
  const auto evening = uploadedAt("2026-03-19 09:58:00", "2026-03-19 21:58:40", true);
  EXPECT_EQ(countOf(evening, "twelve_hour_clock"), 3u);
  EXPECT_EQ(countOf(evening, "clock_drift"), 0u) << "the more telling rule only";
  EXPECT_EQ(countOf(uploadedAt("2026-03-19 12:10:00", "2026-03-19 00:10:05", false), "twelve_hour_clock"),
            3u);
}

TEST(TwelveHourClock, IsSilentInTheMorningAndForOtherDifferences) {
  EXPECT_EQ(countOf(uploadedAt("2026-03-18 21:58:00", "2026-03-19 09:58:00", true), "twelve_hour_clock"), 0u);
  EXPECT_EQ(countOf(uploadedAt("2026-03-19 10:30:00", "2026-03-19 21:58:00", true), "twelve_hour_clock"), 0u);
  EXPECT_EQ(countOf(uploadedAt("2026-03-19 21:58:00", "2026-03-19 21:58:00", true), "twelve_hour_clock"), 0u);
}

TEST(Late, FindsValuesOfPeriodsThatEndedLongAgoOnceABatch) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-10", "5")
      .add(StatType::daily, "2026-03-09", "5", "0000000001010411")
      .add(StatType::daily, "2026-03-18", "5");
  const auto finding = findingOf(batch.judge(), "late");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.code, "");
  EXPECT_EQ(finding.evidence, "最早2026-03-09 00:00:00，接收时间2026-03-19 02:00:01");
}

TEST(Late, CountsFromTheEndOfThePeriod) {
  Arrived batch;
  batch.add(StatType::realTime, "2026-03-12 03:00:00", "5")
      .add(StatType::daily, "2026-03-11 12:00:00", "5")
      .add(StatType::monthly, "2026-02-10", "5")
      .add(StatType::yearly, "2025-03-12", "5");
  EXPECT_EQ(countOf(batch.judge(), "late"), 0u);
}

}  // namespace
