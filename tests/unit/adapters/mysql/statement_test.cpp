#include "adapters/mysql/statement.h"

#include <gtest/gtest.h>

#include "schemas/messages/energy_record.h"

namespace {

using namespace hub::mysql;

TEST(Placeholders, RowsAndColumns) {
  EXPECT_EQ(placeholders(1, 1), "(?)");
  EXPECT_EQ(placeholders(2, 3), "(?,?,?),(?,?,?)");
}

TEST(Parameter, KeepsWhatItWasMadeOf) {
  EXPECT_EQ(Parameter(nullptr).kind(), Parameter::Kind::null);
  EXPECT_EQ(Parameter(std::optional<std::string>{}).kind(), Parameter::Kind::null);
  EXPECT_EQ(Parameter(std::optional<int>{-3}).integer(), -3);
  EXPECT_EQ(Parameter(std::uint64_t{0} - 1).natural(), std::uint64_t{0} - 1);
  EXPECT_EQ(Parameter(schemas::StatType::monthly).natural(), 2u);
  EXPECT_EQ(Parameter(schemas::CivilDate::of(2026, 11, 20)).text(), "2026-11-20");
  EXPECT_EQ(Parameter("").kind(), Parameter::Kind::text);
}

TEST(Row, NullReadsAsNothing) {
  const Row row({std::nullopt, "12", "-3", "2026-11-20 10:00:00.500000"});

  EXPECT_TRUE(row.isNull(0));
  EXPECT_EQ(row.text(0), "");
  EXPECT_EQ(row.number<int>(0), 0);
  EXPECT_EQ(row.number<schemas::StatType>(0), schemas::StatType::realTime);
  EXPECT_EQ(row.number<std::uint64_t>(1), 12u);
  EXPECT_EQ(row.number<int>(2), -3);
  EXPECT_EQ(row.time(3).time_since_epoch().count() % 1000, 500);
}

}  // namespace
