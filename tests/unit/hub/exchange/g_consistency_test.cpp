#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

const std::string kMd5 = "929a63988754b5b62f712942159f62fd";

class GConsistencyTest : public ExchangeTest {
 protected:
  GConsistencyTest() { province = addProvince(); }

  std::string question(const std::string& sign, const std::string& restcode = kRestcode) const {
    return R"({"logsign":")" + sign + R"(","restcode":")" + restcode + R"("})";
  }
  std::string signOf(const std::string& date, const std::string& md5 = kMd5) const {
    return date + "-430000-" + kEnterprise + "-" + md5;
  }
  void uploadTable8() {
    ASSERT_EQ(reply("/uploadEnergyData", energy(kRecordA + "," + kRecordB, kEnterprise, crypto.md5("hunan")),
                    "hunan"),
              kSuccess);
  }

  PeerId province{};
};

// G-7.1-9 G-7.1-8 G-7.1-P1 G-7.1-P2
TEST_F(GConsistencyTest, ATagWeHoldIsTrueAndAgreed) {
  uploadTable8();

  for (const char* path : {"/necc", "/necc/consistency"})
    EXPECT_EQ(reply(path, question(signOf("2014-10-10")), "hunan"), kTagHeld);

  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].state, TagState::agreed);
  EXPECT_TRUE(storage.tags()[0].received);
}

// G-7.1-6 G-7.1-9 OQ-48
TEST_F(GConsistencyTest, ATagWeLackIsFalseAndKeptForTheComparison) {
  const WireReply got = send("/necc", question(signOf("2014-10-10")), "hunan");

  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, kTagLacking);
  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].state, TagState::missingHere);
  EXPECT_TRUE(storage.tags()[0].received);
  EXPECT_EQ(storage.tags()[0].sign.text(), signOf("2014-10-10"));
}

// The other side would take a plain "false" for a lost batch and send it.
TEST_F(GConsistencyTest, AFaultOfOursIsNoAnswerToTheQuestion) {
  uploadTable8();
  storage.failNext(Failure::database);

  const WireReply got = send("/necc/consistency", question(signOf("2014-10-10")), "hunan");

  EXPECT_EQ(got.status, 503);
  EXPECT_EQ(got.body, kTagLacking);
}

// G-7.1-5
TEST_F(GConsistencyTest, ATagWhoseBlocksAreGoneIsFalse) {
  uploadTable8();

  EXPECT_EQ(sendAfterLoss("/necc", question(signOf("2014-10-10")), "hunan").body, kTagLacking);
  ASSERT_EQ(remaining.tags().size(), 1u);
  EXPECT_EQ(remaining.tags()[0].state, TagState::missingHere);
}

// OQ-46
TEST_F(GConsistencyTest, TheDateMayDifferByADayAndNoMore) {
  uploadTable8();

  EXPECT_EQ(reply("/necc", question(signOf("2014-10-11")), "hunan"), kTagHeld);
  EXPECT_EQ(reply("/necc", question(signOf("2014-10-09")), "hunan"), kTagHeld);
  EXPECT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(reply("/necc", question(signOf("2014-10-12")), "hunan"), kTagLacking);
}

// G-7.1-D2 OQ-42 OQ-43
TEST_F(GConsistencyTest, RestcodeAndMd5AreComparedWithoutCaseAndBlanks) {
  change(province, [](Peer& peer) { peer.restcodes.push_back("900F67DB-A354-4BFA-85B8-F0573D8494"); });
  uploadTable8();

  EXPECT_EQ(reply("/necc", question(signOf("2014-10-10"), " 900f67db-a354-4bfa-85b8-f0573d84947c "), "hunan"),
            kTagHeld);
  EXPECT_EQ(reply("/necc", question(signOf("2014-10-10"), "900F67DB-A354-4BFA-85B8-F0573D8494"), "hunan"),
            kTagHeld);
  EXPECT_EQ(reply("/necc", question(signOf("2014-10-10", "929A63988754B5B62F712942159F62FD")), "hunan"),
            kTagHeld);
}

// G-7.1-Q2 OQ-08 OQ-42
TEST_F(GConsistencyTest, AnotherChannelIsRefusedAndAudited) {
  addProvince("hubei", "420000", "AAAAAAAA-A354-4BFA-85B8-F0573D84947C");
  for (const std::string& restcode :
       {std::string("AAAAAAAA-A354-4BFA-85B8-F0573D84947C"), std::string("unknown")}) {
    const WireReply got = send("/necc", question(signOf("2014-10-10"), restcode), "hunan");
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, kTagLacking);
  }
  EXPECT_EQ(send("/necc", question(signOf("2014-10-10")), "city").status, 403) << "a peer without G";
  EXPECT_EQ(storage.audit().size(), 3u);
  EXPECT_TRUE(isUntouched());
}

// OQ-08 G-7.1-10
TEST_F(GConsistencyTest, TheProvinceCodeInTheTagMustBeTheCallers) {
  const WireReply got = send("/necc", question("2014-10-10-420000-" + kEnterprise + "-" + kMd5), "hunan");

  EXPECT_EQ(got.status, 403);
  EXPECT_EQ(got.body, kTagLacking);
  EXPECT_EQ(storage.audit().size(), 1u);
  EXPECT_TRUE(isUntouched());
}

// G-7.1-Q1 G-7.1-D1
TEST_F(GConsistencyTest, AMalformedTagIsFalse) {
  for (const char* sign :
       {"", "x", "2014-02-30-430000-14010702-4eb81dca9216cabf7e0a51bd48628044",
        "2014-07-02-430000-14010702-4eb81dca9216cabf7e0a51bd4862804g", "2014-07-02-430000-14010702",
        "2014-07-02--14010702-4eb81dca9216cabf7e0a51bd48628044"})
    EXPECT_EQ(reply("/necc/consistency", question(sign), "hunan"), kTagLacking) << sign;
  EXPECT_EQ(reply("/necc/consistency", R"({"restcode":")" + kRestcode + R"("})", "hunan"), kTagLacking);
  EXPECT_EQ(reply("/necc/consistency", R"({"logsign":")" + signOf("2014-10-10") + R"("})", "hunan"),
            kTagLacking);
  EXPECT_TRUE(isUntouched());
}

// G-7.1-10
TEST_F(GConsistencyTest, TheTagsOfOneProvinceAreNotThoseOfAnother) {
  addProvince("hubei", "420000", "AAAAAAAA-A354-4BFA-85B8-F0573D84947C");
  uploadTable8();

  EXPECT_EQ(
      reply("/necc",
            question("2014-10-10-420000-" + kEnterprise + "-" + kMd5, "AAAAAAAA-A354-4BFA-85B8-F0573D84947C"),
            "hubei"),
      kTagLacking);
}

}  // namespace
}  // namespace hub::exchange
