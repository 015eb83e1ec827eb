// One act on many deliveries: chosen by a filter, looked at first, then durable work with progress, pause and
// cancel.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/ports/delivery.h"

namespace hub {

enum class BulkState : std::uint8_t { running, paused, cancelled, done };
std::string_view nameOf(BulkState state);

struct BulkAction {
  std::uint64_t id = 0;
  QueueAct act = QueueAct::sendAgain;
  DeliveryFilter
      filter;  // `upTo` is set when it starts: what comes later is not meant; `limit` is of no matter
  std::string reason, by;
  BulkState state = BulkState::running;
  std::uint64_t total = 0;    // counted by the dry run before it started
  std::uint64_t changed = 0;  // acted on
  std::uint64_t refused = 0;  // whose state did not allow it any more
  DeliveryId cursor{};        // done up to here
  TimePoint created{};
  std::optional<TimePoint> finished;
};

/// One delivery that was refused.
struct BulkRefusal {
  DeliveryId delivery{};
  std::string why;  // its state then, or the fault
};

class BulkActionStore {
 public:
  static constexpr std::uint32_t kRefusalsMax = 1000;  // kept for each action

  virtual ~BulkActionStore() = default;
  virtual Result<std::uint64_t> create(const BulkAction& action) = 0;
  virtual Result<std::optional<BulkAction>> find(std::uint64_t id) = 0;
  virtual Result<std::vector<BulkAction>> list(std::uint32_t limit) = 0;  // the youngest first
  /// The oldest that runs, locked until the unit ends so that one process works on it; nullopt when there is
  /// none or somebody works on it.
  virtual Result<std::optional<BulkAction>> lockRunning() = 0;
  /// Cursor, counts, state and end of `action`, with further refusals.
  virtual Result<void> advance(const BulkAction& action, const std::vector<BulkRefusal>& refusals) = 0;
  virtual Result<std::vector<BulkRefusal>> refusals(std::uint64_t id, std::uint32_t limit) = 0;
  /// A person pauses, goes on or cancels; false when it is over already.
  virtual Result<bool> setState(std::uint64_t id, BulkState state, TimePoint now) = 0;
};

}  // namespace hub
