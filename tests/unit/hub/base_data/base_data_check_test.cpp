// The rules over rows, by way of files, in which they are easiest to write.
#include "hub/base_data/base_data_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/base_data/base_data_files.h"

namespace {

using hub::base_data::parseBaseData;
using testing::ElementsAre;
using testing::HasSubstr;

std::string refusalOf(const std::map<std::string, std::string>& files) {
  const auto result = parseBaseData(files);
  return result ? "accepted" : result.error().detail;
}

const std::string kRegions = "code,fullName,name,pcode,type\n";
const std::string kItems = "code,name,pcode,type,pclass,industryCode,unit\n";

// N-8.4-6
TEST(BaseDataCheck, RefuseRowsThatBreakThePatternOfTheirList) {
  EXPECT_THAT(refusalOf({{"region.csv", kRegions + "1100,北京市,北京,000000,1\n"}}),
              HasSubstr("region[0].code"));
  EXPECT_THAT(refusalOf({{"region.csv", kRegions + "110000,北京市,北京,000000,4\n"}}),
              HasSubstr("region[0].type"));
  EXPECT_THAT(refusalOf({{"region.csv", kRegions + "110000,北京市,北京,110000,1\n"}}),
              HasSubstr("region[0].pcode"));
  EXPECT_THAT(refusalOf({{"industry.csv", "code,fullName,jgzh,name,pcode\nC3,x,false,x,C\n"}}),
              HasSubstr("industry[0].code"));
  EXPECT_THAT(refusalOf({{"industry.csv", "code,fullName,jgzh,name,pcode\nC31,x,maybe,x,C\n"}}),
              HasSubstr("industry[0].jgzh"));
  EXPECT_THAT(refusalOf({{"entType.csv", "code,name\n1,内资\n"}}), HasSubstr("entType[0].code"));
  EXPECT_THAT(refusalOf({{"process.csv", "code,name,industryCode\n01,焦化,31\n"}}),
              HasSubstr("process[0].industryCode"));
  EXPECT_THAT(refusalOf({{"collectItem.csv", kItems + "01,原煤,01,3,01,,吨\n"}}),
              HasSubstr("collectItem[0].code"));
  EXPECT_THAT(refusalOf({{"collectItemUsage.csv", "code,name\n1,购进\n"}}),
              HasSubstr("collectItemUsage[0].code"));
  EXPECT_THAT(refusalOf({{"energyType.csv",
                          "code,name,pcode,unit,classCode,nhzbdw,type,zbckz,dwzbx\n"
                          "0100,原煤,01,吨,01,x,2,0.7143,0\n"}}),
              HasSubstr("energyType[0].dwzbx"));
}

TEST(BaseDataCheck, RefuseARowThatStandsTwice) {
  EXPECT_THAT(refusalOf({{"entType.csv", "code,name\n100,内资企业\n100,别名\n"}}),
              HasSubstr("entType[1].code"));
}

TEST(BaseDataCheck, TellRowsOfEqualCodeApartWhereTheDocumentHasThem) {
  EXPECT_EQ(refusalOf({{"collectItem.csv", kItems + "01,一次能源,,1,,,\n01,原煤,,2,01,,吨\n"}}), "accepted");
  EXPECT_EQ(refusalOf({{"process.csv", "code,name,industryCode\n01,焦化,C31\n01,炼油,C25\n"}}), "accepted");
}

// N-8.4-D6
TEST(BaseDataCheck, ReportADanglingParentAndKeepTheRow) {
  const auto result = parseBaseData({{"region.csv", kRegions + "330106,西湖区,西湖区,330100,3\n"}});

  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_THAT(result->findings, ElementsAre(HasSubstr("330100")));
  EXPECT_EQ(result->lists.lists.at("region").size(), 1U);
}

TEST(BaseDataCheck, ReportsAnIndustryThatIsNotInTheList) {
  const auto result =
      parseBaseData({{"industry.csv", "code,fullName,jgzh,name,pcode\nC,制造业,false,制造业,0\n"},
                     {"process.csv", "code,name,industryCode\n01,焦化,C31\n02,其他,C\n"}});

  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_THAT(result->findings, ElementsAre(HasSubstr("C31")));
}

}  // namespace
