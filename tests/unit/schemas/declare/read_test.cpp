#include "schemas/declare/read.h"

#include <gtest/gtest.h>

#include "schemas/declare/write.h"
#include "schemas/json/parse.h"

namespace schemas {
namespace {

struct Inner {
  std::string name;
  std::optional<std::int32_t> level;

  static constexpr const char* kName = "inner";
  static constexpr const char* kClause = "T-1";
  static constexpr auto fields() {
    return std::tuple{field("name", &Inner::name), field("level", &Inner::level).optional().between(1, 3)};
  }
};

bool isEven(const std::int32_t& value) { return value % 2 == 0; }

// One member of every kind.
struct Sample {
  std::string text;
  std::int32_t even = 0;
  std::int32_t printedAsText = 0;
  Decimal amount;
  bool flag = false;
  CivilTime day;
  std::vector<Inner> list;
  std::optional<std::vector<std::int32_t>> numbers;
  std::optional<Inner> inner;
  std::optional<std::string> choice;
  std::string renamed;

  static constexpr const char* kName = "sample";
  static constexpr const char* kClause = "T-1";
  static constexpr auto fields() {
    using S = Sample;
    return std::tuple{field("text", &S::text),
                      field("even", &S::even).checked(&isEven, "应为偶数"),
                      field("printedAsText", &S::printedAsText).asText(),
                      field("amount", &S::amount),
                      field("flag", &S::flag),
                      field("day", &S::day).dateForm(),
                      field("list", &S::list),
                      field("numbers", &S::numbers).optional().between(0, 9),
                      field("inner", &S::inner).optional(),
                      field("choice", &S::choice).unmarked().among("a|bc"),
                      field("renamed", &S::renamed).unmarked().alsoNamed("old", "T-1-D1")};
  }
};

const std::string kText =
    R"({"text":"x","even":2,"printedAsText":"7","amount":1.50,"flag":true,"day":"2014-10-09",)"
    R"("list":[{"name":"n","level":1}],"numbers":[1,2],"inner":{"name":"m"},"choice":"bc","renamed":"r"})";

tl::expected<Sample, Faults> readText(const std::string& text, ReadContext& context) {
  return read<Sample>(json::parse(text)->root, context);
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = kText;
  return text.replace(text.find(from), from.size(), to);
}

// The faults of the example with one change, as a sender sees them.
std::string detailWith(const std::string& from, const std::string& to) {
  ReadContext context;
  const auto message = readText(with(from, to), context);
  return message ? "accepted" : detailOf(message.error());
}

TEST(Read, FillsEveryKindOfMember) {
  ReadContext context;
  context.strict = true;
  const auto message = readText(kText, context);
  ASSERT_TRUE(message) << detailOf(context.faults);
  EXPECT_EQ(message->printedAsText, 7);
  EXPECT_EQ(message->amount.lexeme(), "1.50");
  EXPECT_EQ(message->list.at(0).level, 1);
  EXPECT_EQ(message->numbers, (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(message->inner->name, "m");
  EXPECT_EQ(write(*message), kText);
}

TEST(Read, NamesEveryFaultWithItsPath) {
  EXPECT_EQ(detailWith("\"name\":\"n\"", "\"name\":\" \""), "list[0].name");
  EXPECT_EQ(detailWith("\"level\":1", "\"level\":4"), "list[0].level 应为1至3");
  EXPECT_EQ(detailWith("[1,2]", "[1,10,\"x\"]"), "numbers[1] 应为0至9; numbers[2] 应为整数");
  EXPECT_EQ(detailWith("{\"name\":\"m\"}", "{}"), "inner.name");
  EXPECT_EQ(detailWith("{\"name\":\"m\"}", "[]"), "inner 应为JSON对象");
  EXPECT_EQ(detailWith("[{\"name\":\"n\",\"level\":1}]", "[null,7]"),
            "list[0] 应为JSON对象; list[1] 应为JSON对象");
  EXPECT_EQ(detailWith("[{\"name\":\"n\",\"level\":1}]", "{}"), "list 应为数组");
  EXPECT_EQ(detailWith("\"even\":2", "\"even\":3"), "even 应为偶数");
  EXPECT_EQ(detailWith("\"bc\"", "\"b\""), "choice 应为a|bc");
  EXPECT_EQ(detailWith("\"text\":\"x\"", "\"text\":{}"), "text 应为字符串");
  ReadContext context;
  readText("[]", context);
  EXPECT_EQ(detailOf(context.faults), "应为JSON对象");
}

TEST(Read, RefusesIntegersThatAreNone) {
  for (const char* value : {"2.0", "2e0", "2147483648", "\"two\"", "\"2x\"", "true", "-2147483649"})
    EXPECT_EQ(detailWith("\"even\":2", std::string("\"even\":") + value), "even 应为整数") << value;
  EXPECT_EQ(detailWith("\"even\":2", "\"even\":\" 2 \""), "accepted");
}

// OQ-12 OQ-29 F-1.3
TEST(Read, TreatsThePrintedSpellingAsStrictAndTheOtherAsTolerated) {
  const std::pair<std::pair<const char*, const char*>, const char*> cases[] = {
      {{"\"printedAsText\":\"7\"", "\"printedAsText\":7"}, "OQ-12"},
      {{"\"even\":2", "\"even\":\"2\""}, "OQ-12"},
      {{"1.50", "\"1.50\""}, "OQ-12"},
      {{"true", "\" TRUE\""}, "OQ-12"},
      {{"2014-10-09", "2014-10-09 00:00:00"}, "OQ-29"},
      {{"\"bc\"", "\"bc \""}, "OQ-15"},
      {{"\"renamed\"", "\"old\""}, "T-1-D1"},
      {{"\"flag\"", "\"FLAG\""}, "F-1.3"}};
  for (const auto& [change, row] : cases) {
    ReadContext tolerant;
    const auto message = readText(with(change.first, change.second), tolerant);
    ASSERT_TRUE(message) << change.second;
    EXPECT_EQ(tolerant.tolerated, (Tolerated{{row, 1}})) << change.second;
    EXPECT_EQ(write(*message), kText);
    ReadContext strict;
    strict.strict = true;
    const auto refused = readText(with(change.first, change.second), strict);
    EXPECT_TRUE(!refused || write(*refused) != kText) << change.second;
  }
}

// OQ-13 F-1.3
TEST(Read, PrefersTheExactNameToOthers) {
  ReadContext context;
  const auto message = readText(R"({"FLAG":true,"old":"o","RENAMED":"r",)" + kText.substr(1), context);
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->flag);
  EXPECT_EQ(message->renamed, "r");
  EXPECT_TRUE(context.tolerated.empty());
}

// OQ-15
TEST(Read, KeepsBlanksOfNamesAndDropsBlankMembers) {
  ReadContext context;
  const auto message = readText(with("\"text\":\"x\"", "\"text\":\" x \""), context);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->text, " x ");
  EXPECT_EQ(detailWith("\"bc\"", "null"), "accepted");
  EXPECT_EQ(detailWith("{\"name\":\"m\"}", "\"\""), "accepted");
  EXPECT_EQ(detailWith("[{\"name\":\"n\",\"level\":1}]", "[]"), "list");
  EXPECT_EQ(detailWith("[{\"name\":\"n\",\"level\":1}]", "\"\""), "list");
}

// OQ-14
TEST(Read, RefusesTheSameNameInOtherLettersWithAnotherValue) {
  ReadContext strict;
  strict.strict = true;  // there it is a further member like any other
  EXPECT_TRUE(readText(R"({"FLAG":false,)" + kText.substr(1), strict));
  ReadContext context;
  const auto twin = [](const char* value) {
    std::string text = kText;
    return text.insert(1, std::string("\"TEXT\":\"") + value + "\",");
  };
  EXPECT_TRUE(readText(twin("x"), context));
  EXPECT_FALSE(readText(twin("y"), context));
  ASSERT_FALSE(context.faults.empty());
  EXPECT_EQ(context.faults[0].path, "text");
}

TEST(Alternatives, AreComparedWhole) {
  EXPECT_TRUE(detail::isAmong("bc", "a|bc"));
  EXPECT_FALSE(detail::isAmong("b", "a|bc"));
  EXPECT_FALSE(detail::isAmong("a|bc", "a|bc"));
  EXPECT_FALSE(detail::isAmong("", "a|bc"));
}

TEST(Path, IsWrittenOnlyWithWhatItHas) {
  const Path root("data[0]");
  const Path list(root, "items");
  EXPECT_EQ(Path(list, std::size_t{17}).text(), "data[0].items[17]");
  const Path nothing{""};
  EXPECT_EQ(Path(nothing, "a").text(), "a");
  EXPECT_EQ(nothing.text(), "");
}

}  // namespace
}  // namespace schemas
