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

TEST_F(BatchRecordsTest, ABodyThatDoesNotReadBackIsNamed) {
  for (const char* body : {"", "<html>", "{}", R"({"data":{}})", R"({"data":[{"dataCode":"x"}]})"})
    EXPECT_EQ(reading(holdsBatch(body)).error().failure, hub::Failure::malformed) << body;
}
