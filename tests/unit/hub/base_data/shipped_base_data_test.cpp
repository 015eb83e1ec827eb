// The files under schemas/base_data as they are shipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "hub/base_data/base_data_check.h"
#include "hub/base_data/base_data_files.h"
#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "tests/support/base_data.h"

namespace {

using hub::base_data::BaseDataImport;
using schemas::BaseData;
using testing::Contains;
using testing::HasSubstr;

const BaseDataImport& shipped() {
  static const BaseDataImport kImport = tests::shippedBaseData();
  return kImport;
}

BaseData wireData() { return *hub::baseDataOf(shipped().lists); }

template <class Rows, class Level>
std::map<int, int> countsBy(const Rows& rows, Level level) {
  std::map<int, int> counts;
  for (const auto& row : rows) ++counts[level(row)];
  return counts;
}

const schemas::base_data::Region* regionOf(const BaseData& data, const std::string& code) {
  for (const auto& row : data.region)
    if (row.code.text() == code) return &row;
  return nullptr;
}

// N-8.4-6
TEST(ShippedBaseData, HasAllDivisionsAndIndustriesOfTheirStandards) {
  const BaseData data = wireData();

  const auto regions = countsBy(data.region, [](const auto& row) { return row.type; });
  const auto industries =
      countsBy(data.industry, [](const auto& row) { return static_cast<int>(row.code.text().size()); });

  EXPECT_EQ(regions, (std::map<int, int>{{1, 34}, {2, 369}, {3, 3479}}));
  EXPECT_EQ(industries, (std::map<int, int>{{1, 20}, {3, 97}, {4, 473}, {5, 1380}}));
}

// N-8.4-2 N-8.4-5
TEST(ShippedBaseData, IsStrictlyValidOnTheWireWithAllNineListsInOrder) {
  const std::string text = schemas::write(wireData());

  const auto parsed = schemas::json::parse(text, true);
  ASSERT_TRUE(parsed);
  schemas::ReadContext context;
  context.strict = true;
  const auto read = schemas::read<BaseData>(parsed->root, context);

  ASSERT_TRUE(read) << schemas::detailOf(read.error());
  EXPECT_EQ(schemas::write(*read), text);
  std::vector<std::string> names;
  for (const auto& member : *parsed->root.object()) names.push_back(member.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"region", "industry", "entType", "collectSystemType", "process",
                                      "collectItem", "collectItemUsage", "energyType", "productQuota"}));
}

// N-8.4-P6 N-8.4-P7 N-8.4-P8
TEST(ShippedBaseData, NamesRegionsAsTheDocumentDoes) {
  const BaseData data = wireData();

  const auto* province = regionOf(data, "110000");
  const auto* county = regionOf(data, "110101");
  const auto* autonomous = regionOf(data, "450000");

  EXPECT_EQ(province->fullName, "北京市");
  EXPECT_EQ(province->name, "北京");
  EXPECT_EQ(province->pcode, "000000");
  EXPECT_EQ(county->name, "东城区");
  EXPECT_EQ(county->pcode, "110100");
  EXPECT_EQ(autonomous->name, "广西");
}

TEST(ShippedBaseData, MarksTheCountiesRunByAProvinceOutsideTheWire) {
  int marked = 0;
  for (const auto& row : shipped().lists.lists.at("region"))
    if (row.find("provinceRun")) ++marked;

  EXPECT_EQ(marked, 32);
  EXPECT_THAT(schemas::write(wireData()), testing::Not(HasSubstr("provinceRun")));
}

// N-8.4-D5
TEST(ShippedBaseData, KeepsTheNamesOfTheExampleThatDiffer) {
  const BaseData data = wireData();

  EXPECT_THAT(data.collectItem, Contains(testing::Truly([](const auto& row) {
                return row.code == "0100" && row.pclass == "01" && row.name == "其他原煤" &&
                       row.pcode == "01";
              })));
  EXPECT_THAT(data.energyType, Contains(testing::Truly([](const auto& row) {
                return row.code == "0100" && row.name == "其它原煤" && row.zbckz == "0.7143";
              })));
}

// N-8.4-D6
TEST(ShippedBaseData, ReportsTheParentTheDocumentDoesNotHave) {
  EXPECT_THAT(shipped().findings, Contains(HasSubstr("上级 08/00 不在表中")));
  for (const auto& finding : shipped().findings) EXPECT_THAT(finding, HasSubstr("collectItem"));
}

TEST(ShippedBaseData, GivesCollectItemsAndEnergyKindsTheSameUnit) {
  const BaseData data = wireData();
  int compared = 0;

  for (const auto& kind : data.energyType)
    for (const auto& item : data.collectItem)
      if (item.type == kind.type + 1 && item.pclass == kind.classCode.text() && item.code == kind.code) {
        EXPECT_EQ(item.unit, kind.unit) << kind.code;
        ++compared;
      }

  EXPECT_EQ(compared, static_cast<int>(data.energyType.size()));
}

TEST(ShippedBaseData, HasTheEmptyListsOfTheNationalDownload) {
  EXPECT_TRUE(shipped().lists.lists.at("厂商").empty());
  EXPECT_TRUE(shipped().lists.lists.at("设备词典").empty());
  EXPECT_FALSE(shipped().lists.lists.at("设备类型").empty());
}

}  // namespace
