// Accepted batches with the bytes they came as, and the tags by which two nodes prove they hold the same
// (G-7.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/ports/peer.h"
#include "hub/ports/series.h"
#include "schemas/codes/logsign.h"

namespace hub {

/// By which message a batch came.
enum class Channel : std::uint8_t {
  local,      // made at this node: packed for upload, or a file, a simulation
  n88,        // uploadEnergyData
  gData,      // 7.2 and 7.5
  collected,  // values of this node's own sources that wait to be packed
};

struct Batch {
  BatchId id{};
  PeerId peer{};  // 0 for local
  Channel channel = Channel::n88;
  std::string enterprise;
  std::string contentMd5;  // of the canonical text over all records: the idempotency key with channel and
                           // enterprise (OQ-19)
  TimePoint received{};
  std::uint32_t records = 0;
  std::uint32_t stored = 0;      // new or changed values
  std::uint32_t unchanged = 0;   // equal to what was there
  std::uint32_t superseded = 0;  // lost to a newer value, kept as history
  std::uint32_t suspect = 0;     // of those accepted: marked `valid` = false by the sender
  std::uint32_t rejected = 0;    // faulty, in quarantine (OQ-16)
  std::uint32_t findings = 0;
  std::optional<schemas::ReadProfile> readAs;  // how its body was read; nullopt: stored by an older program
  std::vector<SeriesKey> blocks;               // touched, ascending; each with `enterprise`
};

/// The verdict of one quality rule over one point of a batch, or over the batch. It stands beside the
/// sender's own `valid`, never instead of it. One for all values concerned, however many.
struct Finding {
  BatchId batch{};  // 0: found by a job in what is stored
  std::string enterprise;
  std::string rule;  // name in hub/quality, e.g. out_of_range
  std::uint32_t version = 1;
  std::string code;                               // canonical data code; empty = the whole batch
  std::optional<schemas::StatType> statType;      // with `code`
  std::uint32_t count = 1;                        // values concerned
  std::optional<schemas::CivilTime> first, last;  // statDate of the first and last of them
  std::string evidence;                           // the numbers, in Chinese: what came, what was expected
  std::string clause;                             // N-8.8-11, field-notes 3 …
};

/// A faulty record that was kept out of the store (OQ-16).
struct QuarantinedRecord {
  BatchId batch{};
  std::string enterprise;
  std::uint32_t position = 0;  // data[position]
  std::string record;          // JSON as sent (decrypted, where it was encrypted)
  std::string member;          // data[3].statDate
  std::string reason;          // Chinese
};

struct BatchFilter {
  std::optional<std::string> enterprise;
  std::optional<PeerId> peer;
  std::optional<TimePoint> receivedFrom, receivedTo;
  std::uint32_t limit = 100;
};

/// What makes a batch the same as another one (OQ-19).
struct ContentKey {
  Channel channel = Channel::n88;
  std::string enterprise;
  std::string contentMd5;
};

/// A batch to be stored with the bytes it came as.
struct NewBatch {
  const Batch* batch = nullptr;
  std::string_view body;
};

class BatchStore {
 public:
  virtual ~BatchStore() = default;
  virtual Result<std::optional<Batch>> findByContent(Channel channel, const std::string& enterprise,
                                                     const std::string& contentMd5) = 0;
  /// Stores the batch with its body (compressed by the store).
  virtual Result<BatchId> insert(const Batch& batch, const std::string& body) = 0;
  /// Both for several, of different enterprises; the found ones in any order, the ids in that of `batches`.
  virtual Result<std::vector<Batch>> findByContents(const std::vector<ContentKey>& keys);
  virtual Result<std::vector<BatchId>> insertBatches(const std::vector<NewBatch>& batches);
  virtual Result<std::optional<Batch>> find(BatchId id) = 0;
  virtual Result<std::string> body(BatchId id) = 0;
  virtual Result<std::vector<Batch>> list(const BatchFilter& filter) = 0;
  virtual Result<void> keepFindings(const std::vector<Finding>& findings) = 0;
  virtual Result<std::vector<Finding>> findings(BatchId id) = 0;
  virtual Result<void> keepQuarantined(const std::vector<QuarantinedRecord>& records) = 0;
  /// By position.
  virtual Result<std::vector<QuarantinedRecord>> quarantined(BatchId id) = 0;
};

/// States of a tag towards one peer:
///   own       made here, not yet compared        agreed   both nodes have it
///   missingThere  the peer answered "false"      missingHere  the peer has it, we do not
///   merged    content differed and was merged (OQ-63)
enum class TagState : std::uint8_t { own, agreed, missingThere, missingHere, merged };

struct Tag {
  std::uint64_t id = 0;
  PeerId peer{};  // the channel: province at national, national at the province
  schemas::LogSign sign;
  std::string algorithm;
  BatchId batch{};  // 0 when we do not hold it
  TagState state = TagState::own;
  bool received = false;  // the peer has named this tag in a 7.1
  TimePoint changed{};
};

struct TagFilter {
  PeerId peer{};
  std::optional<schemas::CivilDate> from, to;  // tag date, inclusive
  std::optional<std::string> enterprise;       // in the code space of the wire
  std::optional<TagState> state;
  std::uint32_t limit = 10000;
};

class TagStore {
 public:
  virtual ~TagStore() = default;
  /// Keeps the tag of a batch we hold; the same (peer, province, enterprise, md5) again changes nothing but
  /// batch and state.
  virtual Result<void> putOwn(const Tag& tag) = 0;
  virtual Result<void> putAllOwn(const std::vector<Tag>& tags);
  /// Notes that the peer has named this tag; makes a missingHere row when we have none (G-7.1-6).
  virtual Result<void> noteReceived(const Tag& tag) = 0;
  /// By province, enterprise and md5; the date may differ by a day (OQ-46).
  virtual Result<std::optional<Tag>> find(PeerId peer, const schemas::LogSign& sign) = 0;
  virtual Result<std::vector<Tag>> list(const TagFilter& filter) = 0;
  /// Those of one batch towards one peer, by id; the cost does not grow with the number of tags.
  virtual Result<std::vector<Tag>> ofBatch(PeerId peer, BatchId batch) = 0;
  virtual Result<void> setState(std::uint64_t id, TagState state, TimePoint when) = 0;
};

}  // namespace hub
