// The way to one peer: what persons have set for it, and what its workers have found out. One row for each
// peer, shared by all processes of the node (design.md 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/ports/peer.h"
#include "hub/result.h"

namespace hub {

struct LaneSettings {
  std::uint32_t concurrency = 0;        // calls at once in each process; 0 = delivery.threads
  std::uint32_t requestsPerMinute = 0;  // of each process; 0 = no limit
  std::uint64_t bytesPerSecond = 0;     // of each process; 0 = no limit
  std::uint32_t backfillParallel = 2;   // of `concurrency`, for backfill and restore (OQ-62)
  // Seconds of the day in China Standard Time; `from` > `to` goes over midnight; equal = the whole day.
  std::int32_t windowFrom = 0, windowTo = 0;

  bool operator==(const LaneSettings&) const = default;
};

struct LanePause {
  std::string reason;
  std::string by;
  TimePoint since{};
};

/// closed: everything goes. open: nothing goes until `probeAt`. halfOpen: one delivery tries, the others
/// wait.
enum class BreakerState : std::uint8_t { closed, open, halfOpen };
std::string_view nameOf(BreakerState state);

struct Breaker {
  BreakerState state = BreakerState::closed;
  std::uint32_t failures = 0;  // in a row, of all workers
  std::uint32_t probes = 0;    // failed ones since it opened: spaces out the next
  TimePoint openedAt{};
  TimePoint probeAt{};
  std::string cause;    // transport class or code: dns, tls, timeout, http_503 …
  std::string message;  // in the words of the fault
};

struct LaneState {
  PeerId peer{};
  LaneSettings settings;
  std::optional<LanePause> pause;
  Breaker breaker;
  std::optional<TimePoint> restUntil;  // Retry-After
  std::optional<TimePoint> lastSuccess, lastFailure;
};

class LaneStore {
 public:
  virtual ~LaneStore() = default;
  /// With defaults for a peer that has no row yet.
  virtual Result<LaneState> find(PeerId peer) = 0;
  virtual Result<std::vector<LaneState>> list() = 0;  // those that have a row
  virtual Result<void> set(PeerId peer, const LaneSettings& settings) = 0;
  /// nullopt resumes.
  virtual Result<void> setPause(PeerId peer, const std::optional<LanePause>& pause) = 0;
  virtual Result<void> rest(PeerId peer, TimePoint until) = 0;  // the later one stands

  /// A success ends every run of failures and closes the breaker; true when it had been open. Writes at most
  /// once a second while the lane is closed and well.
  virtual Result<bool> succeeded(PeerId peer, TimePoint now) = 0;
  /// Counts a failure; returns the breaker as it stands now.
  virtual Result<Breaker> failed(PeerId peer, const std::string& cause, TimePoint now) = 0;
  /// Opens it, or opens it again after a probe that failed; true when it was closed before: of several
  /// workers one hears it.
  virtual Result<bool> open(PeerId peer, const std::string& cause, const std::string& message, TimePoint now,
                            TimePoint probeAt) = 0;
  /// The right to send one probe: open and due -> halfOpen until `until`; of several workers one gets it.
  virtual Result<bool> takeProbe(PeerId peer, TimePoint now, TimePoint until) = 0;
};

}  // namespace hub
