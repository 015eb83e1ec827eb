// How values come into the store: the one way for N-8.8, G deliveries and data of this node. What success
// promises is that values, batch, tags and outgoing queue are committed together (N-8.8-6, OQ-68).
#pragma once

#include <memory>
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

/// The bytes of a batch: megabytes, so they are borrowed where whoever calls keeps them until the answer.
using Body = std::shared_ptr<const std::string>;
inline Body borrowed(const std::string& body) { return {std::shared_ptr<const void>(), &body}; }
inline Body owned(std::string body) { return std::make_shared<const std::string>(std::move(body)); }

/// The records of one enterprise in one message: a batch (OQ-45).
struct Intake {
  Channel channel = Channel::n88;
  Sender sender;
  std::string enterprise;  // in our code space
  std::vector<Incoming> records;
  Body body = owned({});                       // kept as evidence and for relaying
  std::uint32_t rejected = 0;                  // faulty records of the message, none of them in `records`
  std::vector<QuarantinedRecord> quarantined;  // the first of those; batch and enterprise still to be set

  std::string contentMd5;  // see prepare(); made when it is empty

  // Of a G delivery: what the tag towards the sender is made of.
  std::vector<schemas::g::Record> wire;
  std::string wireData;  // the decoded `data` text
  std::string wireBody;  // the whole request
};

/// Whether a unit that failed by dead-lock, lost connection and the like is done again; `never` fails with
/// `retryable` instead.
enum class Repeat { whenItHelps, never };

/// Stores all parts in one transaction, and repeats it whole when the store says that may help. The same
/// content of the same channel again answers with the first batch and writes nothing, unless blocks of it are
/// gone: then it is merged once more, which is how a lost day heals. `malformed` with an ownership conflict,
/// or for unknown codes of a peer with rejectUnknown. The batches in the order of `parts`, which name
/// different enterprises, with what this message has brought: a repeated one has the id and receive time of
/// the first and nothing stored.
Result<std::vector<Batch>> ingest(const Surroundings& around, const std::vector<Intake>& parts,
                                  Repeat repeat = Repeat::whenItHelps);

/// Computes what does not need the store, before others wait for it.
void prepare(const Crypto& crypto, Intake& intake);

}  // namespace hub::exchange
