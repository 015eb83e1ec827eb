#include "jobs/quality_settings.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

TEST(QualitySettingsJob, TakesSettingsOver) {
  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  quality::RulesInForce rules;
  RuleSetting setting;
  setting.rule = quality::catalogue().front().name;
  setting.mode = quality::catalogue().front().mode == RuleMode::off ? RuleMode::report : RuleMode::off;
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.quality().putSetting(setting); }));

  ASSERT_TRUE(QualitySettings(storage, rules).runOnce({clock.now()}));

  EXPECT_EQ(rules.current()->mode(setting.rule, {}), *setting.mode);
}

TEST(QualitySettingsJob, KeepsTheRulesOnFailure) {
  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  quality::RulesInForce rules;
  const auto before = rules.current();
  storage.failBegin(Failure::database);

  EXPECT_FALSE(QualitySettings(storage, rules).runOnce({clock.now()}));

  EXPECT_EQ(rules.current(), before);
}

}  // namespace
}  // namespace hub::jobs
