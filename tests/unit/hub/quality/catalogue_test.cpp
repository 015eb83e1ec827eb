// The page of the rules is made from the catalogue: with NENGHUB_WRITE_DOCS set, this test writes it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "hub/quality/rule_book.h"

namespace {

using hub::RuleMode;
using hub::quality::catalogue;
using hub::quality::infoOf;
using hub::quality::RuleId;
using hub::quality::RuleInfo;

constexpr const char* kPage = NENGHUB_SOURCE_DIR "/hub/quality/README.md";
constexpr const char* kMark = "<!-- from catalogue.cpp -->\n";

std::string nameOf(RuleMode mode) {
  return mode == RuleMode::off ? "off" : mode == RuleMode::report ? "report" : "quarantine";
}

std::string numberText(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

std::string tableOf(bool onArrival) {
  std::ostringstream out;
  out << "| rule | version | title | mode | parameters | from |\n|---|---|---|---|---|---|\n";
  for (const RuleInfo& rule : catalogue()) {
    if (rule.onArrival != onArrival) continue;
    out << "| `" << rule.name << "` | " << rule.version << " | " << rule.title << " | " << nameOf(rule.mode)
        << " | ";
    const char* separator = "";
    for (const auto& parameter : rule.parameters) {
      out << separator << '`' << parameter.name << "` = " << numberText(parameter.value) << "（"
          << parameter.meaning << "）";
      separator = "<br>";
    }
    out << " | " << rule.clause << " |\n";
  }
  return out.str();
}

std::string read(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool isSnakeCase(const std::string& name) {
  return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
         !name.empty() && name.front() != '_' && name.back() != '_';
}

TEST(Catalogue, NamesRulesAndParametersInSnakeCaseAndOnce) {
  std::set<std::string> names;
  for (const RuleInfo& rule : catalogue()) {
    EXPECT_TRUE(isSnakeCase(rule.name)) << rule.name;
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_GE(rule.version, 1u);
    EXPECT_NE(std::string(rule.clause), "");
    EXPECT_LE(rule.parameters.size(), hub::quality::kParametersMax) << rule.name;
    for (const auto& parameter : rule.parameters) EXPECT_TRUE(isSnakeCase(parameter.name)) << parameter.name;
  }
}

TEST(Catalogue, StandsInTheOrderOfTheIds) {
  EXPECT_STREQ(infoOf(RuleId::enterpriseUnknown).name, "enterprise_unknown");
  EXPECT_STREQ(infoOf(RuleId::startIsUploadTime).name, "start_is_upload_time");
  EXPECT_STREQ(infoOf(RuleId::late).name, "late");
  EXPECT_STREQ(infoOf(RuleId::outOfRange).name, "out_of_range");
  EXPECT_STREQ(infoOf(RuleId::midnightSlot).name, "midnight_slot");
  EXPECT_STREQ(infoOf(RuleId::incomplete).name, "incomplete");
  EXPECT_STREQ(infoOf(RuleId::plantBelowProcesses).name, "plant_below_processes");
  EXPECT_STREQ(infoOf(RuleId::coordinates).name, "coordinates");
  EXPECT_STREQ(infoOf(RuleId::calibrationOverdue).name, "calibration_overdue");
  for (const RuleInfo& rule : catalogue())
    EXPECT_EQ(rule.onArrival, &rule <= &infoOf(RuleId::midnightSlot)) << rule.name;
}

TEST(Catalogue, IsWhatThePageSays) {
  const std::string page = read(kPage);
  const std::size_t mark = page.find(kMark);
  ASSERT_NE(mark, std::string::npos) << kPage;
  const std::string expected = page.substr(0, mark) + kMark + "\n## On arrival\n\n" + tableOf(true) +
                               "\n## By the daily job\n\n" + tableOf(false);
  if (std::getenv("NENGHUB_WRITE_DOCS")) std::ofstream(kPage) << expected;
  EXPECT_EQ(read(kPage), expected) << "stale: run this test once with NENGHUB_WRITE_DOCS=1";
}

}  // namespace
