#include "adapters/mysql/stored_record.h"

#include <gtest/gtest.h>

#include "adapters/mysql/clipped.h"
#include "adapters/mysql/json_text.h"
#include "schemas/messages/upload_metering_data.h"

namespace {

using namespace hub::mysql;

TEST(Clipped, NoCharacterIsCutInTwo) {
  EXPECT_EQ(clipped("ab能c", 4), "ab");
  EXPECT_EQ(clipped("ab能c", 5), "ab能");
  EXPECT_EQ(clipped("ab", 5), "ab");
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
