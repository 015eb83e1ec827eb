#include "hub/exchange/findings.h"

#include <algorithm>

namespace hub::exchange {
namespace {

using schemas::StatType;

constexpr std::size_t kKeptPerRule = 20;
constexpr int kFractionDigitsMax = 10;  // N-8.8-Q5; more is kept, and told (OQ-67)

std::string memberOf(const Incoming& incoming, const char* name) {
  return "data[" + std::to_string(incoming.position) + "]." + name;
}

// Real time is due every quarter of an hour, in practice at any whole minute (T-03).
bool isAligned(StatType statType, schemas::CivilTime at) {
  const schemas::CivilDate day = at.date();
  switch (statType) {
    case StatType::realTime:
      return at.secondOfDay() % 60 == 0;
    case StatType::daily:
      return at.secondOfDay() == 0;
    case StatType::monthly:
      return at.secondOfDay() == 0 && day == day.firstOfMonth();
    case StatType::yearly:
      return at.secondOfDay() == 0 && day == day.firstOfYear();
  }
  return true;
}

void findInTimes(const Incoming& incoming, schemas::CivilTime now, Findings& findings) {
  const schemas::EnergyRecord& record = incoming.record;
  const auto statType = static_cast<StatType>(record.statType);
  if (!incoming.derivedStart && !isAligned(statType, record.statDate))
    findings.add("misaligned", memberOf(incoming, "statDate"), "不是统计周期的起始时间");
  const schemas::CivilTime tomorrow{now.seconds + 86400};
  if (record.statDate > tomorrow)
    findings.add("future", memberOf(incoming, "statDate"), "晚于当前时间一天以上");
  if (record.uploadDate > tomorrow)
    findings.add("future", memberOf(incoming, "uploadDate"), "晚于当前时间一天以上");
}

// A code of one process with the scope of the whole plant: reported only, the document's own example is so
// (N-8.8-D6).
bool contradictsScope(const schemas::EnergyRecord& record) {
  return record.scope == 1 && record.dataCode.isStructured() && record.dataCode.process() != "00";
}

std::set<std::string> configuredCodes(const EnterpriseConfig& config) {
  std::set<std::string> codes;
  for (const schemas::CollectItemConfig& item : config.collectItems)
    codes.insert(item.processCode.text() + item.processUnitCode.text() + item.equipmentCode.text() +
                 item.equipmentUnitCode.text() + item.energyClassCode.text() + item.energyTypeCode.text() +
                 item.dataUsageCode.text());
  return codes;
}

// A finding, or for a sender that must not send unknown codes a refusal.
Result<void> meetUnknown(const Intake& intake, Findings& findings, const char* rule,
                         const std::string& member, const char* detail) {
  if (intake.sender.peer && intake.sender.peer->profile.rejectUnknown)
    return fail(Failure::malformed, member + " " + detail, rule);
  findings.add(rule, member, detail);
  return {};
}

}  // namespace

void Findings::add(const std::string& rule, const std::string& member, const std::string& detail) {
  const std::size_t met = ++met_[rule];
  if (met <= kKeptPerRule) kept_.push_back({{}, enterprise_, rule, member, detail});
}

std::vector<Finding> Findings::take(BatchId batch) const {
  std::vector<Finding> result = kept_;
  std::map<std::string, std::size_t> seen;
  for (Finding& finding : result) {
    finding.batch = batch;
    const std::size_t all = met_.at(finding.rule);
    if (++seen[finding.rule] == kKeptPerRule && all > kKeptPerRule)
      finding.detail += "（共" + std::to_string(all) + "处）";
  }
  return result;
}

void findInValues(const Intake& intake, schemas::CivilTime now, Findings& findings) {
  std::set<std::string> contradicting;
  for (const Incoming& incoming : intake.records) {
    findInTimes(incoming, now, findings);
    const schemas::EnergyRecord& record = incoming.record;
    if (record.dataValue.fractionDigits() > kFractionDigitsMax)
      findings.add("fraction_digits", memberOf(incoming, "dataValue"), "小数超过10位");
    if (incoming.derivedStart)
      findings.add("derived_start", memberOf(incoming, "statDate"), "统计起始时间由上传时间推算");
    if (contradictsScope(record) && contradicting.insert(record.dataCode.canonical()).second)
      findings.add("scope_mismatch", memberOf(incoming, "scope"), "数据范围为全厂，编码含生产工序");
  }
}

Result<void> findInConfig(const Intake& intake, const std::optional<EnterpriseConfig>& config,
                          Findings& findings) {
  if (!config)
    return meetUnknown(intake, findings, "enterprise_unknown", "enterpriseCode", "未上传用能单位基础信息");
  const std::set<std::string> configured = configuredCodes(*config);
  std::set<std::string> met;
  for (const Incoming& incoming : intake.records) {
    const std::string& code = incoming.record.dataCode.canonical();
    if (configured.contains(code) || !met.insert(code).second) continue;
    HUB_CHECK(meetUnknown(intake, findings, "unconfigured_code", memberOf(incoming, "dataCode"),
                          "未在采集数据项配置中"));
  }
  return {};
}

std::vector<SeriesKey> realTimeDue(const Intake& intake) {
  constexpr std::int32_t kByHand = 5;
  if (intake.channel == Channel::gData || intake.channel == Channel::collected) return {};
  std::set<SeriesKey> due, given;
  for (const Incoming& incoming : intake.records) {
    const schemas::EnergyRecord& record = incoming.record;
    SeriesKey key{intake.enterprise, record.dataCode.canonical(), StatType::realTime, record.statDate.date()};
    if (record.statType == 0)
      given.insert(std::move(key));
    else if (record.statType == 1 && record.inputType != kByHand)
      due.insert(std::move(key));
  }
  std::vector<SeriesKey> missing;
  std::set_difference(due.begin(), due.end(), given.begin(), given.end(), std::back_inserter(missing));
  return missing;
}

void findMissingRealTime(const std::vector<SeriesKey>& missing, Findings& findings) {
  for (const SeriesKey& key : missing)
    findings.add("missing_real_time", key.code, key.period.text() + " 有日数据而无实时数据");
}

}  // namespace hub::exchange
