#include "hub/quality/rules/enterprise_facts.h"

#include <algorithm>

#include "hub/quality/point.h"

namespace hub::quality {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;

constexpr std::int32_t kOutOfUse = 3;  // N-8.7-Q26

bool isLatitude(double degrees) { return degrees >= 3 && degrees <= 54; }
bool isLongitude(double degrees) { return degrees >= 73 && degrees <= 136; }

void add(DayPoints& points, RuleId id, const std::string& evidence) {
  const RuleInForce rule = points.rule(id);
  if (!rule.off()) points.add(rule, points.day().month(), evidence);
}

void judgeKnown(DayPoints& points, RuleId id, const std::set<std::string>& known, const std::string& code) {
  if (code.empty() || known.empty() || known.contains(code)) return;
  add(points, id, "编码" + code + "不在基础数据字典中");
}

void judgePlace(DayPoints& points, const schemas::Enterprise& enterprise) {
  if (enterprise.latitude.empty() || enterprise.longitude.empty()) return;
  const double latitude = numberOf(enterprise.latitude).value;
  const double longitude = numberOf(enterprise.longitude).value;
  if (isLatitude(latitude) && isLongitude(longitude)) return;
  const bool swapped = isLatitude(longitude) && isLongitude(latitude);
  add(points, RuleId::coordinates,
      "纬度" + enterprise.latitude.lexeme() + "，经度" + enterprise.longitude.lexeme() +
          (swapped ? "，疑似颠倒" : "，不在中国境内（纬度3至54，经度73至136）"));
}

/// Overdue instruments of one data code.
struct Overdue {
  std::uint32_t count = 0;
  CivilDate earliest;
  std::string name;
};

}  // namespace

void judgeFacts(DayPoints& points) {
  const EnterpriseDay& day = points.day();
  if (!schemas::CreditCode::parse(day.enterprise)) add(points, RuleId::creditCode, "编码" + day.enterprise);
  if (!day.config) return;
  const schemas::Enterprise& enterprise = day.config->enterprise;
  if (day.known) {
    judgeKnown(points, RuleId::unknownRegion, day.known->regions, enterprise.regionCode.text());
    judgeKnown(points, RuleId::unknownIndustry, day.known->industries, enterprise.industryCode.text());
  }
  judgePlace(points, enterprise);
}

void judgeCalibration(DayPoints& points) {
  std::map<std::string, Overdue> overdue;
  for (const schemas::MeteringInstrument& instrument : points.day().instruments) {
    const auto next = CivilTime::parseTolerant(instrument.nextCalibration);
    if (!next || instrument.measureState == kOutOfUse) continue;
    const std::string code = instrument.dataCode.empty() ? "" : instrument.dataCode.canonical();
    const RuleInForce rule = points.rule(RuleId::calibrationOverdue, code);
    if (rule.off() || points.day().day.days - next->date().days <= rule["days"]) continue;
    Overdue& one = overdue[code];
    if (one.count++ > 0 && one.earliest <= next->date()) continue;
    one.earliest = next->date();
    one.name = instrument.meteringName;
  }
  for (const auto& [code, one] : overdue) {
    Finding& finding = points.add(
        points.rule(RuleId::calibrationOverdue, code), points.day().month(),
        one.name + "应于" + one.earliest.text() + "前检定，共" + std::to_string(one.count) + "台超期");
    finding.code = code;
    finding.count = one.count;
  }
}

}  // namespace hub::quality
