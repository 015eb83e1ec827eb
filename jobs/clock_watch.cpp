#include "jobs/clock_watch.h"

#include <algorithm>

namespace hub::jobs {
namespace {

bool isOff(milliseconds offset) { return std::chrono::abs(offset) > ClockWatch::kOffMax; }

// Nearer than what raises it: an offset about the limit must not raise and end it in turn.
bool isNear(milliseconds offset) { return std::chrono::abs(offset) <= ClockWatch::kNear; }

bool isPeer(const std::string& against) {
  return against != ClockReadings::kItself && against != ClockReadings::kStore;
}

std::string textOf(const std::string& host, const std::string& against, milliseconds offset) {
  const std::int64_t seconds = std::chrono::round<std::chrono::seconds>(std::chrono::abs(offset)).count();
  const std::string amount = (offset.count() > 0 ? "快 " : "慢 ") + std::to_string(seconds) + " 秒";
  if (against == ClockReadings::kItself)
    return "主机 " + host + " 的时钟发生跳变：比进程启动以来连续走过的时间" + amount +
           "。请确认当前时间是否正确，检查 chrony/NTP "
           "时间同步是否运行；时间恢复正确或得到对端证实后本告警自动结束。";
  const std::string other = against == ClockReadings::kStore ? "数据库服务器" : "对端 " + against + " ";
  return "主机 " + host + " 的时钟比" + other + amount + "（允许 " +
         std::to_string(ClockWatch::kOffMax.count()) +
         " 秒）。请在两边检查 chrony/NTP 时间同步并校时，恢复正确后本告警自动结束。";
}

}  // namespace

ClockWatch::ClockWatch(Storage& storage, const Clock& clock, ClockReadings& readings, std::string host)
    : storage_(storage), clock_(clock), readings_(readings), host_(std::move(host)) {
  begin();
}

// From here on the clock is taken for right until something else is seen.
void ClockWatch::begin() {
  const TimePoint now = clock_.now();
  readings_.note(ClockReadings::kItself, now, now, milliseconds(0));
  storeAtBegin_.reset();
  jumpSeen_.reset();
}

Result<std::string> ClockWatch::runOnce(const JobContext&) {
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<std::string> {
    HUB_CHECK(readStore(work));
    Offsets offsets = readings_.offsets(clock_.now());
    if (!isOff(offsets[ClockReadings::kItself])) {
      jumpSeen_.reset();
    } else if (isCorrected(offsets)) {
      begin();
      offsets = readings_.offsets(clock_.now());
    }
    HUB_CHECK(judge(work, offsets));
    const auto off = std::ranges::count_if(offsets, [](const auto& one) { return isOff(one.second); });
    return "clocks=" + std::to_string(offsets.size()) + " off=" + std::to_string(off);
  });
}

Result<void> ClockWatch::readStore(UnitOfWork& work) {
  const milliseconds begun = readings_.steady();
  HUB_TRY(theirs, work.time());
  const milliseconds ended = readings_.steady();
  readings_.note(ClockReadings::kStore, theirs, clock_.now(), ended - begun);
  if (!storeAtBegin_) storeAtBegin_ = {theirs, ended};
  return {};
}

// A jump may be the correction of a clock that was wrong before: peers say so, or the store's clock as it
// went before the jump, or that nobody has contradicted for a day.
bool ClockWatch::isCorrected(const Offsets& offsets) {
  const milliseconds now = readings_.steady();
  if (!jumpSeen_) jumpSeen_ = now;
  if (agreesWithEarlierStore() || now - *jumpSeen_ > kJumpLife) return true;
  bool anyAgrees = false;
  for (const auto& [against, offset] : offsets) {
    if (!isPeer(against)) continue;
    if (isOff(offset)) return false;
    anyAgrees = true;
  }
  return anyAgrees;
}

bool ClockWatch::agreesWithEarlierStore() const {
  if (!storeAtBegin_) return false;
  const TimePoint theirs = storeAtBegin_->theirs + (readings_.steady() - storeAtBegin_->at);
  return !isOff(clock_.now() - theirs);
}

Result<void> ClockWatch::judge(UnitOfWork& work, const Offsets& offsets) {
  HUB_TRY(now, work.time());
  AlertFilter filter;
  filter.kind = kClockWrong;
  filter.limit = 10'000;
  HUB_TRY(open, work.alerts().list(filter));
  const auto subject = [&](const std::string& against) { return host_ + "/" + against; };
  for (const auto& [against, offset] : offsets)
    if (isOff(offset))
      HUB_CHECK(work.alerts().raise({.kind = kClockWrong,
                                     .subject = subject(against),
                                     .severity = Severity::critical,
                                     .text = textOf(host_, against, offset),
                                     .since = now,
                                     .last = now}));
  for (const Alert& alert : open) {
    if (!alert.subject.starts_with(host_ + "/")) {
      // Its own watch tells this every half a minute as long as it is so, and ends it when it is not.
      if (now - alert.last > ClockReadings::kLife)
        HUB_CHECK(work.alerts().end(alert.kind, alert.subject, now));
      continue;
    }
    const auto found =
        std::ranges::find_if(offsets, [&](const auto& one) { return subject(one.first) == alert.subject; });
    // What nobody has read any more for so long is a peer that is gone.
    const bool isOver =
        found == offsets.end() ? now - alert.last > ClockReadings::kLife : isNear(found->second);
    if (isOver) HUB_CHECK(work.alerts().end(alert.kind, alert.subject, now));
  }
  return {};
}

}  // namespace hub::jobs
