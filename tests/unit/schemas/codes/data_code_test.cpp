#include "schemas/codes/data_code.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

// N-8.8-Q4 OQ-22
TEST(DataCode, HasSixGroupsAsPrinted) {
  const auto code = DataCode::parseStrict("04-01-02-03-040200-30");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->process(), "04");
  EXPECT_EQ(code->processUnit(), "01");
  EXPECT_EQ(code->equipment(), "02");
  EXPECT_EQ(code->equipmentUnit(), "03");
  EXPECT_EQ(code->energyClass(), "04");
  EXPECT_EQ(code->energyKind(), "0200");
  EXPECT_EQ(code->usage(), "30");
  EXPECT_TRUE(code->isPrintedForm());
  EXPECT_EQ(code->canonical(), "0401020304020030");
}

// N-8.8-D7 OQ-22
TEST(DataCode, MeetsItselfInEveryShape) {
  const auto printed = *DataCode::parse("04-01-00-00-040200-30");
  for (const char* text : {"04-01-0000-040200-30", "04-01-0000040200-30", "0401000004020030"}) {
    EXPECT_FALSE(DataCode::parseStrict(text)) << text;
    const auto code = DataCode::parse(text);
    ASSERT_TRUE(code) << text;
    EXPECT_EQ(*code, printed);
    EXPECT_EQ(code->raw(), text);
    EXPECT_FALSE(code->isPrintedForm());
  }
  EXPECT_NE(printed, *DataCode::parse("04-02-00-00-040200-30"));
}

TEST(DataCode, RefusesDashesThatInventABorder) {
  for (const char* text :
       {"0-401-00-00-040200-30", "04-01-00-00-0402-0030", "040-1000004020030", "04--0100-00-040200-30",
        "-0401000004020030", "0401000004020030-", "04-01-00-00-040200-3", "04-01-00-00-040200-300",
        "04-01-00-00-0402a0-30", "", "04-01-00-00-040200-30-"})
    EXPECT_FALSE(DataCode::parse(text)) << text;
}

// G-7.2-Q3 G-7.2-D14 G-7.5-4
TEST(DataCode, KeepsTheOpaqueCodesOfG) {
  const auto code = DataCode::parseOpaque("0401-01-40200-31");
  ASSERT_TRUE(code);
  EXPECT_FALSE(code->isStructured());
  EXPECT_FALSE(code->isPrintedForm());
  EXPECT_EQ(code->canonical(), "0401-01-40200-31");
  EXPECT_TRUE(code->process().empty());
  EXPECT_TRUE(DataCode::parseOpaque("04-01-00-00-040200-30")->isStructured());
  for (const char* text :
       {"", "a-b-c", "a-b-c-d-e-f-g", "a--b-c-d", "-a-b-c-d", "a-b-c-d-", "a-b-c-d|", "a-b-c-中"})
    EXPECT_FALSE(DataCode::parseOpaque(text)) << text;
  EXPECT_FALSE(DataCode::parseOpaque("a-b-c-" + std::string(60, 'd')));
}

// F-1.3 OQ-22
TEST(DataCode, KeepsTheThirteenDigitsOf2014Opaque) {
  const auto code = DataCode::parseOld("0401-01-40200-31");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->canonical(), "0401-01-40200-31");
  EXPECT_FALSE(code->isStructured());
  for (const char* text : {"", "04-01-00-00-040200-30", "0401000004020030", "0401-01-40200-3",
                           "0401-01-40200-311", "0401-01-4020a-31", "0401_01-40200-31", "0401014020031"})
    EXPECT_FALSE(DataCode::parseOld(text)) << text;
}

}  // namespace
}  // namespace schemas
