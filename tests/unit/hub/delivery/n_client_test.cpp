#include "hub/delivery/n_client.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using delivery_test::kEnterprise;
using delivery_test::kProvinceId;
using hub::Service;
using hub::delivery::NClient;

namespace {

class NClientTest : public testing::Test, public delivery_test::World {
 protected:
  NClient client() { return NClient(around()); }
  void registers() { partner.at("register.example").answers(200, fixture("n02-register-response.json")); }
  void answersVersions(const char* regVersion, const char* dicVersion) {
    partner.at("/versionCheck")
        .answers(200, R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","regVersion":")" +
                          std::string(regVersion) + R"(","dicVersion":")" + dicVersion + "\"}");
  }
  void givesBaseData() {
    partner.at("/downloadBaseData").answers(200, fixture("n04-base-data-response.json"));
  }
  hub::DictionaryVersion dictionary() {
    return *storage.unit([](hub::UnitOfWork& work) { return work.dictionaries().current(); });
  }
  hub::DictionaryLists lists() {
    return *storage.unit([](hub::UnitOfWork& work) { return work.dictionaries().load({}); });
  }
};

}  // namespace

// N-8.3-3 N-8.3-2
TEST_F(NClientTest, RegistersWithExactlyTwoMembersAtTheFixedAddress) {
  node.region = "110000";
  registers();

  ASSERT_TRUE(client().registerWith(peer));

  ASSERT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(partner.calls()[0].url, "https://register.example");
  EXPECT_EQ(partner.calls()[0].body, fixture("n02-register-request.json"));
  EXPECT_EQ(partner.calls()[0].body, R"({"region":"110000","ascription":"province"})");
}

// N-8.3-12 N-8.3-13 N-8.3-14
TEST_F(NClientTest, KeepsSerialNumberAndSevenAddressesOnSevenHosts) {
  registers();

  ASSERT_TRUE(client().registerWith(peer));

  const hub::Registration stored = registration();
  EXPECT_EQ(stored.provinceId, kProvinceId);
  ASSERT_EQ(stored.urls.size(), 7U);
  EXPECT_EQ(stored.urls.at(Service::baseData), "https://192.168.1.2/downloadBaseData");
  EXPECT_EQ(stored.urls.at(Service::versionCheck), "https://192.168.1.3/versionCheck");
  EXPECT_EQ(stored.urls.at(Service::uploadConfig), "https://192.168.1.4/uploadConfigData");
  EXPECT_EQ(stored.urls.at(Service::uploadMetering), "https://192.168.1.5/uploadMeteringData");
  EXPECT_EQ(stored.urls.at(Service::uploadEnergy), "https://192.168.1.6/uploadEnergyData");
  EXPECT_EQ(stored.urls.at(Service::downloadConfig), "https://192.168.1.7/downloadConfigData");
  EXPECT_EQ(stored.urls.at(Service::downloadEnergy), "https://192.168.1.8/downloadEnergyData");
  EXPECT_EQ(stored.registeredAt, clock.now());
}

// N-8.3-12
TEST_F(NClientTest, UsesTheStoredAddressesWithoutRegisteringAgain) {
  isRegistered();
  answersVersions("125", "125");

  ASSERT_TRUE(client().checkVersions(peer));

  ASSERT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(partner.calls()[0].url, "https://access.example/versionCheck");
}

// N-8.3-13
TEST_F(NClientTest, RefusesARegistrationWithAPlainHttpAddressAndKeepsTheOldOne) {
  isRegistered();
  std::string reply = fixture("n02-register-response.json");
  reply.replace(reply.find("192.168.1.6"), 11, "http://192.168.1.6");
  partner.answers(200, reply);

  EXPECT_FALSE(client().registerWith(peer));

  EXPECT_EQ(registration().urls.at(Service::uploadEnergy), "https://access.example/uploadEnergyData");
}

// N-8.3-12
TEST_F(NClientTest, ARegistrationThatFailsLeavesNothingBehind) {
  const std::string cut = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","provinceId":"x"})";
  partner.answers("E2002").answers(500, fixture("n02-register-response.json")).answers(200, cut);
  partner.fails(hub::TransportFault::timeout).answers(200, "<html>");

  for (int i = 0; i < 5; ++i) EXPECT_FALSE(client().registerWith(peer)) << i;

  EXPECT_TRUE(registration().provinceId.empty());
  EXPECT_EQ(client().registerWith(peer).error().failure, hub::Failure::unreachable);
}

// N-8.3-D1
TEST_F(NClientTest, ReadsTheAliasOfTheBaseDataAddress) {
  std::string reply = fixture("n02-register-response.json");
  reply.replace(reply.find("loadConfigURL"), 13, "downloadBaseDataURL");
  partner.answers(200, reply);

  ASSERT_TRUE(client().registerWith(peer));

  EXPECT_EQ(registration().urls.at(Service::baseData), "https://192.168.1.2/downloadBaseData");
}

// N-8.5-4 N-8.4-4
TEST_F(NClientTest, AsksForVersionsAndBaseDataWithTheSerialNumberOnly) {
  isRegistered("125", "1");
  answersVersions("125", "125");
  givesBaseData();

  ASSERT_TRUE(client().checkVersions(peer));

  ASSERT_EQ(partner.calls().size(), 2U);
  EXPECT_EQ(partner.calls()[0].body, fixture("n05-version-check-request.json"));
  EXPECT_EQ(partner.calls()[1].url, "https://access.example/downloadBaseData");
  EXPECT_EQ(partner.calls()[1].body, R"({"provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546"})");
}

// N-8.5-2
TEST_F(NClientTest, F3DoesNothingWhenNothingHasChanged) {
  isRegistered("125", "125");
  answersVersions("125", "125");

  const auto done = client().checkVersions(peer);

  ASSERT_TRUE(done);
  EXPECT_FALSE(done->registeredAgain);
  EXPECT_FALSE(done->dictionary);
  EXPECT_EQ(partner.calls().size(), 1U);
}

// N-8.5-2
TEST_F(NClientTest, F3RegistersAgainWhenRegVersionDiffers) {
  isRegistered("125", "125");
  answersVersions("126", "125");
  registers();

  const auto done = client().checkVersions(peer);

  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_TRUE(done->registeredAgain);
  EXPECT_FALSE(done->dictionary);
  EXPECT_EQ(registration().regVersion, "126");
  EXPECT_EQ(registration().dicVersion, "125");
  EXPECT_EQ(registration().urls.at(Service::uploadEnergy), "https://192.168.1.6/uploadEnergyData");
}

// N-8.5-2 N-8.4-1
TEST_F(NClientTest, F3DownloadsTheBaseDataWhenDicVersionDiffers) {
  isRegistered("125", "124");
  answersVersions("125", "125");
  givesBaseData();

  const auto done = client().checkVersions(peer);

  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_FALSE(done->registeredAgain);
  ASSERT_TRUE(done->dictionary);
  EXPECT_GT(done->dictionary->added, 0U);
  EXPECT_EQ(registration().dicVersion, "125");
  EXPECT_EQ(dictionary().upstream, "125");
  EXPECT_TRUE(hub::baseDataOf(lists()));
}

// N-8.5-2
TEST_F(NClientTest, F3DoesBothWhenBothDiffer) {
  isRegistered("1", "1");
  answersVersions("2", "2");
  registers();
  givesBaseData();

  ASSERT_TRUE(client().checkVersions(peer));

  EXPECT_EQ(registration().regVersion, "2");
  EXPECT_EQ(registration().dicVersion, "2");
  // The new address is used at once.
  EXPECT_EQ(partner.calls().back().url, "https://192.168.1.2/downloadBaseData");
}

// OQ-31
TEST_F(NClientTest, F3FollowsASmallerVersionToo) {
  isRegistered("125", "125");
  answersVersions("125", "9");
  givesBaseData();

  ASSERT_TRUE(client().checkVersions(peer));

  EXPECT_EQ(registration().dicVersion, "9");
}

// N-8.5-2
TEST_F(NClientTest, F3KeepsTheOldVersionUntilItsFollowUpHasSucceeded) {
  isRegistered("1", "1");
  answersVersions("2", "2");
  partner.at("register.example").answers("E1001");

  EXPECT_FALSE(client().checkVersions(peer));
  EXPECT_EQ(registration().regVersion, "1");
  EXPECT_EQ(registration().dicVersion, "1");

  answersVersions("2", "2");
  registers();
  partner.at("/downloadBaseData").fails(hub::TransportFault::reset);

  EXPECT_FALSE(client().checkVersions(peer));
  EXPECT_EQ(registration().regVersion, "2");
  EXPECT_EQ(registration().dicVersion, "1");
}

// N-8.5-D3
TEST_F(NClientTest, ReadsVersionsThatAreNumbers) {
  isRegistered("125", "125");
  partner.answers(200, R"({"responseCode":"0","responseMessage":"ok","regVersion":125,"dicVersion":125})");

  const auto done = client().checkVersions(peer);

  ASSERT_TRUE(done);
  EXPECT_FALSE(done->registeredAgain);
}

TEST_F(NClientTest, AFreshNodeRegistersChecksAndDownloads) {
  registers();
  answersVersions("1", "1");
  registers();
  givesBaseData();

  const auto done = client().checkVersions(peer);

  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(registration().regVersion, "1");
  EXPECT_EQ(registration().dicVersion, "1");
}

// N-8.4-7
TEST_F(NClientTest, TheOldDictionaryStaysInForceWhenAnythingFails) {
  isRegistered();
  givesBaseData();
  ASSERT_TRUE(client().downloadBaseData(peer, "125"));
  const auto before = lists();
  const std::string good = fixture("n04-base-data-response.json");
  partner.fails(hub::TransportFault::reset)
      .answers(200, good.substr(0, good.size() / 2))
      .answers("E1002")
      .answers(500, good)
      .answers(200, R"({"responseCode":"0","responseMessage":"x"})")
      .answers(200, R"({"responseCode":"0","data":{"region":"none"}})")
      .answers(200, R"({"responseCode":"0","data":{"region":[{"no":"code"}]}})")
      .answers(200, R"({"responseCode":"0","data":{}})");

  for (int i = 0; i < 8; ++i) EXPECT_FALSE(client().downloadBaseData(peer, "126")) << i;

  EXPECT_EQ(dictionary().number, 1);
  EXPECT_EQ(lists().lists, before.lists);
  EXPECT_EQ(registration().dicVersion, "125");
}

// N-8.4-7
TEST_F(NClientTest, DictionaryAndItsVersionAreStoredTogetherOrNotAtAll) {
  isRegistered("125", "1");
  int failures = 0;
  for (std::uint64_t nth = 1; registration().dicVersion != "2"; ++nth) {
    givesBaseData();
    storage.failCall(nth, hub::Failure::database);

    const bool isDone = client().downloadBaseData(peer, "2").has_value();

    storage.forgetFaults();
    failures += isDone ? 0 : 1;
    EXPECT_EQ(dictionary().upstream, isDone ? "2" : "") << nth;
    EXPECT_EQ(registration().dicVersion, isDone ? "2" : "1") << nth;
    ASSERT_LT(nth, 20U);
  }

  EXPECT_GE(failures, 4);
}

// N-8.4-D2
TEST_F(NClientTest, PadsAParentCodeThatLostItsZero) {
  isRegistered();
  std::string reply = fixture("n04-base-data-response.json");
  const auto at = reply.find(R"("pcode":"01")");
  ASSERT_NE(at, std::string::npos);
  reply.replace(at, 12, R"("pcode":1)");
  partner.answers(200, reply);

  ASSERT_TRUE(client().downloadBaseData(peer, "1"));

  const auto data = hub::baseDataOf(lists());
  ASSERT_TRUE(data);
  for (const auto& item : data->collectItem) EXPECT_NE(item.pcode, "1") << item.code;
}

TEST_F(NClientTest, KeepsUnknownListsAndSetsUnreadableRowsAside) {
  isRegistered();
  std::string reply = fixture("n04-base-data-response.json");
  reply.replace(reply.find(R"("region":[)"), 10,
                R"("设备类型":[{"code":"01","x":1}],"region":[{"code":"bad"},)");
  partner.answers(200, reply);

  ASSERT_TRUE(client().downloadBaseData(peer, "1"));

  EXPECT_EQ(lists().lists.at("设备类型").size(), 1U);
  EXPECT_EQ(lists().lists.at("region.unreadable").size(), 1U);
  EXPECT_TRUE(hub::baseDataOf(lists()));
}

// N-8.9-2 N-8.9-1
TEST_F(NClientTest, DownloadsTheConfigurationOfAnEnterprise) {
  isRegistered();
  partner.answers(200, fixture("n10-download-config-response.json"));

  const auto reply = client().downloadConfig(peer, *schemas::CreditCode::parse(kEnterprise));

  ASSERT_TRUE(reply) << reply.error().detail;
  EXPECT_EQ(reply->updateTime.text(), "2014-10-10 21:58:46");
  EXPECT_EQ(partner.calls()[0].url, "https://access.example/downloadConfigData");
  EXPECT_EQ(partner.calls()[0].body, fixture("n10-download-config-request.json"));
}

// N-8.10-2 N-8.10-1 N-8.10-D2
TEST_F(NClientTest, DownloadsEnergyDataOfADay) {
  isRegistered();
  partner.answers(200, fixture("n11-download-energy-response.json"));

  const auto reply = client().downloadEnergy(peer, *schemas::CreditCode::parse(kEnterprise),
                                             schemas::StatType::daily, schemas::CivilDate::of(2014, 10, 9));

  ASSERT_TRUE(reply) << reply.error().detail;
  ASSERT_EQ(reply->data.size(), 2U);
  EXPECT_EQ(reply->data[0].dataValue.lexeme(), "123.45");
  EXPECT_EQ(partner.calls()[0].url, "https://access.example/downloadEnergyData");
  EXPECT_EQ(partner.calls()[0].body, fixture("n11-download-energy-request.json"));
}
