#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

const std::string kNoSuchEnterprise = malformed("enterpriseCode 不存在");

std::string dataReply(const std::string& records) {
  return R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","data":[)" + records + "]}";
}

class DownloadsTest : public ExchangeTest {
 protected:
  std::string askEnergy(int statType, const std::string& statDate) {
    return reply("/downloadEnergyData", energyQuestion(statType, statDate));
  }
};

// N-8.9-3 N-8.9-4 N-8.9-P3 N-8.9-P5 OQ-30
TEST_F(DownloadsTest, TheConfigurationComesBackAsUploadedWithTheReceiveTime) {
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  clock.set("2014-10-12 00:00:00");

  EXPECT_EQ(reply("/downloadConfigData", kConfigQuestion),
            R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","updatetime":"2014-10-10 22:00:00",)" +
                kConfigContent + kConfigOptional + "}");
}

// N-8.9-P6 N-8.9-P7 N-8.9-P8
TEST_F(DownloadsTest, PartsThatAreNotStoredAreLeftOut) {
  ASSERT_EQ(reply("/uploadConfigData", replaced(kTable6, kConfigOptional, "")), kSuccess);

  EXPECT_EQ(reply("/downloadConfigData", kConfigQuestion),
            R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","updatetime":"2014-10-10 22:00:00",)" +
                kConfigContent + "}");
}

// N-8.9-5 N-8.9-D4 N-8.10-5 OQ-09
TEST_F(DownloadsTest, AnotherCitysEnterpriseIsAsIfThereWereNone) {
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  for (const auto& [path, question] :
       {std::pair<std::string, std::string>{"/downloadConfigData", kConfigQuestion},
        {"/downloadEnergyData", energyQuestion(1, "2014-10-09")}}) {
    const WireReply got = send(path, replaced(question, kCityId, kOtherCityId), "other_city");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, kNoSuchEnterprise);
    const std::string unknown = creditCode("91320600000000001");
    EXPECT_EQ(reply(path, replaced(question, kEnterprise, unknown)), kNoSuchEnterprise);
  }
}

// N-8.9-D4
TEST_F(DownloadsTest, AnEnterpriseWithoutConfigurationHasNoneToDownload) {
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  EXPECT_EQ(reply("/downloadConfigData", kConfigQuestion), kNoSuchEnterprise);
}

// N-8.10-3 N-8.10-4 N-8.10-P4 N-8.10-P9
TEST_F(DownloadsTest, TheDayComesBackAsUploaded) {
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  EXPECT_EQ(askEnergy(1, "2014-10-09"), dataReply(kRecordA + "," + kRecordB));
  EXPECT_EQ(askEnergy(1, "2014-10-09 13:00:00"), dataReply(kRecordA + "," + kRecordB));
}

// N-8.10-P3 N-8.10-D3
TEST_F(DownloadsTest, NothingThatMatchesIsAnEmptyList) {
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  EXPECT_EQ(askEnergy(1, "2014-10-08"), dataReply(""));
  EXPECT_EQ(askEnergy(0, "2014-10-09"), dataReply(""));
}

// OQ-23 N-8.10-4
TEST_F(DownloadsTest, TheSelectionIsTheDayTheMonthOrTheYear) {
  const std::string code = "00-00-00-00-040200-30";
  const std::string rt1 = record(code, "1", "2014-10-09 00:00:00", 0),
                    rt2 = record(code, "2", "2014-10-09 23:45:00", 0);
  const std::string rt3 = record(code, "3", "2014-10-10 00:00:00", 0);
  const std::string m1 = record(code, "4", "2014-10-01 00:00:00", 2),
                    m2 = record(code, "5", "2014-11-01 00:00:00", 2);
  const std::string y1 = record(code, "6", "2014-01-01 00:00:00", 3),
                    y2 = record(code, "7", "2015-01-01 00:00:00", 3);
  ASSERT_EQ(reply("/uploadEnergyData",
                  energy(y2 + "," + y1 + "," + m2 + "," + m1 + "," + rt3 + "," + rt2 + "," + rt1)),
            kSuccess);

  EXPECT_EQ(askEnergy(0, "2014-10-09"), dataReply(rt1 + "," + rt2));
  EXPECT_EQ(askEnergy(2, "2014-10-31"), dataReply(m1));
  EXPECT_EQ(askEnergy(2, "2014-11-15"), dataReply(m2));
  EXPECT_EQ(askEnergy(3, "2014-12-31"), dataReply(y1));
}

// OQ-23 OQ-67 N-8.8-D7
TEST_F(DownloadsTest, OrderIsByStartThenCodeAndSpellingsAreAsSent) {
  const std::string late = record("04-01-0000-040200-30", "1.50E+2", "2014-10-09 12:00:00");
  const std::string second = record("04-02-00-00-040200-30", "7.000");
  const std::string first = record("04-01-0000-040200-30", "-0.10");
  ASSERT_EQ(reply("/uploadEnergyData", energy(late + "," + second + "," + first)), kSuccess);

  EXPECT_EQ(askEnergy(1, "2014-10-09"), dataReply(first + "," + second + "," + late));
}

// N-8.10-2 N-8.10-Q3 N-8.10-Q4 N-8.9-Q2
TEST_F(DownloadsTest, EveryMemberOfTheQuestionIsRequiredAndChecked) {
  const std::string question = energyQuestion(1, "2014-10-09");
  const auto ask = [&](const std::string& from, const std::string& to) {
    return reply("/downloadEnergyData", replaced(question, from, to));
  };
  EXPECT_EQ(ask(R"("enterpriseCode")", R"("x")"), missing("enterpriseCode"));
  EXPECT_EQ(ask(R"("statType")", R"("x")"), missing("statType"));
  EXPECT_EQ(ask(R"("statDate")", R"("x")"), missing("statDate"));
  EXPECT_EQ(ask(R"("statType":1)", R"("statType":4)"), malformed("statType 应为0至3"));
  EXPECT_NE(ask("2014-10-09", "2026-02-30").find("E2002"), std::string::npos);
  EXPECT_EQ(reply("/downloadConfigData", kOnlyId), missing("enterpriseCode"));
}

}  // namespace
}  // namespace hub::exchange
