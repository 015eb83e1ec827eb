#include <algorithm>

#include "tests/unit/hub/exchange/device_fixture.h"

namespace hub::exchange {
namespace {

const std::string kBadRecord = replaced(kRecordA, "123.45", R"("12,5")");
const std::string kWithoutValid = replaced(kRecordB, R"(,"valid":true)", "");

class DeviceUploadTest : public DeviceTest {
 protected:
  std::string upload(const std::string& records) { return heard("/uploadEnergyData", deviceEnergy(records)); }
  static std::string receipt(const std::string& id, const std::string& counts) {
    return R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","batchId":)" + id + "," + counts + "}";
  }
  void encryptFields() {
    change(box, [](Peer& peer) {
      peer.profile.fieldEncryption = true;
      peer.device->secretKey = kSecretKey;
    });
  }
  // Table 8's first record as the Shandong client sends it.
  std::string encryptedRecord(const std::string& value = "123.45") const {
    const std::pair<const char*, std::string> members[] = {{"dataCode", "04-01-00-00-040200-30"},
                                                           {"dataValue", value},
                                                           {"inputType", "1"},
                                                           {"statType", "1"},
                                                           {"statDate", "2014-10-09 00:00:00"},
                                                           {"uploadDate", "2014-10-10 21:58:46"},
                                                           {"scope", "1"},
                                                           {"valid", "true"}};
    std::string record = "{";
    for (const auto& [name, text] : members)
      record += std::string(record.size() > 1 ? ",\"" : "\"") + name + R"(":")" +
                crypto.sm4Encrypt(kSecretKey, text).value() + "\"";
    return record + "}";
  }
};

// OQ-16 N-8.8-6
TEST_F(DeviceUploadTest, ADeviceHearsWhatBecameOfItsRecords) {
  const WireReply got = knock("/uploadEnergyData", deviceEnergy(kRecordA + "," + kRecordB));

  EXPECT_EQ(got.body, receipt("1", R"("received":2,"stored":2,"duplicate":0,"suspect":0,"rejected":0)"));
  EXPECT_EQ(got.headers, (std::vector<std::pair<std::string, std::string>>{{"Nenghub-Batch-Id", "1"}}));
  ASSERT_EQ(storage.batches().size(), 1u);
  EXPECT_EQ(storage.batches()[0].peer, box);
}

// OQ-16
TEST_F(DeviceUploadTest, APlatformHearsThePrintedMembersAndTheNumberInAHeader) {
  const WireReply got = send("/uploadEnergyData", kTable8);
  EXPECT_EQ(got.body, kSuccess);
  EXPECT_EQ(got.headers, (std::vector<std::pair<std::string, std::string>>{{"Nenghub-Batch-Id", "1"}}));
}

// OQ-16 OQ-19
TEST_F(DeviceUploadTest, TheSameBatchAgainIsOneOfDuplicates) {
  const std::string records = kRecordA + "," + kBadRecord + "," + kRecordB;
  ASSERT_EQ(upload(records),
            receipt("1", R"("received":3,"stored":2,"duplicate":0,"suspect":0,"rejected":1)"));
  clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(upload(records),
            receipt("1", R"("received":3,"stored":0,"duplicate":2,"suspect":0,"rejected":1)"));
  EXPECT_EQ(storage.batches().size(), 1u);
  EXPECT_EQ(storage.quarantined().size(), 1u);
}

// OQ-16
TEST_F(DeviceUploadTest, FaultyRecordsOfADeviceAreSetAsideAndTheOthersStored) {
  const std::string missingTime = R"({"dataCode":"04-01-00-00-040200-30","dataValue":1})";
  const std::string suspect = replaced(kRecordB, "true", "false");
  const std::string body = upload(kBadRecord + "," + suspect + ",7," + missingTime + "," + kRecordA);

  EXPECT_EQ(body, receipt("1", R"("received":5,"stored":2,"duplicate":0,"suspect":1,"rejected":3)"));
  EXPECT_EQ(storage.batches()[0].rejected, 3u);
  EXPECT_EQ(storage.batches()[0].suspect, 1u);
  const auto kept = storage.quarantined();
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0].enterprise, kEnterprise);
  EXPECT_EQ(kept[0].batch, BatchId{1});
  EXPECT_EQ(kept[0].position, 0u);
  EXPECT_EQ(kept[0].record, kBadRecord);
  EXPECT_EQ(kept[0].member, "data[0].dataValue");
  EXPECT_EQ(kept[1].record, "7");
  EXPECT_EQ(kept[1].member, "data[2]");
  EXPECT_EQ(kept[2].position, 3u);
  EXPECT_EQ(kept[2].reason.substr(0, 15), "缺少必填项");
}

// OQ-16
TEST_F(DeviceUploadTest, ABatchWithoutOneGoodRecordIsRefused) {
  EXPECT_TRUE(upload(kBadRecord + "," + kBadRecord).starts_with(R"({"responseCode":"E2002")"));
  EXPECT_TRUE(upload("{}").starts_with(R"({"responseCode":"E2001")"));
  EXPECT_EQ(upload(""), missing("data"));
  EXPECT_TRUE(isUntouched());
  EXPECT_TRUE(storage.quarantined().empty());
}

// OQ-16
TEST_F(DeviceUploadTest, FaultsOfTheStructureRefuseTheWholeInBothModes) {
  const std::string good = deviceEnergy(kRecordA + "," + kBadRecord);
  EXPECT_EQ(heard("/uploadEnergyData", replaced(good, R"("enterpriseCode":")" + kEnterprise + R"(",)", "")),
            missing("enterpriseCode"));
  EXPECT_EQ(heard("/uploadEnergyData",
                  R"({"deviceId":")" + kBoxId + R"(","enterpriseCode":")" + kEnterprise + R"(","data":{}})"),
            malformed("data 应为数组"));
  EXPECT_TRUE(isUntouched());
}

// OQ-16
TEST_F(DeviceUploadTest, EachPeerMayBeSetToTheOtherMode) {
  change(box, [](Peer& peer) { peer.profile.faultyRecords = FaultyRecords::reject; });
  EXPECT_TRUE(upload(kRecordA + "," + kBadRecord).starts_with(R"({"responseCode":"E2002")"));
  EXPECT_TRUE(isUntouched());

  change(city, [](Peer& peer) { peer.profile.faultyRecords = FaultyRecords::quarantine; });
  EXPECT_EQ(reply("/uploadEnergyData", energy(kRecordA + "," + kBadRecord)), kSuccess);
  EXPECT_EQ(storage.quarantined().size(), 1u);
  EXPECT_TRUE(reply("/uploadEnergyData", energy(kRecordA + "," + kBadRecord), "other_city")
                  .starts_with(R"({"responseCode":"E2002")"));
}

// OQ-16
TEST_F(DeviceUploadTest, TheSameGoodRecordsBesideOtherFaultsAreAnotherBatch) {
  upload(kRecordA + "," + kBadRecord);
  upload(kRecordA + ",7");
  EXPECT_EQ(storage.batches().size(), 2u);
  EXPECT_EQ(storage.quarantined().size(), 2u);
}

// OQ-24 F-1.3
TEST_F(DeviceUploadTest, ARecordWithoutValidCountsAsValid) {
  EXPECT_EQ(upload(kWithoutValid),
            receipt("1", R"("received":1,"stored":1,"duplicate":0,"suspect":0,"rejected":0)"));
  EXPECT_TRUE(storage.blocks().at(0).values.at(0).valid);
}

// OQ-24
TEST_F(DeviceUploadTest, ValidAsANumberMeansWhatThePeersProfileSays) {
  const std::string zero = replaced(kRecordA, "true", "\"0\"");
  EXPECT_TRUE(upload(zero).starts_with(R"({"responseCode":"E2002")"));
  change(box, [](Peer& peer) { peer.profile.validNumeric = schemas::ValidNumeric::zeroIsValid; });
  EXPECT_EQ(numberIn(upload(zero), "suspect"), 0);
  change(box, [](Peer& peer) { peer.profile.validNumeric = schemas::ValidNumeric::oneIsValid; });
  EXPECT_EQ(numberIn(upload(replaced(zero, "123.45", "9")), "suspect"), 1);
}

// F-1.4 OQ-16
TEST_F(DeviceUploadTest, EncryptedFieldsAreReadAndTheirTextIsKept) {
  encryptFields();
  const std::string body = upload(encryptedRecord());

  EXPECT_EQ(body, receipt("1", R"("received":1,"stored":1,"duplicate":0,"suspect":0,"rejected":0)"));
  const auto blocks = storage.blocks();
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(blocks[0].values.at(0).value.lexeme(), "123.45");
  const std::string kept = *storage.tables().batches->at(BatchId{1}).body;
  EXPECT_NE(kept.find(R"("dataValue":"123.45")"), std::string::npos) << kept;
}

// F-1.4 OQ-16
TEST_F(DeviceUploadTest, WhatDoesNotDecryptRefusesTheWholeAndSaysSo) {
  encryptFields();
  const std::string good = encryptedRecord();
  const std::string hex = crypto.sm4Encrypt(kSecretKey, "123.45").value();
  const std::string wrongs[] = {
      kRecordA,
      replaced(good, hex, hex.substr(1)),
      replaced(good, hex, "zz" + hex.substr(2)),
      replaced(good, hex, hex + "ab"),
      replaced(good, hex, std::string(32, '0')),
      replaced(good, "\"" + hex + "\"", "123.45"),
      replaced(good, "\"" + hex + "\"", R"({"a":[]})"),
      replaced(good, "{", R"({"x":")" + std::string(1 << 20, 'f') + R"(",)"),
  };
  for (const std::string& wrong : wrongs) {
    SCOPED_TRACE(wrong.substr(0, 200));
    const std::string body = upload(good + "," + wrong);
    EXPECT_TRUE(body.starts_with(R"({"responseCode":"E2002")")) << body;
    EXPECT_NE(body.find("解密失败"), std::string::npos) << body;
    EXPECT_TRUE(isUntouched());
    EXPECT_TRUE(storage.quarantined().empty());
  }
}

// OQ-16
TEST_F(DeviceUploadTest, ADecryptedRecordThatBreaksARuleIsSetAsideByItself) {
  encryptFields();
  EXPECT_EQ(numberIn(upload(encryptedRecord() + "," + encryptedRecord("many")), "rejected"), 1);
  EXPECT_NE(storage.quarantined().at(0).record.find("\"many\""), std::string::npos);
}

// Its other messages are plain.
TEST_F(DeviceUploadTest, OnlyTheUploadOfEnergyDataIsEncrypted) {
  encryptFields();
  EXPECT_TRUE(heard("/versionCheck", onlyDevice()).starts_with(R"({"responseCode":"0")"));
}

// F-1.7
TEST_F(DeviceUploadTest, AnUploadAtTheAddressOfTheVersionCheckIsAFaultOfTheSender) {
  EXPECT_EQ(heard("/versionCheck", deviceEnergy(kRecordA)), malformed("data 不是版本校验的成员"));
  EXPECT_EQ(reply("/versionCheck", R"({"enterpriseCode":"x","data":[]})"), missing("provinceId"));
  EXPECT_TRUE(isUntouched());
}

// F-1.6 F-1.10
TEST_F(DeviceUploadTest, ChineseGoesOutInAsciiWhereThePeersProfileSaysSo) {
  change(box, [](Peer& peer) { peer.profile.asciiReplies = true; });
  change(city, [](Peer& peer) { peer.profile.asciiReplies = true; });
  const std::string config = replaced(replaced(kTable6, "provinceId", "deviceId"), kCityId, kBoxId);
  const std::string question = R"({"deviceId":")" + kBoxId + R"(","enterpriseCode":")" + kEnterprise + "\"}";
  for (const std::string& body : {upload(""), upload(kBadRecord), heard("/uploadConfigData", config),
                                  heard("/downloadConfigData", question), reply("/versionCheck", "{}")}) {
    EXPECT_TRUE(std::all_of(body.begin(), body.end(), [](char c) { return c > 0; })) << body;
  }
  const auto parsed = schemas::json::parse(heard("/downloadConfigData", question), true);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed->root.find("enterprise")->find("name")->text(), "示例钢铁有限责任公司");
  EXPECT_NE(reply("/versionCheck", "{}", "other_city").find("请求参数异常"), std::string::npos);
}

class ToleranceTest : public DeviceTest {
 protected:
  WireReply counted(const std::string& path, const std::string& body) {
    Surroundings around = surroundings();
    around.tolerances = &tolerances;
    return Dispatcher(around).handle({"POST", path, body, "", kBoxAddress, "r", Listener::device});
  }
  std::uint64_t countOf(PeerId peer, const std::string& row) {
    for (const ToleranceCount& count : tolerances.take())
      if (count.peer == peer && count.row == row) return count.count;
    return 0;
  }
  ToleranceCounts tolerances;
};

TEST_F(ToleranceTest, DeparturesAreCountedForThePeerAlsoWhenTheMessageIsRefused) {
  const std::string asText = replaced(kRecordA, "123.45", R"("123.45")");
  ASSERT_EQ(counted("/uploadEnergyData", deviceEnergy(asText + "," + asText)).status, 200);
  EXPECT_EQ(countOf(box, "OQ-12"), 2u);
  counted("/uploadEnergyData", replaced(deviceEnergy(asText), kEnterprise, "x"));
  EXPECT_EQ(countOf(box, "OQ-12"), 1u);
  counted("/uploadEnergyData", replaced(deviceEnergy(asText), kEnterprise, kOtherEnterprise));
  EXPECT_EQ(countOf(box, "OQ-12"), 1u);
}

TEST_F(ToleranceTest, StrangersAreNotCounted) {
  counted("/versionCheck", R"({"deviceId":"x",})");
  EXPECT_TRUE(tolerances.take().empty());
}

}  // namespace
}  // namespace hub::exchange
