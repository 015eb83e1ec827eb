#include "hub/exchange/daily_pack.h"

#include "hub/exchange/local_source.h"
#include "schemas/declare/read.h"
#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class DailyPack : public ExchangeTest {
 protected:
  DailyPack() {
    node.role = Role::city;
    node.energyUplink = EnergyUplink::upload;
    addNational();  // the node above
  }

  void collect(const std::string& records, const std::string& enterprise = kEnterprise) {
    const auto parsed = schemas::json::parse(energy(records, enterprise));
    schemas::ReadContext context;
    const auto message = schemas::read<schemas::UploadEnergyData>(parsed->root, context);
    ASSERT_TRUE(message);
    ASSERT_TRUE(LocalSource(surroundings()).collect(*message));
  }
  Result<PackCounts> packOn(const char* day) {
    return packUploads(surroundings(), *schemas::CivilDate::parse(day));
  }
};

TEST_F(DailyPack, QueuesNothingBeforeTheUploadTime) {
  collect(kRecordA);

  EXPECT_TRUE(storage.deliveries().empty());
  EXPECT_EQ(storage.blocks().size(), 1U);
}

// N-8.8-5
TEST_F(DailyPack, MakesOneBatchOfAnEnterpriseOutOfAllItsMessagesOfTheDayBefore) {
  collect(kRecordA);
  collect(kRecordB + "," + record("04-02-00-00-040200-30", "1.5", "2014-10-09 00:15:00", 0));

  const auto counts = packOn("2014-10-10");

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->batches, 1U);
  EXPECT_EQ(counts->values, 3U);
  ASSERT_EQ(storage.deliveries().size(), 1U);
  EXPECT_EQ(storage.deliveries()[0].kind, DeliveryKind::energyData);
}

TEST_F(DailyPack, MakesOneBatchForEachEnterprise) {
  const std::string other = creditCode("91320600000000001");
  collect(kRecordA);
  collect(kRecordA, other);

  ASSERT_TRUE(packOn("2014-10-10"));

  EXPECT_EQ(storage.deliveries().size(), 2U);
}

TEST_F(DailyPack, OneEnterpriseInTroubleDoesNotKeepTheOthersBack) {
  const std::string other = creditCode("91320600000000001");
  collect(kRecordA);
  collect(kRecordA, other);
  storage.failCall(2, Failure::internal);  // the values of the first enterprise

  const auto counts = packOn("2014-10-10");

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->failed, 1U);
  EXPECT_EQ(counts->batches, 1U);
}

TEST_F(DailyPack, IsHarmlessToDoAgain) {
  collect(kRecordA);

  ASSERT_TRUE(packOn("2014-10-10"));
  ASSERT_TRUE(packOn("2014-10-10"));

  EXPECT_EQ(storage.deliveries().size(), 1U);
}

TEST_F(DailyPack, LeavesOtherDaysForTheirOwnUpload) {
  collect(kRecordA);

  const auto counts = packOn("2014-10-11");

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->batches, 0U);
}

// N-8.8-2
TEST_F(DailyPack, AddsMonthlyValuesOnTheFirstAndYearlyOnesOnNewYearsDay) {
  collect(record("04-01-00-00-040200-30", "10", "2014-12-31 00:00:00", 1));
  collect(record("04-01-00-00-040200-30", "300", "2014-12-01 00:00:00", 2));
  collect(record("04-01-00-00-040200-30", "3600", "2014-01-01 00:00:00", 3));

  const auto newYear = packOn("2015-01-01");
  const auto dayAfter = packOn("2015-01-02");

  ASSERT_TRUE(newYear && dayAfter);
  EXPECT_EQ(newYear->values, 3U);
  EXPECT_EQ(dayAfter->values, 0U);
}

TEST_F(DailyPack, LeavesOutWhatOthersSentUs) {
  EXPECT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);
  const auto relayed = storage.deliveries().size();

  const auto counts = packOn("2014-10-10");

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->batches, 0U);
  EXPECT_EQ(storage.deliveries().size(), relayed);
}

}  // namespace
}  // namespace hub::exchange
