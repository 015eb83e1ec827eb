#include "hub/delivery/batch_records.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using hub::Channel;

namespace {

class BatchRecordsTest : public testing::Test, public delivery_test::World {
 protected:
  hub::Result<std::vector<schemas::EnergyRecord>> reading(hub::BatchId id) {
    return storage.unit([&](hub::UnitOfWork& work) -> hub::Result<std::vector<schemas::EnergyRecord>> {
      HUB_TRY(batch, work.batches().find(id));
      return hub::delivery::recordsOf(work, *batch);
    });
  }
};

}  // namespace

TEST_F(BatchRecordsTest, ReadsABatchOfNInItsOrder) {
  const auto records = reading(holdsTable8());

  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2U);
  EXPECT_EQ((*records)[0].dataCode.raw(), "04-01-00-00-040200-30");
  EXPECT_EQ((*records)[1].dataValue.lexeme(), "234.56");
}

TEST_F(BatchRecordsTest, ReadsABodyThatOnlyTheLenientPassCanRead) {
  std::string body = fixture("n08-upload-energy-request.json");
  body.insert(body.rfind(']'), ", // last\n");

  EXPECT_EQ(reading(holdsBatch(body))->size(), 2U);
}

// G-7.2-D9 X-G-1
TEST_F(BatchRecordsTest, ReadsABatchOfGInTheCodesOfItsSender) {
  peer.profile.dataCodes["0401000004020030"] = "0401-01-40200-31";
  put(peer);

  const auto records =
      reading(holdsBatch(fixture("g03-backfill-to-national-request.json"), Channel::gData, peer.id, "10013"));

  ASSERT_TRUE(records) << records.error().detail;
  ASSERT_EQ(records->size(), 2U);
  EXPECT_EQ((*records)[0].dataCode.canonical(), "0401000004020030");
  EXPECT_EQ((*records)[0].dataValue.lexeme(), "55.000");
  EXPECT_TRUE((*records)[0].valid);
}

// OQ-16
TEST_F(BatchRecordsTest, LeavesOutWhatOfAGBatchIsInQuarantine) {
  const std::string body = fixture("g03-backfill-to-national-request.json");
  hub::Batch batch;
  batch.peer = peer.id;
  batch.channel = Channel::gData;
  batch.enterprise = "10013";
  batch.contentMd5 = crypto.md5(body);
  batch.rejected = 1;
  const auto id = storage.unit([&](hub::UnitOfWork& work) -> hub::Result<hub::BatchId> {
    HUB_TRY(made, work.batches().insert(batch, body));
    HUB_CHECK(work.batches().keepQuarantined({{.batch = made,
                                               .enterprise = batch.enterprise,
                                               .position = 0,
                                               .record = {},
                                               .member = {},
                                               .reason = {}}}));
    return made;
  });

  const auto records = reading(*id);

  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 1U);
  EXPECT_EQ((*records)[0].dataValue.lexeme(), "56.300");
}

// OQ-16 OQ-24
TEST_F(BatchRecordsTest, ReadsTheGoodRecordsOfADeviceInItsProfile) {
  hub::Peer device;
  device.name = "box";
  device.role = hub::Role::device;
  device.profile.validNumeric = schemas::ValidNumeric::zeroIsValid;
  device.device = hub::Device{.deviceId = std::string(32, 'b'),
                              .enterpriseCode = "91330000573973053F",
                              .addresses = {},
                              .secretKey = {}};
  put(device);
  const auto sender = storage.unit([](hub::UnitOfWork& work) { return work.peers().findByName("box"); });
  const std::string common = R"("inputType":1,"statType":1,"statDate":"2014-10-09 00:00:00",)"
                             R"("uploadDate":"2014-10-10 21:58:46","scope":1)";
  const std::string body =
      R"({"deviceId":"x","data":[{"dataCode":"04-01-0000-040200-30","dataValue":1,)" + common +
      R"(},{"dataCode":"wrong"},{"dataCode":"04-02-00-00-040200-30","dataValue":2,"valid":"1",)" + common +
      "}]}";
  hub::Batch batch;
  batch.peer = (*sender)->id;
  batch.enterprise = "91330000573973053F";
  batch.contentMd5 = crypto.md5(body);
  batch.rejected = 1;
  batch.readAs = device.readProfile();
  const auto insert = [&](bool setsAside) {
    return *storage.unit([&](hub::UnitOfWork& work) -> hub::Result<hub::BatchId> {
      HUB_TRY(id, work.batches().insert(batch, body));
      if (setsAside) {
        HUB_CHECK(work.batches().keepQuarantined({{.batch = id,
                                                   .enterprise = batch.enterprise,
                                                   .position = 1,
                                                   .record = {},
                                                   .member = {},
                                                   .reason = {}}}));
      }
      return id;
    });
  };

  const auto records = reading(insert(true));

  ASSERT_TRUE(records) << records.error().detail;
  ASSERT_EQ(records->size(), 2U);
  EXPECT_TRUE((*records)[0].valid);
  EXPECT_FALSE((*records)[1].valid);

  // Read as on arrival, whatever the settings say now.
  device.id = (*sender)->id;
  device.profile.validNumeric = schemas::ValidNumeric::oneIsValid;
  put(device);
  batch.contentMd5 = crypto.md5("later");
  const auto later = reading(insert(true));
  ASSERT_TRUE(later);
  EXPECT_FALSE((*later)[1].valid);

  batch.rejected = 0;  // nothing was set aside: then all must read back
  batch.contentMd5 = crypto.md5("other");
  EXPECT_EQ(reading(insert(false)).error().failure, hub::Failure::malformed);
}

TEST_F(BatchRecordsTest, ABodyThatDoesNotReadBackIsNamed) {
  for (const char* body : {"", "<html>", "{}", R"({"data":{}})", R"({"data":[{"dataCode":"x"}]})"})
    EXPECT_EQ(reading(holdsBatch(body)).error().failure, hub::Failure::malformed) << body;
}
