// What the rules of the job look at and write to.
#pragma once

#include <functional>

#include "hub/quality/history.h"
#include "hub/quality/number.h"

namespace hub::quality {

/// One real-time point on the day: configured, known by habit, or there.
struct DayPoint {
  std::string code;
  const ConfiguredPoint* configured = nullptr;  // for real time
  const PointHabit* habit = nullptr;
  const SeriesBlock* block = nullptr;  // nullptr: no value that day
  std::uint32_t intervalSeconds = 0;   // by habit, else as seen; 0 = not known
};

/// An enterprise's day, arranged for the rules, and the place for what they find.
class DayPoints {
 public:
  DayPoints(const RuleBook& book, const EnterpriseDay& day, HistoryVerdict& verdict);
  DayPoints(const DayPoints&) = delete;
  DayPoints& operator=(const DayPoints&) = delete;

  const EnterpriseDay& day() const { return day_; }
  const ConfigIndex& config() const { return config_; }
  const std::vector<DayPoint>& realTime() const { return points_; }

  RuleInForce rule(RuleId id, std::string_view code = {}) const;
  /// A finding over the day or a month; the caller fills in what it knows beyond rule, period and evidence.
  Finding& add(const RuleInForce& rule, schemas::CivilDate period, std::string evidence);

 private:
  void gather();

  const RuleBook& book_;
  const EnterpriseDay& day_;
  HistoryVerdict& verdict_;
  ConfigIndex config_;
  std::vector<DayPoint> points_;  // ascending by code
};

/// Consumption and output, classes 01 to 04: amounts that add up over time and parts.
bool addsUp(std::string_view code);

/// Numbers of all values of a block, in order.
std::vector<Number> numbersOf(const SeriesBlock& block);

}  // namespace hub::quality
