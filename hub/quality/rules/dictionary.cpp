#include "hub/quality/rules/dictionary.h"

#include "hub/quality/coefficient_ranges.h"
#include "hub/quality/number.h"
#include "hub/quality/point.h"

namespace hub::quality {
namespace {

// Tons of standard coal for a unit; nullopt when the row names no coefficient.
std::optional<double> coefficientOf(const schemas::base_data::EnergyType& row) {
  const auto reference = schemas::Decimal::parse(row.zbckz);
  if (!reference || row.dwzbx.empty()) return std::nullopt;
  return numberOf(*reference).value * numberOf(row.dwzbx).value;
}

bool isOutside(const schemas::base_data::EnergyType& row) {
  const bool isFuel = row.classCode.text() == "01" || row.classCode.text() == "02";
  const auto range = coefficientRange(row.code);
  const auto coefficient = coefficientOf(row);
  return isFuel && range && coefficient && (*coefficient < range->least || *coefficient > range->most);
}

}  // namespace

std::vector<PeriodFinding> judgeCoefficients(const RuleBook& rules,
                                             const std::vector<schemas::base_data::EnergyType>& energyTypes,
                                             schemas::CivilDate month) {
  const RuleInForce rule = rules.inForce(RuleId::dictionaryCoefficient, {});
  if (rule.off()) return {};
  PeriodFinding found;
  found.period = month;
  Finding& finding = found.finding;
  finding.rule = rule.info->name;
  finding.version = rule.info->version;
  finding.clause = rule.info->clause;
  finding.count = 0;
  for (const auto& row : energyTypes) {
    if (!isOutside(row)) continue;
    if (finding.count++ > 0) continue;
    const auto range = *coefficientRange(row.code);
    finding.evidence = row.name + "（" + row.code + "）折标系数" + textOf(*coefficientOf(row)) + "，应为" +
                       textOf(range.least) + "至" + textOf(range.most);
  }
  if (finding.count == 0) return {};
  return {found};
}

}  // namespace hub::quality
