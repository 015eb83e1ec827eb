#include "hub/quality/rule_book.h"

#include <gtest/gtest.h>

namespace {

using hub::Failure;
using hub::PeerId;
using hub::RuleMode;
using hub::RuleSetting;
using hub::quality::RuleBook;
using hub::quality::RuleId;

constexpr RuleBook::Scope kScope{"91330000573973053F", PeerId{3}, "023300"};

RuleSetting setting(const char* parameters, std::optional<RuleMode> mode = std::nullopt) {
  RuleSetting result;
  result.rule = "jump";
  result.mode = mode;
  result.parameters = parameters;
  return result;
}

TEST(RuleBook, GivesTheDefaultsOfTheCatalogueWithoutSettings) {
  const RuleBook book;

  EXPECT_EQ(book.mode("jump", kScope), RuleMode::report);
  EXPECT_DOUBLE_EQ(book.parameter("jump", "factor", kScope), 5);
  EXPECT_DOUBLE_EQ(book.parameter("incomplete", "percent", kScope), 90);
  EXPECT_DOUBLE_EQ(book.parameter("month_sum", "percent", kScope), 5);
  EXPECT_DOUBLE_EQ(book.parameter("misaligned", "day_seconds", kScope), 60);
  EXPECT_EQ(book.mode("no_such_rule", kScope), RuleMode::off);
}

TEST(RuleBook, LetsTheNarrowestSettingCountWhateverTheOrder) {
  auto enterprise = setting(R"({"factor":8})"), peer = setting(R"({"factor":7})");
  auto kind = setting(R"({"factor":6})", RuleMode::quarantine);
  enterprise.enterprise = "91330000573973053F";
  peer.peer = PeerId{3};
  kind.energyKind = "023300";
  const auto book = RuleBook::of({enterprise, kind, peer, setting(R"({"factor":5.5})")});

  ASSERT_TRUE(book);
  EXPECT_DOUBLE_EQ(book->parameter("jump", "factor", kScope), 8);
  EXPECT_DOUBLE_EQ(book->parameter("jump", "factor", {"other", PeerId{3}, "023300"}), 7);
  EXPECT_DOUBLE_EQ(book->parameter("jump", "factor", {"other", PeerId{4}, "023300"}), 6);
  EXPECT_DOUBLE_EQ(book->parameter("jump", "factor", {"other", PeerId{4}, ""}), 5.5);
  EXPECT_EQ(book->mode("jump", kScope), RuleMode::quarantine)
      << "a narrower setting that names no mode leaves the wider one's";
  EXPECT_EQ(book->mode("jump", {"other", PeerId{4}, ""}), RuleMode::report);
}

TEST(RuleBook, RefusesWhatItDoesNotKnowAndNamesIt) {
  auto unknown = setting("");
  unknown.rule = "jmup";
  for (const auto& [wrong, name] : {std::pair{unknown, "jmup"},
                                    {setting(R"({"facter":1})"), "facter"},
                                    {setting(R"({"factor":"5"})"), "factor"},
                                    {setting("[5]"), "JSON"},
                                    {setting("{"), "JSON"}}) {
    const auto book = RuleBook::of({wrong});
    ASSERT_FALSE(book);
    EXPECT_EQ(book.error().failure, Failure::malformed);
    EXPECT_NE(book.error().cause.find(name), std::string::npos) << book.error().cause;
  }
}

TEST(RulesInForce, KeepTheOldBookAliveForWhoeverStillUsesIt) {
  hub::quality::RulesInForce rules;
  const auto before = rules.current();
  rules.replace(*RuleBook::of({setting("", RuleMode::off)}));

  EXPECT_EQ(before->mode("jump", kScope), RuleMode::report);
  EXPECT_EQ(rules.current()->mode("jump", kScope), RuleMode::off);
}

}  // namespace
