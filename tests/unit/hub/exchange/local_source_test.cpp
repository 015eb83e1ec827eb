#include "hub/exchange/local_source.h"

#include "schemas/declare/read.h"
#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

template <class M>
M messageOf(const std::string& text) {
  schemas::ReadContext context;
  const auto parsed = schemas::json::parse(text);
  auto message = schemas::read<M>(parsed->root, context);
  EXPECT_TRUE(message);
  return *message;
}

class LocalSourceTest : public ExchangeTest {
 protected:
  LocalSourceTest() {
    node.energyUplink = EnergyUplink::upload, node.configUplink = true, above = addNational();
  }
  LocalSource source() { return LocalSource(surroundings()); }

  PeerId above{};
};

// G-3-3 N-3.5-1
TEST_F(LocalSourceTest, DataOfThisNodeIsStoredAndQueuedInOneGo) {
  const auto ids = source().submit(messageOf<schemas::UploadEnergyData>(kTable8));

  ASSERT_TRUE(ids) << ids.error().cause;
  ASSERT_EQ(ids->size(), 1u);
  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, PeerId{});
  EXPECT_EQ(storage.batches().at(0).channel, Channel::local);
  ASSERT_EQ(storage.deliveries().size(), 1u);
  EXPECT_EQ(storage.deliveries()[0].batch, ids->front());
  const auto body = storage.unit([&](UnitOfWork& work) { return work.batches().body(ids->front()); });
  EXPECT_EQ(body.value_or(""), replaced(kTable8, kCityId, ""));
}

// N-8.2-2
TEST_F(LocalSourceTest, ConfigurationAndInstrumentsOfThisNodeAreQueuedWhenTheyChange) {
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(source().submit(messageOf<schemas::UploadConfigData>(kTable6)));
    ASSERT_TRUE(source().submit(messageOf<schemas::UploadMeteringData>(metering(instrument("甲")))));
  }
  EXPECT_EQ(storage.deliveries().size(), 2u);
  EXPECT_FALSE(storage.enterprise(kEnterprise).head.provisional);
}

// OQ-35
TEST_F(LocalSourceTest, AnEnterpriseOfACityIsNotOurs) {
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  const auto refused = source().submit(messageOf<schemas::UploadEnergyData>(kTable8));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().failure, Failure::malformed);
}

// OQ-33
TEST_F(LocalSourceTest, MoreThan20000RecordsAreSplitByStatTypeThenTime) {
  schemas::UploadEnergyData message = messageOf<schemas::UploadEnergyData>(kTable8);
  const schemas::EnergyRecord daily = message.data[0];
  message.data.assign(1, daily);
  for (int i = 0; i < 20001; ++i) {
    schemas::EnergyRecord realTime = daily;
    realTime.statType = 0;
    realTime.statDate.seconds += 60 * ((i * 7919) % 20001);
    message.data.push_back(realTime);
  }

  const auto ids = source().submit(message);

  ASSERT_TRUE(ids);
  ASSERT_EQ(ids->size(), 3u);
  const auto batches = storage.batches();
  EXPECT_EQ(batches[0].records, 20000u);
  EXPECT_EQ(batches[1].records, 1u);
  EXPECT_EQ(batches[2].records, 1u);
  EXPECT_EQ(batches[2].blocks.at(0).statType, schemas::StatType::daily);
  EXPECT_LT(batches[0].blocks.back().period, batches[1].blocks.back().period.plusDays(1));
  EXPECT_EQ(storage.deliveries().size(), 3u);
}

TEST_F(LocalSourceTest, AnEmptyMessageIsRefused) {
  schemas::UploadEnergyData message = messageOf<schemas::UploadEnergyData>(kTable8);
  message.data.clear();

  EXPECT_FALSE(source().submit(message));
  EXPECT_TRUE(isUntouched());
}

}  // namespace
}  // namespace hub::exchange
