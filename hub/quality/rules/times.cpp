#include "hub/quality/rules/times.h"

#include <algorithm>

namespace hub::quality {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

constexpr std::int64_t kDay = 86400;

/// How far starts of one frequency lie beside the grid.
class Grid {
 public:
  Grid(StatType statType, const RuleInForce& rule)
      : statType_(statType),
        daySeconds_(static_cast<std::int64_t>(rule["day_seconds"])),
        monthSeconds_(static_cast<std::int64_t>(rule["month_seconds"])) {}

  bool holds(CivilTime at) const {
    switch (statType_) {
      case StatType::realTime:
        return at.seconds % 60 == 0;
      case StatType::daily:
        return at.seconds % kDay <= daySeconds_ || kDay - at.seconds % kDay <= daySeconds_;
      case StatType::monthly:
        return isNear(at, at.date().firstOfMonth(), monthSeconds_) ||
               isNear(at, at.date().firstOfMonth().plusDays(32).firstOfMonth(), monthSeconds_);
      case StatType::yearly:
        return isNear(at, at.date().firstOfYear(), monthSeconds_) ||
               isNear(at, at.date().firstOfYear().plusDays(366).firstOfYear(), monthSeconds_);
    }
    return true;
  }

 private:
  static bool isNear(CivilTime at, CivilDate start, std::int64_t seconds) {
    const std::int64_t beside = at.seconds - CivilTime::at(start).seconds;
    return beside <= seconds && -beside <= seconds;
  }

  StatType statType_;
  std::int64_t daySeconds_, monthSeconds_;
};

// A period is late when it ended more than `days` before it came.
std::array<CivilTime, 4> lateBefore(CivilTime received, const RuleInForce& rule) {
  std::array<CivilTime, 4> limits{};
  constexpr std::int64_t kLengths[] = {0, 1, 31, 366};
  for (std::size_t i = 0; i < limits.size(); ++i)
    limits[i].seconds =
        received.seconds - static_cast<std::int64_t>(rule["days"] * kDay) - kLengths[i] * kDay;
  return limits;
}

}  // namespace

void judgeStarts(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  Hits misaligned(rules[RuleId::misaligned]), future(rules[RuleId::future]);
  Hits equal(rules[RuleId::startIsUploadTime]);
  const Grid grid(point.statType, misaligned.rule());
  const CivilTime latest{point.batch->received.seconds + static_cast<std::int64_t>(future.rule()["seconds"])};
  CivilTime beside, ahead, same;
  for (const PointBlock& block : point.blocks) {
    for (std::size_t i = 0; i < block.values.size(); ++i) {
      const SeriesValue& value = block.values[i];
      if (!value.derivedStart && !grid.holds(value.at) && !misaligned.rule().off()) {
        misaligned.add(block, i, verdict);
        beside = value.at;
      }
      if (value.at > latest && !future.rule().off()) {
        future.add(block, i, verdict);
        ahead = value.at;
      }
      if (value.at == value.uploadDate && !value.derivedStart && !equal.rule().off()) {
        equal.add(block, i, verdict);
        same = value.at;
      }
    }
  }
  const ArrivedBatch& batch = *point.batch;
  const auto text = [](CivilTime time) { return "统计起始时间" + time.text(); };
  misaligned.report(
      batch, &point, [&] { return text(beside) + "，不是统计周期的起始"; }, verdict);
  future.report(
      batch, &point, [&] { return text(ahead) + "，接收时间" + batch.received.text(); }, verdict);
  equal.report(
      batch, &point, [&] { return text(same) + "，与上传时间相同"; }, verdict);
}

BatchTimes::BatchTimes(const ScopedRules& rules, const ArrivedBatch& batch)
    : batch_(batch),
      fromDevice_(batch.sender && batch.sender->isDevice()),
      lateBefore_(lateBefore(batch.received, rules[RuleId::late])),
      future_(rules[RuleId::future]),
      drift_(rules[RuleId::clockDrift]),
      twelve_(rules[RuleId::twelveHourClock]),
      derived_(rules[RuleId::derivedStart]),
      late_(rules[RuleId::late]) {}

bool BatchTimes::isTwelveHours(std::int64_t behindSeconds) const {
  constexpr std::int64_t kHalfDay = kDay / 2;
  const double off = twelve_.rule()["tolerance_seconds"];
  const auto isNear = [off](std::int64_t seconds, std::int64_t to) {
    return static_cast<double>(std::abs(seconds - to)) <= off;
  };
  // 21:58 is written 09:58 and 00:58 is written 12:58.
  const int hour = batch_.received.secondOfDay() / 3600;
  return hour == 0 ? isNear(behindSeconds, -kHalfDay) : hour > 12 && isNear(behindSeconds, kHalfDay);
}

// The most telling fault only. A platform passes on upload times of others, which may lie back; what was made
// at this node has its own clock.
Hits* BatchTimes::clockFaultOf(CivilTime uploaded) {
  const std::int64_t behind = batch_.received.seconds - uploaded.seconds;
  Hits* fault = nullptr;
  const bool isForeign = batch_.sender != nullptr;
  if (isForeign && !twelve_.rule().off() && isTwelveHours(behind))
    fault = &twelve_;
  else if (!future_.rule().off() && static_cast<double>(-behind) > future_.rule()["seconds"])
    fault = &future_;
  else if (isForeign && !drift_.rule().off() &&
           (static_cast<double>(-behind) > drift_.rule()["ahead_seconds"] ||
            (fromDevice_ && static_cast<double>(behind) > drift_.rule()["behind_seconds"])))
    fault = &drift_;
  if (fault && fault->count() == 0) worst_[fault == &future_ ? 0 : fault == &drift_ ? 1 : 2] = uploaded;
  return fault;
}

void BatchTimes::look(const Point& point, Verdict& verdict) {
  const CivilTime lateLimit = lateBefore_[static_cast<std::size_t>(point.statType)];
  const bool seesLate = !late_.rule().off(), seesDerived = !derived_.rule().off();
  for (const PointBlock& block : point.blocks) {
    for (std::size_t i = 0; i < block.values.size(); ++i) {
      const SeriesValue& value = block.values[i];
      if (value.uploadDate != uploaded_) {
        uploaded_ = value.uploadDate;
        fault_ = clockFaultOf(uploaded_);
      }
      if (fault_) fault_->add(block, i, verdict);
      if (value.derivedStart && seesDerived) derived_.add(block, i, verdict);
      if (value.at < lateLimit && seesLate) {
        if (late_.count() == 0 || value.at < earliest_) earliest_ = value.at;
        late_.add(block, i, verdict);
      }
    }
  }
}

void BatchTimes::report(Verdict& verdict) const {
  const Hits* clock[] = {&future_, &drift_, &twelve_};
  for (std::size_t i = 0; i < worst_.size(); ++i) {
    const auto evidence = [&] {
      return "上传时间" + worst_[i].text() + "，接收时间" + batch_.received.text();
    };
    clock[i]->report(batch_, nullptr, evidence, verdict);
  }
  derived_.report(
      batch_, nullptr, [&] { return std::to_string(derived_.count()) + "个值由上传时间推算"; }, verdict);
  late_.report(
      batch_, nullptr, [&] { return "最早" + earliest_.text() + "，接收时间" + batch_.received.text(); },
      verdict);
}

}  // namespace hub::quality
