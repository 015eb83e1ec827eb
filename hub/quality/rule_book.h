// The rules in force: defaults of the program, overridden by settings for energy kinds, peers and
// enterprises.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/ports/quality.h"
#include "hub/quality/rule_id.h"

namespace hub::quality {

/// A named, numeric parameter of a rule with its default and what it means.
struct ParameterInfo {
  const char* name;
  double value;
  const char* meaning;  // Chinese, with the unit
};

/// One rule of the catalogue. `version` grows when its verdict may change for the same data.
struct RuleInfo {
  const char* name;  // snake case, stable: stands in findings
  std::uint32_t version;
  const char* title;   // Chinese
  const char* clause;  // where it comes from
  RuleMode mode;       // by default
  bool onArrival;      // else by job
  std::span<const ParameterInfo> parameters;
};

/// At most so many parameters has a rule.
inline constexpr std::size_t kParametersMax = 4;

/// All rules, in the order of RuleId and of the documentation.
std::span<const RuleInfo> catalogue();
inline const RuleInfo& infoOf(RuleId id) { return catalogue()[static_cast<std::size_t>(id)]; }

/// One rule as it applies to the values of one point.
struct RuleInForce {
  const RuleInfo* info = nullptr;
  RuleMode mode = RuleMode::report;
  std::array<double, kParametersMax> parameters{};

  bool off() const { return mode == RuleMode::off; }
  /// 0 for a name that the rule does not have.
  double operator[](std::string_view parameter) const;
};

/// Immutable; any thread.
class RuleBook {
 public:
  /// The defaults.
  RuleBook() = default;
  /// malformed: an unknown rule or parameter, or a parameter that is no number; the cause names it.
  static Result<RuleBook> of(const std::vector<RuleSetting>& settings);

  /// What a rule does for the values of one point. `energyKind` = six digits, may be empty.
  struct Scope {
    std::string_view enterprise;
    PeerId peer{};
    std::string_view energyKind;
  };
  RuleInForce inForce(RuleId id, const Scope& scope) const;
  /// By name; an unknown rule is off.
  RuleMode mode(std::string_view rule, const Scope& scope) const;
  double parameter(std::string_view rule, std::string_view name, const Scope& scope) const;

 private:
  /// A setting with its names resolved.
  struct Override {
    RuleId rule{};
    RuleSetting setting;
    std::vector<std::pair<std::size_t, double>> parameters;  // position in the rule's list, value
  };
  static Result<Override> overrideOf(const RuleSetting& setting);

  std::vector<Override> overrides_;  // the narrower, the later, so that the last one that fits counts
};

/// The book that requests use now; a job renews it from the store. Thread-safe.
class RulesInForce {
 public:
  RulesInForce() : book_(std::make_shared<const RuleBook>()) {}
  std::shared_ptr<const RuleBook> current() const {
    const std::lock_guard lock(mutex_);
    return book_;
  }
  void replace(RuleBook book) {
    auto fresh = std::make_shared<const RuleBook>(std::move(book));
    const std::lock_guard lock(mutex_);
    book_ = std::move(fresh);
  }

 private:
  mutable std::mutex mutex_;  // guards book_
  std::shared_ptr<const RuleBook> book_;
};

}  // namespace hub::quality
