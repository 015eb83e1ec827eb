#include "hub/base_data/base_data_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using hub::base_data::parseBaseData;
using testing::HasSubstr;

std::string refusalOf(const std::map<std::string, std::string>& files) {
  const auto result = parseBaseData(files);
  return result ? "accepted" : result.error().detail;
}

TEST(BaseDataFiles, GiveTypedRowsAndKeepFurtherColumns) {
  const auto result = parseBaseData(
      {{"region.csv", "code,fullName,name,pcode,type,run\n110000,北京市,北京,000000,1,true\n"}});

  ASSERT_TRUE(result) << result.error().detail;
  const auto& row = result->lists.lists.at("region").at(0);
  EXPECT_EQ(schemas::json::write(row),
            R"({"code":"110000","fullName":"北京市","name":"北京","pcode":"000000","type":1,"run":true})");
}

TEST(BaseDataFiles, LeaveOutListsWithoutAFile) {
  const auto result = parseBaseData({{"deviceType.csv", "code,name\n01,锅炉\n"}});

  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(result->lists.lists.size(), 1U);
  EXPECT_EQ(result->lists.lists.count("设备类型"), 1U);
}

// N-8.4-D3
TEST(BaseDataFiles, ReadAQuotaWithoutValueAsBlank) {
  const auto result =
      parseBaseData({{"productQuota.csv",
                      "code,name,regionCode,industryCode,gbValue,dbValue,elemUnit,denoUnit,quotaUnit,zbx\n"
                      "0001,吨钢综合能耗,110101,C3120,,655,吨标准煤,吨,千克标准煤/吨,1000.0\n"}});

  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_THAT(schemas::json::write(result->lists.lists.at("productQuota").at(0)),
              HasSubstr(R"("gbValue":"","dbValue":655,)"));
}

TEST(BaseDataFiles, NameTheFileAndLineOfABrokenTable) {
  EXPECT_THAT(refusalOf({{"entType.csv", "code,name\n100\n"}}), HasSubstr("entType.csv 第2行"));
  EXPECT_THAT(refusalOf({{"other.csv", "code\n1\n"}}), HasSubstr("other.csv"));
}

}  // namespace
