#include "hub/quality/point.h"

#include <algorithm>
#include <cstdio>

namespace hub::quality {

bool isStructuredCode(std::string_view code) {
  return code.size() == 16 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view energyKindOf(std::string_view code) {
  return isStructuredCode(code) ? code.substr(8, 6) : std::string_view();
}

bool Point::isStructured() const { return isStructuredCode(code); }

ScopedRules::ScopedRules(const RuleBook& book, const RuleBook::Scope& scope) {
  for (std::size_t i = 0; i < kRuleCount; ++i) rules_[i] = book.inForce(static_cast<RuleId>(i), scope);
}

void Hits::add(const PointBlock& block, std::size_t value, Verdict& verdict) {
  const schemas::CivilTime at = block.values[value].at;
  if (count_ == 0 || at < first_) first_ = at;
  if (count_ == 0 || at > last_) last_ = at;
  ++count_;
  if (rule_.mode == RuleMode::quarantine) verdict.refused.push_back({block.series, value, rule_.info->name});
}

void Hits::addAll(const PointBlock& block, Verdict& verdict) {
  for (std::size_t i = 0; i < block.values.size(); ++i) add(block, i, verdict);
}

void Hits::add(const ArrivedBatch& batch, const Point* point, std::string evidence, Verdict& verdict) const {
  Finding finding{.enterprise = batch.enterprise,
                  .rule = rule_.info->name,
                  .version = rule_.info->version,
                  .count = count_,
                  .first = first_,
                  .last = last_,
                  .evidence = std::move(evidence),
                  .clause = rule_.info->clause};
  if (point) {
    finding.code = point->code;
    finding.statType = point->statType;
  }
  verdict.findings.push_back(std::move(finding));
}

std::string textOf(double number) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%.6g", number);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace hub::quality
