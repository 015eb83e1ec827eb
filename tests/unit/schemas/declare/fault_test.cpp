#include "schemas/declare/fault.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

// N-8.3-10
TEST(Faults, AreE2001WhenAnythingIsMissing) {
  ReadContext context;
  context.malformed("data[0].scope", "应为1至4");
  EXPECT_EQ(codeOf(context.faults), ReplyCode::malformedMember);
  context.missing("provinceId");
  EXPECT_EQ(codeOf(context.faults), ReplyCode::missingMember);
  EXPECT_EQ(detailOf(context.faults), "provinceId; data[0].scope 应为1至4");
}

// OQ-16
TEST(Faults, AreNamedUpToTwenty) {
  ReadContext context;
  for (int i = 0; i < 20; ++i) context.missing("m" + std::to_string(i));
  EXPECT_TRUE(detailOf(context.faults).ends_with("m19"));
  context.missing("m20");
  EXPECT_TRUE(detailOf(context.faults).ends_with("m19; 共21处"));
}

TEST(Faults, OfTheWholeBodyHaveOnlyARule) {
  EXPECT_EQ(detailOf({{Fault::Kind::malformed, "", "应为JSON对象"}}), "应为JSON对象");
  EXPECT_EQ(detailOf({}), "");
}

// OQ-86 N-8.3-9
TEST(ReplyMessage, IsTheTextOfTableThreeWithTheDetail) {
  EXPECT_EQ(replyMessage(ReplyCode::success, ""), "RECEIVE SUCCESS");
  EXPECT_EQ(replyMessage(ReplyCode::missingMember, "data[0].statDate"),
            "请求参数异常，缺少必填项: data[0].statDate");
  EXPECT_EQ(textOf(ReplyCode::success).code, "0");
  EXPECT_EQ(textOf(ReplyCode::platformFault).code, "E1001");
  EXPECT_EQ(textOf(ReplyCode::databaseFault).code, "E1002");
  EXPECT_EQ(textOf(ReplyCode::missingMember).code, "E2001");
  EXPECT_EQ(textOf(ReplyCode::malformedMember).code, "E2002");
}

TEST(ReadContext, CountsEachToleratedRow) {
  ReadContext context;
  context.tolerate("OQ-12");
  context.tolerate("OQ-12");
  context.tolerate("OQ-29");
  EXPECT_EQ(context.tolerated, (Tolerated{{"OQ-12", 2}, {"OQ-29", 1}}));
}

TEST(ReadContext, KeepsABoundedNumberOfFaults) {
  schemas::ReadContext context;
  for (std::size_t i = 0; i < schemas::ReadContext::kFaultsMax + 1000; ++i) context.missing("data");
  EXPECT_TRUE(context.hasTooManyFaults());
  EXPECT_EQ(context.faults.size(), schemas::ReadContext::kFaultsMax + 1);
  EXPECT_EQ(schemas::codeOf(context.faults), schemas::ReplyCode::missingMember);
}

}  // namespace
}  // namespace schemas
