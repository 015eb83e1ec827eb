#include "hub/exchange/faulty_records.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

using schemas::Fault;
using schemas::Faults;

schemas::json::Value rootOf(const std::string& text) { return schemas::json::parse(text).value().root; }

// OQ-16
TEST(FaultyRecords, EachFaultBelongsToTheRecordItLiesIn) {
  const Faults faults{{Fault::Kind::malformed, "data[2].scope", "应为1至4"},
                      {Fault::Kind::missing, "data[0].statDate", ""},
                      {Fault::Kind::malformed, "data[2].dataValue", "应为数字"},
                      {Fault::Kind::malformed, "data[1]", "应为JSON对象"}};

  const FaultyRecords sorted = sortFaults(faults, rootOf(R"({"data":[{"a":1},5,{"b":"二"},{}]})"));

  EXPECT_TRUE(sorted.structure.empty());
  EXPECT_EQ(sorted.positions, (std::vector<std::size_t>{0, 1, 2}));
  ASSERT_EQ(sorted.quarantined.size(), 3u);
  EXPECT_EQ(sorted.quarantined[0].record, R"({"a":1})");
  EXPECT_EQ(sorted.quarantined[0].member, "data[0].statDate");
  EXPECT_EQ(sorted.quarantined[0].reason, "缺少必填项");
  EXPECT_EQ(sorted.quarantined[1].record, "5");
  EXPECT_EQ(sorted.quarantined[2].position, 2u);
  EXPECT_EQ(sorted.quarantined[2].reason, "应为1至4; data[2].dataValue 应为数字");
}

// OQ-16
TEST(FaultyRecords, AFaultOutsideOfTheRecordsIsOneOfTheStructure) {
  for (const char* path : {"deviceId", "data", "data[9].x", "data[].x", "data[x].y", "data[1", "datax[0].y",
                           "", "data[99999999999999999999].x"}) {
    const FaultyRecords sorted =
        sortFaults({{Fault::Kind::malformed, path, "r"}}, rootOf(R"({"data":[{},{}]})"));
    EXPECT_EQ(sorted.structure.size(), 1u) << path;
    EXPECT_TRUE(sorted.positions.empty()) << path;
  }
}

TEST(FaultyRecords, KeepsABoundedPartOfWhatASenderFaults) {
  std::string text = R"({"DATA":[")" + std::string(kRecordBytesMax - 2, 'a') + "电\"";
  Faults faults{{Fault::Kind::malformed, "data[0]", "r"}};
  for (std::size_t i = 1; i <= kQuarantinedMax; ++i) {
    text += ",1";
    faults.push_back({Fault::Kind::malformed, "data[" + std::to_string(i) + "]", "r"});
  }

  const FaultyRecords sorted = sortFaults(faults, rootOf(text + "]}"));

  EXPECT_EQ(sorted.positions.size(), kQuarantinedMax + 1);
  ASSERT_EQ(sorted.quarantined.size(), kQuarantinedMax);
  EXPECT_EQ(sorted.quarantined[0].record, "\"" + std::string(kRecordBytesMax - 2, 'a') + "…");
}

}  // namespace
}  // namespace hub::exchange
