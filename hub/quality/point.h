// What the rules on arrival look at and write to: the values of one point in a batch, and the hits of a rule
// on them.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/quality/arrival.h"
#include "hub/quality/number.h"

namespace hub::quality {

/// One block of a point, with its numbers and what they amount to.
struct PointBlock {
  std::size_t series = 0;  // index into ArrivedBatch::series
  std::span<const SeriesValue> values, stored;
  std::span<const Number> numbers;  // of `values`
  int fractionDigits = 0;           // the most of any value
  double largest = 0;               // absolute
  double smallest = 0;              // absolute, of those that are not zero; 0 = all are
  double sum = 0;                   // of absolute values
};

/// All values of one data code at one frequency in a batch.
struct Point {
  const ArrivedBatch* batch = nullptr;
  std::string_view code;  // canonical
  schemas::StatType statType = schemas::StatType::realTime;
  const ConfiguredPoint* configured = nullptr;
  std::span<const PointBlock> blocks;

  /// The parts of a structured code: sixteen digits.
  bool isStructured() const;
  std::string_view energyClass() const { return code.substr(8, 2); }
  std::string_view energyKind() const { return code.substr(10, 4); }
};

/// Sixteen digits (OQ-22).
bool isStructuredCode(std::string_view code);
/// Class and kind, six digits; empty for an opaque code.
std::string_view energyKindOf(std::string_view code);

/// All rules as they apply to one energy kind of one enterprise.
class ScopedRules {
 public:
  ScopedRules(const RuleBook& book, const RuleBook::Scope& scope);
  const RuleInForce& operator[](RuleId id) const { return rules_[static_cast<std::size_t>(id)]; }

 private:
  std::array<RuleInForce, kRuleCount> rules_;
};

/// What one rule found at one point, or in the whole batch.
class Hits {
 public:
  explicit Hits(const RuleInForce& rule) : rule_(rule) {}

  const RuleInForce& rule() const { return rule_; }
  std::uint32_t count() const { return count_; }
  void add(const PointBlock& block, std::size_t value, Verdict& verdict);
  void addAll(const PointBlock& block, Verdict& verdict);
  /// One finding, if there was any hit. Without `point` it concerns the whole batch. `evidence` makes its
  /// text, and is asked only then.
  template <class Evidence>
  void report(const ArrivedBatch& batch, const Point* point, Evidence&& evidence, Verdict& verdict) const {
    if (count_ > 0) add(batch, point, evidence(), verdict);
  }

 private:
  void add(const ArrivedBatch& batch, const Point* point, std::string evidence, Verdict& verdict) const;

  const RuleInForce& rule_;
  std::uint32_t count_ = 0;
  schemas::CivilTime first_, last_;
};

/// A number for evidence: at most six significant digits.
std::string textOf(double number);

}  // namespace hub::quality
