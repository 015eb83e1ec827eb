// How values come into the store: the one way for N-8.8, G deliveries and data of this node. What success
// promises is that values, batch, tags and outgoing queue are committed together (N-8.8-6, OQ-68).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/exchange/dispatcher.h"
#include "hub/exchange/sender.h"
#include "schemas/messages/energy_record.h"
#include "schemas/messages/g_messages.h"

namespace hub::exchange {

struct Incoming {
  schemas::EnergyRecord record;
  std::size_t position = 0;   // in the message, for findings: data[position]
  bool derivedStart = false;  // statDate was derived, the sender gave none (OQ-51)
};

/// The records of one enterprise in one message: a batch (OQ-45).
struct Intake {
  Channel channel = Channel::n88;
  Sender sender;
  std::string enterprise;  // in our code space
  std::vector<Incoming> records;
  std::string body;  // kept as evidence and for relaying

  // Of a G delivery: what the tag towards the sender is made of.
  std::vector<schemas::g::Record> wire;
  std::string wireData;  // the decoded `data` text
  std::string wireBody;  // the whole request
};

/// Stores all parts in one transaction, and repeats it whole when the store says that may help. The same
/// content of the same channel again answers with the first batch and writes nothing, unless blocks of it are
/// gone: then it is merged once more, which is how a lost day heals. `malformed` with an ownership conflict,
/// or for unknown codes of a peer with rejectUnknown. Ids in the order of `parts`, which name different
/// enterprises.
Result<std::vector<BatchId>> ingest(const Surroundings& around, const std::vector<Intake>& parts);

}  // namespace hub::exchange
