// Ends the process at a chosen step, so that a test can count through every place where a node may die
// (tests/faults). Chosen by NENGHUB_FAILPOINT=NAME:N, read once when `serve` starts; without it nothing is
// wrapped.
//
// NAME is a point, or `any` for all of them, and may be narrowed to one road:
//   commit:after:3             the third COMMIT that succeeded, on any road
//   any:17                     the seventeenth step of any kind
//   receive:any:5              the fifth step between a request and its reply
//   deliver:send:before:1      before the first call to another node
// Points: begin, one for each store of a unit (peers, enterprises, series, batches, tags, deliveries,
// dictionaries, jobs, audit, deviceRequests, tolerances, quality, lanes, alerts, bulkActions, time),
// commit:before, commit:after, send:before, send:after; on the road `receive` also caller (who asks).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "hub/log.h"
#include "hub/ports/partner.h"
#include "hub/ports/storage.h"

namespace hub::app {

/// Which pass of which point.
struct FailpointPlan {
  std::string road;   // "receive", "deliver" or empty for both
  std::string point;  // "any" or a point
  std::uint64_t pass = 1;

  /// `malformed`, with what is allowed, for anything else than the above.
  static Result<FailpointPlan> parse(std::string_view text);
};

/// Counts passes and acts at the planned one. Thread-safe.
class Failpoint {
 public:
  Failpoint(FailpointPlan plan, std::function<void()> act);
  void pass(std::string_view road, std::string_view point);

 private:
  FailpointPlan plan_;
  std::function<void()> act_;
  std::atomic<std::uint64_t> passed_{0};
};

/// What the planned failpoint watches, around the real ones; these must live longer.
class Failpoints {
 public:
  Failpoints(FailpointPlan plan, std::function<void()> act, Storage& storage, Partner& partner);
  ~Failpoints();
  /// From NENGHUB_FAILPOINT, killing this process; null without it, `malformed` when it cannot be read.
  static Result<std::unique_ptr<Failpoints>> ofProcess(Storage& storage, Partner& partner, Log& log);

  Storage& receiving() { return *receiving_; }
  Storage& delivering() { return *delivering_; }
  Partner& partner() { return *partner_; }

 private:
  Failpoint failpoint_;
  std::unique_ptr<Storage> receiving_, delivering_;
  std::unique_ptr<Partner> partner_;
};

}  // namespace hub::app
