// What a delivery that was answered brings about in the same unit: the state of tags and the backfill (OQ-64,
// OQ-65).
#pragma once

#include <string>

#include "hub/ports/storage.h"

namespace hub::delivery {

/// Why a tag is sent right after its data. Its "false" starts no further backfill: a peer that computes
/// another tag would be sent the same batch for ever; the daily push takes it up again (OQ-63: one automatic
/// round a day).
inline constexpr const char* kConfirmReason = "confirm";

struct Answered {
  const Peer& peer;
  const Delivery& delivery;
  std::string code;  // of the peer
  TimePoint now{};
};

/// gTag "true": the tag is agreed. gTag "false": missing there, and its batch is queued for backfill.
/// gData: the tag is own again, and goes out once more to be confirmed. Nothing for N.
Result<void> followUp(UnitOfWork& work, const Answered& answered);

}  // namespace hub::delivery
