#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::PeriodFinding;
using hub::PointHabit;
using hub::Result;
using hub::RuleSetting;

Result<std::vector<RuleSetting>> FakeQuality::settings() {
  HUB_CHECK(session_.enter());
  std::vector<RuleSetting> result;
  for (const auto& [key, setting] : *session_.tables.qualitySettings) result.push_back(setting);
  return result;
}

Result<void> FakeQuality::putSetting(const RuleSetting& setting) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.qualitySettings.edit();
  const SettingKey key{setting.rule, setting.enterprise, setting.peer, setting.energyKind};
  if (setting.mode || !setting.parameters.empty())
    rows[key] = setting;
  else
    rows.erase(key);
  return {};
}

Result<void> FakeQuality::putFindings(const std::vector<PeriodFinding>& findings) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.qualityFindings.edit();
  for (const PeriodFinding& one : findings) {
    const hub::Finding& finding = one.finding;
    rows[{finding.enterprise, one.period, finding.rule, finding.code, finding.statType}] = one;
  }
  return {};
}

Result<void> FakeQuality::clearFindings(const std::string& enterprise, const std::string& rule,
                                        schemas::CivilDate period) {
  HUB_CHECK(session_.enter());
  std::erase_if(session_.tables.qualityFindings.edit(), [&](const auto& row) {
    const PeriodFinding& one = row.second;
    return one.finding.enterprise == enterprise && one.finding.rule == rule && one.period == period;
  });
  return {};
}

Result<std::vector<PeriodFinding>> FakeQuality::findings(const std::string& enterprise,
                                                         schemas::CivilDate from, schemas::CivilDate to) {
  HUB_CHECK(session_.enter());
  std::vector<PeriodFinding> result;
  for (const auto& [key, one] : *session_.tables.qualityFindings)
    if (one.finding.enterprise == enterprise && one.period >= from && one.period <= to) result.push_back(one);
  return result;
}

Result<std::vector<PointHabit>> FakeQuality::habits(const std::string& enterprise) {
  HUB_CHECK(session_.enter());
  std::vector<PointHabit> result;
  for (const auto& [key, habit] : *session_.tables.pointHabits)
    if (habit.enterprise == enterprise) result.push_back(habit);
  return result;
}

Result<void> FakeQuality::putHabits(const std::vector<PointHabit>& habits) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.pointHabits.edit();
  for (const PointHabit& habit : habits) rows[{habit.enterprise, habit.code}] = habit;
  return {};
}

}  // namespace fakes
