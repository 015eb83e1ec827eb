#include "schemas/protocol/markdown.h"

#include <gtest/gtest.h>

#include "tests/fixtures/message_catalogue.h"

namespace schemas::protocol {
namespace {

TEST(Markdown, IsWhatStandsInTheRepository) {
  EXPECT_TRUE(markdown() == fixtures::contentOf("../../schemas/protocol.md"))
      << "schemas/protocol.md is stale: run nenghub_export_protocol schemas";
}

TEST(Markdown, NamesEveryMemberWithItsRow) {
  const std::string page = markdown();
  EXPECT_NE(page.find("| `data[].statDate` | string | 必填 |"), std::string::npos);
  EXPECT_NE(page.find("| N-8.8-Q8 |"), std::string::npos);
  EXPECT_NE(page.find("| `DATA_CODE` | string | 必填 |"), std::string::npos);
  EXPECT_NE(page.find("`E2001`"), std::string::npos);
}

// F-1.3
TEST(Markdown, SaysHowEndDevicesDiffer) {
  const std::string page = markdown();
  EXPECT_NE(page.find("端设备为 `deviceId`"), std::string::npos);
  EXPECT_NE(page.find("端设备请求 `F-1.2.registerDevice`"), std::string::npos);
  EXPECT_NE(page.find("| `downloadBaseDataURL` |"), std::string::npos);
  EXPECT_NE(page.find("端设备可省略"), std::string::npos);
}

TEST(Markdown, HasTablesOfSixCells) {
  std::stringstream page(markdown());
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `") || line.starts_with("| `0`") || line.starts_with("| `E")) continue;
    int bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    EXPECT_EQ(bars, 7) << line;
  }
}

}  // namespace
}  // namespace schemas::protocol
