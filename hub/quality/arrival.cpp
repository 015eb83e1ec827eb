#include "hub/quality/arrival.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "hub/quality/point.h"
#include "hub/quality/rules/codes.h"
#include "hub/quality/rules/duplicates.h"
#include "hub/quality/rules/levels.h"
#include "hub/quality/rules/limits.h"
#include "hub/quality/rules/runs.h"
#include "hub/quality/rules/times.h"

namespace hub::quality {
namespace {

using schemas::StatType;

RuleBook::Scope scopeOf(const ArrivedBatch& batch, std::string_view energyKind = {}) {
  return {batch.enterprise, batch.sender ? batch.sender->id : PeerId{}, energyKind};
}

bool isSamePoint(const ArrivedSeries& a, const ArrivedSeries& b) {
  return a.key->statType == b.key->statType && a.key->code == b.key->code;
}

void measure(PointBlock& block) {
  for (const Number& number : block.numbers) {
    const double size = std::abs(number.value);
    block.largest = std::max(block.largest, size);
    if (size > 0 && (block.smallest == 0 || size < block.smallest)) block.smallest = size;
    block.sum += size;
    block.fractionDigits = std::max(block.fractionDigits, number.fractionDigits);
  }
}

/// Goes through a batch point by point.
class Judge {
 public:
  Judge(const RuleBook& book, const ArrivedBatch& batch)
      : book_(book), batch_(batch), wholeBatch_(book, scopeOf(batch)), times_(wholeBatch_, batch) {}

  Verdict run() && {
    judgeEnterprise(wholeBatch_, batch_, verdict_);
    const auto series = batch_.series;
    for (std::size_t from = 0; from < series.size();) {
      std::size_t to = from + 1;
      while (to < series.size() && isSamePoint(series[from], series[to])) ++to;
      lookAt(from, to);
      from = to;
    }
    times_.report(verdict_);
    return std::move(verdict_);
  }

 private:
  void lookAt(std::size_t from, std::size_t to) {
    prepare(from, to);
    const SeriesKey& key = *batch_.series[from].key;
    Point point{.batch = &batch_, .code = key.code, .statType = key.statType, .blocks = blocks_};
    if (batch_.config) point.configured = batch_.config->find(key.code, key.statType);
    const ScopedRules& rules = rulesOf(energyKindOf(key.code));
    judgeConfigured(rules, point, verdict_);
    judgeScope(rules, point, verdict_);
    judgeStarts(rules, point, verdict_);
    judgeDuplicates(rules, point, verdict_);
    judgeFraction(rules, point, verdict_);
    judgeRange(rules, point, verdict_);
    judgeSign(rules, point, verdict_);
    judgeCoefficient(rules, point, verdict_);
    judgeRuns(rules, point, verdict_);
    judgeLevels(rules, point, scratch_, verdict_);
    judgeMidnight(rules, point, verdict_);
    times_.look(point, verdict_);
  }

  // The blocks of series [from, to) with their numbers.
  void prepare(std::size_t from, std::size_t to) {
    std::size_t count = 0;
    for (std::size_t i = from; i < to; ++i) count += batch_.series[i].values.size();
    numbers_.resize(count);
    blocks_.clear();
    Number* next = numbers_.data();
    for (std::size_t i = from; i < to; ++i) {
      const ArrivedSeries& series = batch_.series[i];
      Number* const first = next;
      for (const SeriesValue& value : series.values) *next++ = numberOf(value.value);
      blocks_.push_back({.series = i, .values = series.values, .stored = series.stored});
      blocks_.back().numbers = {first, next};
      measure(blocks_.back());
    }
  }

  const ScopedRules& rulesOf(std::string_view energyKind) {
    const auto found = byKind_.find(energyKind);
    if (found != byKind_.end()) return found->second;
    return byKind_.try_emplace(std::string(energyKind), book_, scopeOf(batch_, energyKind)).first->second;
  }

  const RuleBook& book_;
  const ArrivedBatch& batch_;
  const ScopedRules wholeBatch_;
  std::map<std::string, ScopedRules, std::less<>> byKind_;
  BatchTimes times_;
  std::vector<Number> numbers_;
  std::vector<PointBlock> blocks_;
  std::vector<double> scratch_;
  Verdict verdict_;
};

constexpr std::int32_t kByHand = 5;

void addDue(const ArrivedSeries& series, std::vector<SeriesKey>& due) {
  for (const SeriesValue& value : series.values) {
    if (value.inputType == kByHand) continue;
    due.push_back({series.key->enterprise, series.key->code, StatType::realTime, value.at.date()});
  }
}

bool isGiven(const ArrivedBatch& batch, const SeriesKey& key) {
  const auto place = std::ranges::lower_bound(
      batch.series, key, {}, [](const ArrivedSeries& one) -> const SeriesKey& { return *one.key; });
  return place != batch.series.end() && *place->key == key;
}

}  // namespace

Verdict judge(const RuleBook& rules, const ArrivedBatch& batch) { return Judge(rules, batch).run(); }

std::vector<SeriesKey> realTimeDue(const ArrivedBatch& batch) {
  if (batch.channel == Channel::gData || batch.channel == Channel::collected) return {};
  std::vector<SeriesKey> due;
  for (const ArrivedSeries& series : batch.series)
    if (series.key->statType == StatType::daily) addDue(series, due);
  std::erase_if(due, [&](const SeriesKey& key) { return isGiven(batch, key); });
  std::ranges::sort(due);
  const auto repeated = std::ranges::unique(due);
  due.erase(repeated.begin(), repeated.end());
  return due;
}

std::vector<Finding> missingRealTime(const RuleBook& rules, const ArrivedBatch& batch,
                                     const std::vector<SeriesKey>& missing) {
  std::vector<Finding> findings;
  for (const SeriesKey& key : missing) {
    const auto rule = rules.inForce(RuleId::missingRealTime, scopeOf(batch, energyKindOf(key.code)));
    if (rule.off()) continue;
    const auto day = schemas::CivilTime::at(key.period);
    if (!findings.empty() && findings.back().code == key.code) {
      ++findings.back().count;
      findings.back().last = day;
      continue;
    }
    findings.push_back({.enterprise = batch.enterprise,
                        .rule = rule.info->name,
                        .version = rule.info->version,
                        .code = key.code,
                        .statType = StatType::realTime,
                        .first = day,
                        .last = day,
                        .evidence = key.period.text() + " 有日数据而无实时数据",
                        .clause = rule.info->clause});
  }
  return findings;
}

}  // namespace hub::quality
