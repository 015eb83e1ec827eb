#include <gtest/gtest.h>

#include "adapters/mysql/clipped.h"
#include "adapters/mysql/compression.h"
#include "adapters/mysql/statement.h"
#include "adapters/mysql/stored_record.h"
#include "adapters/mysql/json_text.h"
#include "schemas/messages/upload_metering_data.h"

namespace {

using namespace hub::mysql;

TEST(TimeText, AMomentComesBackToTheMillisecond) {
  for (const std::int64_t milliseconds : {0LL, 1LL, 999LL, 1795132800123LL, -1LL, -86400000LL}) {
    const hub::TimePoint time{std::chrono::milliseconds{milliseconds}};
    EXPECT_EQ(timePointOf(textOf(time)), time) << textOf(time);
  }
  EXPECT_EQ(textOf(hub::TimePoint{std::chrono::milliseconds{1'007}}), "1970-01-01 00:00:01.007");
}

TEST(TimeText, TheServersMicrosecondsAreCut) {
  EXPECT_EQ(timePointOf("1970-01-01 00:00:01.007999").time_since_epoch().count(), 1007);
  EXPECT_EQ(timePointOf("1970-01-01 00:00:01").time_since_epoch().count(), 1000);
}

TEST(Compression, BytesComeBack) {
  const std::string body = std::string("\0\xff{}", 4) + std::string(100'000, 'a');

  EXPECT_LT(compressed(body).size(), 1000u);
  EXPECT_EQ(expanded(compressed(body)), body);
  EXPECT_EQ(expanded(compressed("")), "");
}

TEST(Compression, DamageIsNoticed) {
  std::string bytes = compressed("some text that is long enough to be cut");

  EXPECT_FALSE(expanded(std::string_view(bytes).substr(0, bytes.size() - 3)));
  EXPECT_FALSE(expanded("no zstd"));
}

TEST(Clipped, NoCharacterIsCutInTwo) {
  EXPECT_EQ(clipped("ab能c", 4), "ab");
  EXPECT_EQ(clipped("ab能c", 5), "ab能");
  EXPECT_EQ(clipped("ab", 5), "ab");
}

TEST(Placeholders, RowsAndColumns) {
  EXPECT_EQ(placeholders(1, 1), "(?)");
  EXPECT_EQ(placeholders(2, 3), "(?,?,?),(?,?,?)");
}

TEST(StoredRecord, BlankMembersAndLexemesComeBack) {
  schemas::MeteringInstrument instrument;
  instrument.meteringName = " 3 号入磨皮带秤 ";
  instrument.dataCode = *schemas::DataCode::parse("04-01-0000-040200-30");
  instrument.dataCodeRatio = schemas::Decimal::parse("+1.50");
  instrument.meteringLevel = 2;

  const auto root = storedJson(storedText(instrument));
  schemas::MeteringInstrument found;
  readStoredInto(*root, found);

  EXPECT_EQ(found.meteringName, instrument.meteringName);
  EXPECT_EQ(found.dataCode.raw(), "04-01-0000-040200-30");
  EXPECT_EQ(found.dataCodeRatio->lexeme(), "+1.50");
  EXPECT_EQ(found.meteringLevel, 2);
  EXPECT_EQ(found.installOrg, std::nullopt);
  EXPECT_TRUE(found.meteringType.empty());
}

}  // namespace
