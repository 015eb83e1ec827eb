#include "schemas/mapping/canonical_lines.h"

#include <gtest/gtest.h>

#include <random>

#include "schemas/mapping/g_mapping.h"

namespace {

using schemas::CanonicalLines;
using schemas::CivilTime;
using schemas::EnergyRecord;

constexpr const char* kEnterprise = "91330000573973053F";

EnergyRecord record(const char* code, const char* value, std::int64_t at) {
  return {.dataCode = *schemas::DataCode::parseOpaque(code),
          .dataValue = *schemas::Decimal::parse(value),
          .inputType = 1,
          .statType = 1,
          .statDate = CivilTime{at},
          .uploadDate = *CivilTime::parse("2014-10-10 21:58:46"),
          .scope = 1,
          .valid = true};
}

std::string text(const std::vector<EnergyRecord>& records) {
  CanonicalLines lines(kEnterprise, records.size());
  for (const EnergyRecord& one : records) lines.add(one);
  return lines.text();
}

std::string reference(const std::vector<EnergyRecord>& records) {
  const schemas::GMapping mapping{
      .statTime = true, .sendIsValid = "never", .enterpriseCodes = {}, .dataCodes = {}, .inputTypes = {}};
  std::vector<schemas::g::Record> wire;
  for (const EnergyRecord& one : records) wire.push_back(*schemas::toG(kEnterprise, one, {}, mapping));
  return schemas::canonicalText(wire, true);
}

// OQ-44
TEST(CanonicalLines, WritesOneLineARecord) {
  EXPECT_EQ(text({record("04-01-00-00-040200-30", "123.45", 1412812800)}),
            "91330000573973053F|04-01-00-00-040200-30|1|1|1|2014-10-10 21:58:46|123.450|2014-10-09 00:00:00");
  EXPECT_EQ(text({}), "");
}

// OQ-44 OQ-55
TEST(CanonicalLines, EqualsTheTextOverGRecordsForAnyRecords) {
  std::mt19937 random(5);
  const char* const codes[] = {"04-01-00-00-040200-30", "04-01-0000-040200-30", "0401000004020030",
                               "04-02-00-00-040200-30", "0401-01-40200-31",     "0401-01-40200-3"};
  const char* const values[] = {"1", "1.0", "-1.50", "1e3", "0", "+7", "007", "123.4567", "9", "10"};
  for (int n = 0; n < 500; ++n) {
    std::vector<EnergyRecord> records;
    for (std::size_t i = random() % 40; i > 0; --i) {
      EnergyRecord one =
          record(codes[random() % 6], values[random() % 10], 1412812800 + 900 * std::int64_t(random() % 5));
      one.statType = static_cast<std::int32_t>(random() % 4);
      one.scope = static_cast<std::int32_t>(random() % 5);
      one.inputType = static_cast<std::int32_t>(random() % 8);
      if (random() % 3 == 0) one.uploadDate.seconds += 1;
      records.push_back(one);
    }
    ASSERT_EQ(text(records), reference(records));
  }
}

TEST(CanonicalLines, DoesNotDependOnTheOrder) {
  const auto a = record("04-01-00-00-040200-30", "1", 1412812800),
             b = record("04-01-0000-040200-30", "2", 1412812800);
  EXPECT_EQ(text({a, b, a}), text({b, a}));
}

}  // namespace
