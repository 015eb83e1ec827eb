#include "schemas/json/value.h"

#include <gtest/gtest.h>

namespace schemas::json {
namespace {

Value sample() {
  return Value(Object{{" RestCode ", Value("x")}, {"n", Value(Number{"1.0"})}, {"b", Value(true)}});
}

TEST(Value, KnowsItsKind) {
  EXPECT_TRUE(Value().isNull());
  EXPECT_TRUE(*Value(true).boolean());
  EXPECT_EQ(Value(Number{"1.0"}).number()->lexeme, "1.0");
  EXPECT_EQ(*Value("a").text(), "a");
  EXPECT_EQ(Value(Array{Value(), Value()}).array()->size(), 2U);
  EXPECT_EQ(sample().object()->size(), 3U);
  EXPECT_EQ(Value("a").object(), nullptr);
}

// OQ-57
TEST(Value, FindsMembersExactlyOrFolded) {
  const Value value = sample();
  EXPECT_EQ(value.find("restcode"), nullptr);
  ASSERT_NE(value.findFolded("RESTCODE "), nullptr);
  EXPECT_EQ(*value.findFolded("RESTCODE ")->text(), "x");
  EXPECT_EQ(Value(Array{}).find("a"), nullptr);
  EXPECT_EQ(Value().findFolded("a"), nullptr);
}

TEST(Value, EqualsByStructureAndLexeme) {
  EXPECT_TRUE(sample() == sample());
  EXPECT_FALSE(Value(Number{"1"}) == Value(Number{"1.0"}));
  EXPECT_FALSE(Value("1") == Value(Number{"1"}));
  EXPECT_FALSE(Value() == Value(false));
  EXPECT_FALSE(Value(Array{Value("a")}) == Value(Array{Value("a"), Value("a")}));
  EXPECT_FALSE(Value(Object{{"a", Value()}}) == Value(Object{{"b", Value()}}));
}

TEST(Folded, TrimsBlanksAndLowersAsciiOnly) {
  EXPECT_EQ(folded(" \tPARENT_Code \n"), "parent_code");
  EXPECT_EQ(folded("  "), "");
  EXPECT_TRUE(equalFolded(" TYPE ", "type"));
  EXPECT_FALSE(equalFolded("TYPE", "types"));
  EXPECT_TRUE(equalFolded(" ", ""));
  EXPECT_FALSE(equalFolded("企业A", "企业B"));
}

}  // namespace
}  // namespace schemas::json
