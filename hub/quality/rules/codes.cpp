#include "hub/quality/rules/codes.h"

namespace hub::quality {
namespace {

constexpr std::size_t kScopes = 5;  // 0 = not given, 1 to 4

// By scope: whether a code contradicts it.
std::array<bool, kScopes> contradictedBy(std::string_view code) {
  const bool process = code.substr(0, 2) != "00";
  const bool unit = code.substr(2, 2) != "00";
  const bool equipment = code.substr(4, 4) != "0000";
  return {false, process || unit || equipment, unit || equipment, equipment, false};
}

constexpr const char* kScopeNames[] = {"", "全厂", "生产工序", "生产工序单元", "重点耗能设备"};

}  // namespace

void judgeConfigured(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::unconfiguredCode];
  const ConfigIndex* config = point.batch->config;
  if (rule.off() || !config || config->knows(point.code)) return;
  Hits hits(rule);
  for (const PointBlock& block : point.blocks) hits.addAll(block, verdict);
  hits.report(
      *point.batch, &point, [&] { return "编码" + std::string(point.code) + "未在采集数据项配置中"; },
      verdict);
}

void judgeEnterprise(const ScopedRules& rules, const ArrivedBatch& batch, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::enterpriseUnknown];
  if (rule.off() || batch.config) return;
  Hits hits(rule);
  for (std::size_t i = 0; i < batch.series.size(); ++i)
    hits.addAll({.series = i, .values = batch.series[i].values}, verdict);
  hits.report(
      batch, nullptr, [] { return "未上传用能单位基础信息"; }, verdict);
}

void judgeScope(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::scopeMismatch];
  if (rule.off() || !point.isStructured()) return;
  const auto contradicted = contradictedBy(point.code);
  Hits hits(rule);
  std::size_t scope = 0;
  for (const PointBlock& block : point.blocks) {
    for (std::size_t i = 0; i < block.values.size(); ++i) {
      const auto given = static_cast<std::size_t>(block.values[i].scope);
      if (given >= kScopes || !contradicted[given]) continue;
      hits.add(block, i, verdict);
      scope = given;
    }
  }
  const auto evidence = [&] {
    return "数据范围为" + std::string(kScopeNames[scope]) + "，编码" + std::string(point.code) +
           "含更细的工序、单元或设备";
  };
  hits.report(*point.batch, &point, evidence, verdict);
}

}  // namespace hub::quality
