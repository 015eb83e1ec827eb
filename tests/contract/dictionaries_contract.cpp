#include "schemas/json/parse.h"
#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::fresh;
using hub::DictionaryChange;
using hub::DictionaryLists;
using hub::DictionaryVersion;
using schemas::json::Value;

std::vector<Value> rows(const std::string& text) {
  const auto parsed = schemas::json::parse(text, true);
  if (!parsed) throw std::runtime_error("no JSON: " + text);
  return *parsed->root.array();
}

/// A row with no member but code and name.
std::string row(const std::string& code, const std::string& name) {
  return R"({"code":")" + code + R"(","name":")" + name + R"("})";
}

std::string textOf(const std::vector<Value>& list) { return schemas::json::write(Value(list)); }

class DictionariesContract : public contract::StorageContract {
 protected:
  DictionaryChange import(const std::string& list, const std::string& text) {
    DictionaryLists lists;
    lists.lists[list] = rows(text);
    return import(lists);
  }
  DictionaryChange import(const DictionaryLists& lists) {
    DictionaryVersion version;
    version.source = "数据字典𠮷";
    version.imported = at("2026-11-20 01:02:03");
    version.upstream = "12";
    return unit([&](auto& work) { return work.dictionaries().import(lists, version); });
  }
  DictionaryVersion current() {
    return unit([&](auto& work) { return work.dictionaries().current(); });
  }
  std::string load(const std::string& list) {
    const DictionaryLists found = unit([&](auto& work) { return work.dictionaries().load({list}); });
    const auto rowsFound = found.lists.find(list);
    return rowsFound == found.lists.end() ? "[]" : textOf(rowsFound->second);
  }
  bool knows(const std::string& list, const std::string& code) {
    return unit([&](auto& work) { return work.dictionaries().knows(list, code); });
  }
};
INSTANTIATE_TEST_SUITE_P(Of, DictionariesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(DictionariesContract, RowsComeBackInTheirOrderWithEveryMember) {
  const std::string list = fresh("list");
  const std::string text = R"([{"code":"0200","name":"无烟煤𠮷\"","dwzbx":0.7140,"jgzh":true,"pcode":""},)"
                           R"({"code":"0100","type":1,"zbckz":"1.0E-7","deep":{"a":[1,null,false]}}])";

  import(list, text);

  EXPECT_EQ(load(list), text);
  EXPECT_EQ(load(fresh("list")), "[]");
}

// OQ-31
TEST_P(DictionariesContract, EachDifferenceRaisesTheVersion) {
  const std::string list = fresh("list");
  std::int64_t last = current().number;

  for (const std::string& text :
       {"[" + row("1", "a") + "]", "[" + row("1", "b") + "]", "[" + row("1", "b") + "," + row("2", "c") + "]",
        "[" + row("2", "c") + "]", "[" + row("1", "a") + "]"}) {
    const DictionaryChange change = import(list, text);
    EXPECT_GT(change.version, last);
    EXPECT_EQ(current().number, change.version);
    EXPECT_EQ(load(list), text);
    last = change.version;
  }
}

TEST_P(DictionariesContract, TheVersionTellsWhereItCameFrom) {
  import(fresh("list"), "[" + row("1", "a") + "]");

  const DictionaryVersion version = current();

  EXPECT_EQ(version.source, "数据字典𠮷");
  EXPECT_EQ(version.imported, at("2026-11-20 01:02:03"));
  EXPECT_EQ(version.upstream, "12");
}

TEST_P(DictionariesContract, AnImportWithoutDifferenceKeepsTheVersion) {
  const std::string list = fresh("list");
  const std::string text = "[" + row("1", "a") + "," + row("2", "b") + "]";
  const DictionaryChange first = import(list, text);

  const DictionaryChange second = import(list, text);

  EXPECT_EQ(second.version, first.version);
  EXPECT_EQ(current().number, first.version);
  EXPECT_EQ(second.unchanged, 2u);
  EXPECT_EQ(second.added + second.changed + second.ended, 0u);
}

TEST_P(DictionariesContract, ChangesAreCounted) {
  const std::string list = fresh("list");
  const DictionaryChange first =
      import(list, "[" + row("1", "a") + "," + row("2", "b") + "," + row("3", "c") + "]");

  const DictionaryChange second =
      import(list, "[" + row("1", "a") + "," + row("2", "B") + "," + row("4", "d") + "]");

  EXPECT_EQ(first.added, 3u);
  EXPECT_EQ(second.added, 1u);
  EXPECT_EQ(second.changed, 1u);
  EXPECT_EQ(second.ended, 1u);
  EXPECT_EQ(second.unchanged, 1u);
}

TEST_P(DictionariesContract, AnEndedRowIsNoLongerInForceUntilItReturns) {
  const std::string list = fresh("list");
  import(list, "[" + row("1", "a") + "," + row("2", "b") + "]");

  import(list, "[" + row("2", "b") + "]");
  EXPECT_FALSE(knows(list, "1"));
  EXPECT_TRUE(knows(list, "2"));
  EXPECT_EQ(load(list), "[" + row("2", "b") + "]");

  const DictionaryChange back = import(list, "[" + row("1", "a") + "," + row("2", "b") + "]");
  EXPECT_EQ(back.added, 1u);
  EXPECT_TRUE(knows(list, "1"));
  EXPECT_EQ(load(list), "[" + row("1", "a") + "," + row("2", "b") + "]");
}

TEST_P(DictionariesContract, ARowMayComeInBetween) {
  const std::string list = fresh("list");
  import(list, "[" + row("1", "a") + "," + row("3", "c") + "]");

  import(list, "[" + row("1", "a") + "," + row("2", "b") + "," + row("3", "c") + "]");

  EXPECT_EQ(load(list), "[" + row("1", "a") + "," + row("2", "b") + "," + row("3", "c") + "]");
}

TEST_P(DictionariesContract, AnEmptyListEndsAllItsRows) {
  const std::string list = fresh("list");
  import(list, "[" + row("1", "a") + "]");

  const DictionaryChange change = import(list, "[]");

  EXPECT_EQ(change.ended, 1u);
  EXPECT_EQ(load(list), "[]");
}

TEST_P(DictionariesContract, ListsThatAreNotNamedStay) {
  const std::string kept = fresh("list"), replaced = fresh("list");
  import(kept, "[" + row("1", "a") + "]");

  import(replaced, "[" + row("2", "b") + "]");

  EXPECT_EQ(load(kept), "[" + row("1", "a") + "]");
  const DictionaryLists all = unit([](auto& work) { return work.dictionaries().load({}); });
  EXPECT_TRUE(all.lists.contains(kept));
  EXPECT_TRUE(all.lists.contains(replaced));
  EXPECT_FALSE(knows(replaced, "1"));
}

TEST_P(DictionariesContract, CodesThatDifferInCaseOrATrailingBlankAreDifferent) {
  const std::string list = fresh("list");

  const DictionaryChange change = import(
      list, "[" + row("aB", "a") + "," + row("Ab", "b") + "," + row("é", "c") + "," + row("e", "d") + "]");

  EXPECT_EQ(change.added, 4u);
  EXPECT_FALSE(knows(list, "ab"));
  EXPECT_FALSE(knows(list, "aB "));
  EXPECT_TRUE(knows(list, "Ab"));
}

TEST_P(DictionariesContract, AProcessIsKnownByItsIndustryAndCode) {
  const std::string text = R"([{"code":"01","name":"焦化","industryCode":"C3110"},)"
                           R"({"code":"01","name":"熟料","industryCode":"C3011"},)"
                           R"({"code":"02","name":"水泥","industryCode":"C3011"}])";
  import("process", "[]");

  const DictionaryChange change = import("process", text);

  EXPECT_EQ(change.added, 3u);
  EXPECT_EQ(load("process"), text);
  EXPECT_TRUE(knows("process", "01"));
  EXPECT_FALSE(knows("process", "03"));
  import("process", "[]");
}

TEST_P(DictionariesContract, RowsWithOneCodeInTwoIndustriesChangeApart) {
  const std::string coking = R"({"code":"01","name":"焦化","industryCode":"C3110"})";
  import("process", "[" + coking + R"(,{"code":"01","name":"熟料","industryCode":"C3011"}])");

  const DictionaryChange renamed =
      import("process", "[" + coking + R"(,{"code":"01","name":"烧成","industryCode":"C3011"}])");
  const DictionaryChange shorter = import("process", "[" + coking + "]");

  EXPECT_EQ(renamed.changed, 1u);
  EXPECT_EQ(renamed.unchanged, 1u);
  EXPECT_EQ(shorter.ended, 1u);
  EXPECT_EQ(load("process"), "[" + coking + "]");
  import("process", "[]");
}

TEST_P(DictionariesContract, ThousandsOfRowsAreImportedAtOnce) {
  const std::string list = fresh("region");
  std::string text = "[";
  for (int code = 100'000; code < 103'500; ++code)
    text += (code == 100'000 ? "" : ",") + row(std::to_string(code), "县");
  text += "]";

  EXPECT_EQ(import(list, text).added, 3500u);
  EXPECT_EQ(import(list, text).unchanged, 3500u);
  EXPECT_EQ(load(list), text);
}

}  // namespace
