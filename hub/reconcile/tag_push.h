// The province's half of the daily consistency check: every tag goes up, one a request (G-7.1-3, G-7.1-7,
// flow F5).
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "hub/ports/storage.h"

namespace hub::reconcile {

/// Which tags to send. Without a range: those not agreed yet. With one: all of it, agreed ones too, so that a
/// loss on the other side since then comes to light.
struct PushScope {
  std::optional<schemas::CivilDate> from, to;  // tag date, inclusive
  std::optional<std::string> enterprise;       // in the code space of the wire
};

struct PushCounts {
  std::uint64_t queued = 0;  // tag deliveries put into the queue
};

/// Puts a gTag delivery for each tag of the channel into the persistent queue; sending is the lane's work, so
/// tags not sent survive a restart (T-07). In units of a bounded size; pushing again queues nothing twice.
/// `busy` when `stop` is asked for in between.
Result<PushCounts> pushTags(Storage& storage, TimePoint now, const Peer& peer, const PushScope& scope,
                            const std::stop_token& stop = {});

}  // namespace hub::reconcile
