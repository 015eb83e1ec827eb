#include "hub/exchange/batch_receipt.h"

#include "tests/unit/hub/exchange/device_fixture.h"

namespace hub::exchange {
namespace {

using BatchReceiptTest = DeviceTest;

const std::string kBadRecord = replaced(kRecordA, "123.45", R"("12,5")");

std::string asked(const std::string& id, const std::string& deviceId = kBoxId) {
  return R"({"deviceId":")" + deviceId + R"(","batchId":)" + id + "}";
}

// OQ-16
TEST_F(BatchReceiptTest, TheSenderLearnsLaterWhatBecameOfItsBatch) {
  heard("/uploadEnergyData", deviceEnergy(kRecordA));
  const std::string older =
      record("04-01-00-00-040200-30", "9", "2014-10-09 00:00:00", 1, "2014-10-10 08:00:00");
  heard("/uploadEnergyData",
        deviceEnergy(kRecordA + "," + kBadRecord + "," + older + "," + replaced(kRecordB, "true", "false")));
  clock.advance(std::chrono::hours(5));

  const std::string expected =
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","batchId":2,"enterpriseCode":")" +
      kEnterprise +
      R"(","receiveTime":"2014-10-10 22:00:00","received":4,"stored":1,"duplicate":1,"superseded":1,"suspect":1,)"
      R"("rejected":1,"faults":[{"position":1,"member":"data[1].dataValue","reason":")";
  const std::string body = heard("/batchReceipt", asked("2"));
  EXPECT_TRUE(body.starts_with(expected)) << body;
  EXPECT_EQ(heard("/batchReceipt", asked("\"2\"")), body);
}

// OQ-16
TEST_F(BatchReceiptTest, APlatformAsksWithTheNumberOfTheHeader) {
  const WireReply uploaded = send("/uploadEnergyData", kTable8);
  const std::string body = reply("/batchReceipt", R"({"provinceId":")" + kCityId + R"(","batchId":")" +
                                                      uploaded.headers[0].second + "\"}");
  EXPECT_NE(body.find(R"("received":2,"stored":2,)"), std::string::npos) << body;
  EXPECT_TRUE(body.ends_with(R"("faults":[]})")) << body;
}

TEST_F(BatchReceiptTest, TheBatchOfSomebodyElseIsNotThere) {
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);
  const std::string expected = malformed("batchId 不存在");
  EXPECT_EQ(heard("/batchReceipt", asked("1")), expected);
  EXPECT_EQ(heard("/batchReceipt", asked("99")), expected);
  EXPECT_EQ(heard("/batchReceipt", asked("0")), expected);
  EXPECT_EQ(reply("/batchReceipt", R"({"provinceId":")" + kOtherCityId + R"(","batchId":1})", "other_city"),
            expected);
  EXPECT_EQ(knock("/batchReceipt", asked("1", kCertifiedId), kBoxAddress, "certified").body, expected);
  EXPECT_EQ(knock("/batchReceipt", asked("1"), kBoxAddress, "certified").status, 403);
}

// N-8.3-10
TEST_F(BatchReceiptTest, EveryWrongNumberIsNamed) {
  EXPECT_EQ(heard("/batchReceipt", onlyDevice()), missing("batchId"));
  for (const char* wrong : {"-1", "1.5", "\"a\"", "\"1 2\"", "[]", "{}", "true", "99999999999999999999999"})
    EXPECT_EQ(heard("/batchReceipt", asked(wrong)), malformed("batchId 应为批次号")) << wrong;
}

TEST_F(BatchReceiptTest, NamesAtMostAHundredFaults) {
  std::string records = kRecordA;
  for (int i = 0; i < 130; ++i) records += "," + kBadRecord;
  heard("/uploadEnergyData", deviceEnergy(records));

  const auto parsed = schemas::json::parse(heard("/batchReceipt", asked("1")), true);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root.find("rejected")->number()->lexeme, "130");
  EXPECT_EQ(parsed->root.find("faults")->array()->size(), 100u);
}

}  // namespace
}  // namespace hub::exchange
