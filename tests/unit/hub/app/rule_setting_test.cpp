#include "hub/app/rule_setting.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

// A rule with a parameter, whatever the catalogue calls it.
const quality::RuleInfo& anyRule() {
  for (const quality::RuleInfo& rule : quality::catalogue())
    if (!rule.parameters.empty()) return rule;
  throw std::logic_error("no rule has parameters");
}

RuleSetting settingOf(const std::string& parameters, std::optional<RuleMode> mode = std::nullopt) {
  RuleSetting setting;
  setting.rule = anyRule().name;
  setting.parameters = parameters;
  setting.mode = mode;
  return setting;
}

std::string json(const std::string& number) {
  return "{\"" + std::string(anyRule().parameters.front().name) + "\":" + number + "}";
}

TEST(RuleSettings, ModesHaveNames) {
  for (const RuleMode mode : {RuleMode::off, RuleMode::report, RuleMode::quarantine})
    EXPECT_EQ(ruleModeNamed(nameOf(mode)), mode);
  EXPECT_EQ(ruleModeNamed("loud"), std::nullopt);
}

TEST(RuleSettings, ParametersAreNamesWithNumbers) {
  const auto parameters = parametersIn({"factor=1.5", "slots=12"});

  ASSERT_TRUE(parameters);
  EXPECT_EQ(*parameters, (std::map<std::string, std::string>{{"factor", "1.5"}, {"slots", "12"}}));
  for (const char* bad : {"factor", "=1", "factor=", "factor=many", "factor=\"1\"", "factor=1 2"})
    EXPECT_FALSE(parametersIn({bad})) << bad;
}

TEST(RuleSettings, ChangeLiesOverWhatIsStored) {
  const std::string name = anyRule().parameters.front().name;
  const auto merged =
      mergedSetting({settingOf(json("2"), RuleMode::quarantine)}, settingOf(""), {{name, "3"}});

  ASSERT_TRUE(merged) << merged.error().cause;
  EXPECT_EQ(merged->parameters, json("3"));
  EXPECT_EQ(merged->mode, RuleMode::quarantine);
}

TEST(RuleSettings, ModeAloneKeepsTheParameters) {
  const auto merged = mergedSetting({settingOf(json("2"))}, settingOf("", RuleMode::off), {});

  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->parameters, json("2"));
  EXPECT_EQ(merged->mode, RuleMode::off);
}

TEST(RuleSettings, OtherPlacesStayApart) {
  RuleSetting elsewhere = settingOf(json("2"), RuleMode::off);
  elsewhere.energyKind = "023300";

  const auto merged = mergedSetting({elsewhere}, settingOf("", RuleMode::report), {});

  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->parameters, "");
}

TEST(RuleSettings, OnlyArrivalRulesQuarantine) {
  for (const quality::RuleInfo& rule : quality::catalogue()) {
    RuleSetting change;
    change.rule = rule.name;
    change.mode = RuleMode::quarantine;
    EXPECT_EQ(mergedSetting({}, change, {}).has_value(), rule.onArrival) << rule.name;
  }
}

TEST(RuleSettings, RefuseUnknownRulesAndParameters) {
  RuleSetting unknown;
  unknown.rule = "no_such_rule";
  unknown.mode = RuleMode::off;

  EXPECT_FALSE(mergedSetting({}, unknown, {}));
  EXPECT_FALSE(mergedSetting({}, settingOf(""), {{"no_such_parameter", "1"}}));
}

}  // namespace
}  // namespace hub::app
