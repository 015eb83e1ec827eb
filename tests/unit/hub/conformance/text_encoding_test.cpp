#include "hub/conformance/text_encoding.h"

#include <gtest/gtest.h>

namespace hub::conformance {
namespace {

using namespace std::string_literals;

std::string faultOf(const std::string& bytes) { return encodingFault(bytes).value_or("utf-8"); }
bool isSaid(const std::string& bytes, const std::string& words) {
  return faultOf(bytes).find(words) != std::string::npos;
}

TEST(EncodingFault, IsNoneForUtf8) {
  EXPECT_EQ(faultOf("{\"name\":\"全厂\"}"), "utf-8");
  EXPECT_EQ(faultOf("\xEF\xBB\xBF{}"), "utf-8");
  EXPECT_EQ(faultOf("not JSON, but text"), "utf-8");
}

TEST(EncodingFault, TellsGbkFromOtherBrokenText) {
  EXPECT_TRUE(isSaid("{\"name\":\"\xc8\xab\xb3\xa7\"}", "文件不是UTF-8，像是GBK，"));
  EXPECT_TRUE(isSaid("{\"name\":\"\xe5\x85\"}", "文件不是UTF-8"));
  EXPECT_TRUE(isSaid("{\"name\":\"\xff\"}", "文件不是UTF-8（第10字节起）"));
}

TEST(EncodingFault, KnowsEmptyFilesArchivesAndBinaries) {
  EXPECT_TRUE(isSaid("", "文件是空的"));
  EXPECT_TRUE(isSaid(" \r\n\t", "文件是空的"));
  EXPECT_TRUE(isSaid("\xEF\xBB\xBF", "文件是空的"));
  EXPECT_TRUE(isSaid("\x1f\x8b\x08\x00 abc"s, "gzip"));
  EXPECT_TRUE(isSaid("PK\x03\x04 abc", "zip"));
  EXPECT_TRUE(isSaid("\x89PNG\r\n", "图片"));
  EXPECT_TRUE(isSaid("\x00\x01\x02\x03\x04\x05"s, "二进制"));
  EXPECT_TRUE(isSaid("{\0\"\0a\0"s, "UTF-16"));
  EXPECT_TRUE(isSaid("\xFF\xFE{\0"s, "UTF-16"));
}

}  // namespace
}  // namespace hub::conformance
