// The tags of a batch: what each node of G compares (G-7.1-2, OQ-44 to OQ-46).
#pragma once

#include <optional>
#include <string>

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// The idempotency key of a batch with channel and enterprise: over all its records, real time too (OQ-19).
std::string contentMd5(const Crypto& crypto, const Intake& intake);

/// Where a tag goes and what stands in it.
struct TagMaking {
  const Crypto& crypto;
  const NodeSettings& node;
  TimePoint received;
  std::string contentMd5;  // of contentMd5() for this intake
};

/// The tag towards `peer`, without batch; nullopt when nothing of the batch goes on that wire. Records that
/// came from this peer enter as they came, others as they would be written to it, so that both ends get the
/// same text.
std::optional<Tag> tagTowards(const Peer& peer, const Intake& intake, const TagMaking& making);

}  // namespace hub::exchange
