#include "hub/quality/rules/duplicates.h"

namespace hub::quality {
namespace {

/// Hits with the first pair of values for the evidence.
class Conflicts {
 public:
  explicit Conflicts(const RuleInForce& rule) : hits_(rule) {}

  void add(const PointBlock& block, std::size_t i, const SeriesValue& other, Verdict& verdict) {
    if (hits_.count() == 0)
      evidence_ =
          block.values[i].at.text() + "的值" + block.values[i].value.lexeme() + "与" + other.value.lexeme();
    hits_.add(block, i, verdict);
  }
  void report(const Point& point, Verdict& verdict) const {
    hits_.report(
        *point.batch, &point, [&] { return evidence_; }, verdict);
  }

 private:
  Hits hits_;
  std::string evidence_;
};

void lookInBatch(const PointBlock& block, Conflicts& conflicts, Verdict& verdict) {
  for (std::size_t i = 1; i < block.values.size(); ++i) {
    const SeriesValue& before = block.values[i - 1];
    const SeriesValue& value = block.values[i];
    if (value.at != before.at || value.derivedStart || value.value == before.value) continue;
    conflicts.add(block, i, before, verdict);
  }
}

void lookInStore(const PointBlock& block, Conflicts& conflicts, Verdict& verdict) {
  auto stored = block.stored.begin();
  for (std::size_t i = 0; i < block.values.size(); ++i) {
    const SeriesValue& value = block.values[i];
    while (stored != block.stored.end() && stored->at < value.at) ++stored;
    if (stored == block.stored.end()) return;
    if (stored->at != value.at || stored->uploadDate != value.uploadDate || value.derivedStart) continue;
    if (stored->value == value.value) continue;
    conflicts.add(block, i, *stored, verdict);
  }
}

}  // namespace

void judgeDuplicates(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::conflictingDuplicate];
  if (rule.off()) return;
  Conflicts conflicts(rule);
  for (const PointBlock& block : point.blocks) {
    lookInBatch(block, conflicts, verdict);
    lookInStore(block, conflicts, verdict);
  }
  conflicts.report(point, verdict);
}

}  // namespace hub::quality
