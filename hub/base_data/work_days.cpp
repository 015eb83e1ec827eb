#include "hub/base_data/work_days.h"

namespace hub::base_data {

using schemas::CivilDate;

std::map<CivilDate, bool> exceptionalDays(const DictionaryLists& lists) {
  std::map<CivilDate, bool> result;
  const auto found = lists.lists.find("holiday");
  if (found == lists.lists.end()) return result;
  for (const auto& row : found->second) {
    const auto* code = row.find("code");
    const auto* works = row.find("works");
    if (!code || !code->text() || !works || !works->boolean()) continue;
    if (const auto day = CivilDate::parse(*code->text())) result[*day] = *works->boolean();
  }
  return result;
}

bool isWorkday(CivilDate day, const std::map<CivilDate, bool>& exceptional) {
  const auto found = exceptional.find(day);
  if (found != exceptional.end()) return found->second;
  const int weekday = ((day.days + 3) % 7 + 7) % 7;  // 0 = Monday; 1970-01-01 was a Thursday
  return weekday < 5;
}

bool isAnnounced(int year, const std::map<CivilDate, bool>& exceptional) {
  const auto first = exceptional.lower_bound(CivilDate::of(year, 1, 1));
  return first != exceptional.end() && first->first.year() == year;
}

}  // namespace hub::base_data
