// The persistent queue of what goes out (N-8.8-8, G-6.2-5): the outbox.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/ports/batch.h"

namespace hub {

enum class DeliveryId : std::uint64_t {};

/// What is sent. `body` of the first three is composed at the first claim and frozen (design.md 4).
enum class DeliveryKind : std::uint8_t {
  configData,    // N-8.6 of an enterprise
  meteringData,  // N-8.7 of an enterprise
  energyData,    // N-8.8 of a batch
  gData,         // G table 2, 3, 8 or 9: a batch
  gTag,          // G-7.1: the tag of a batch
};
std::string_view nameOf(DeliveryKind kind);

/// Smaller goes first (design.md 5).
enum class Priority : std::uint8_t {
  configuration = 0,
  live = 1,
  correction = 2,
  tag = 3,
  backfill = 4,
  restore = 5
};

///            enqueue              claim                        accepted
///   (none) ---------> waiting ------------> claimed --------------------------> delivered
///                      ^   ^                |  |  |
///       next round     |   +-- resend ------+  |  +-- round used up --> queued (or needsAttention after
///       E2001/E2002)
///                      |   +-- lease expired --+          |
///                      +---------------------------------+
///   queued and needsAttention -- set aside by a person --> setAside, which a person can undo, and newer
///   content of an 8.6 or 8.7 does. Nothing is ever dropped. What is delivered leaves the queue for the
///   archive of deliveries, where find() and list() still see it.
enum class DeliveryState : std::uint8_t { waiting, claimed, queued, needsAttention, delivered, setAside };
std::string_view nameOf(DeliveryState state);

struct NewDelivery {
  PeerId peer{};
  DeliveryKind kind = DeliveryKind::energyData;
  Priority priority = Priority::live;
  std::string enterprise;
  std::optional<BatchId> batch;
  std::string subject;  // kind-specific: the logsign text of a gTag; else empty
  std::string reason;   // live, correction, backfill, restore … for people
  TimePoint due{};      // not before
};

struct Delivery {
  DeliveryId id{};
  PeerId peer{};
  DeliveryKind kind = DeliveryKind::energyData;
  Priority priority = Priority::live;
  DeliveryState state = DeliveryState::waiting;
  std::string enterprise;
  std::optional<BatchId> batch;
  std::string subject;
  std::string reason;
  std::optional<std::string> body;  // frozen bytes
  std::uint32_t roundAttempts = 0;  // attempts in the present round, the running one included once claimed
  std::uint32_t attempts = 0;       // in all; also the fencing token together with claimedBy
  std::string claimedBy;
  TimePoint due{};
  TimePoint created{};
  std::string lastCode;                    // the peer's responseCode, or the transport fault
  std::string lastMessage;                 // the peer's words
  std::string note;                        // a person's reason for the last act
  std::optional<TimePoint> finished = {};  // delivered: when
};

/// What came of one attempt, to be written back.
struct Outcome {
  DeliveryState next = DeliveryState::waiting;
  TimePoint due{};  // by the clock of the store
  std::string code;
  std::string message;
  TimePoint started{};
  std::chrono::milliseconds took{0};
  std::uint64_t bytes = 0;
  bool burnsAttempt =
      true;  // false: the fault lies with the lane, `roundAttempts` goes back by one (design.md 5)
};

/// Times further ahead of the store's clock than any rule sets them were written under another clock (T-09):
/// such a delivery is due, such a lease is over. An hour of Retry-After with some slack; the longest lease.
inline constexpr std::chrono::seconds kLongestWait{3900};
inline constexpr std::chrono::seconds kLongestLease{3600};

/// What a worker asks for.
struct ClaimWish {
  PeerId peer{};
  std::string worker;            // unique among all workers of all processes
  TimePoint now{};               // by the clock of the store (UnitOfWork::time): rows due by then
  std::chrono::seconds lease{};  // counted by the clock of the store: a wrong clock here steals nothing
  std::uint32_t limit = 1;
  std::string after;                            // the enterprise served last: those behind it come first
  std::optional<Priority> upTo = std::nullopt;  // nothing of less urgency
};

struct QueueDepth {
  std::uint64_t waiting = 0, claimed = 0, queued = 0, needsAttention = 0, setAside = 0, delivered = 0;
  std::optional<TimePoint> oldest;  // of what is not delivered or set aside
};

struct DeliveryFilter {
  std::optional<PeerId> peer;
  std::optional<DeliveryState> state;
  std::optional<std::string> enterprise;
  std::optional<DeliveryKind> kind = std::nullopt;
  std::optional<std::string> lastCode = std::nullopt;
  std::optional<std::string> reason = std::nullopt;
  std::optional<TimePoint> createdFrom = std::nullopt, createdTo = std::nullopt;  // `to` exclusive
  DeliveryId after{};                                                             // ids above this
  DeliveryId upTo{};  // and not above this; 0 = no bound
  std::uint32_t limit = 100;
};

struct Attempt {
  TimePoint started{};
  std::chrono::milliseconds took{0};
  std::string code, message;
};

/// What a person may do with a delivery. Its content is not theirs to edit.
enum class QueueAct : std::uint8_t {
  sendAgain,               // waiting, queued, needsAttention -> waiting with a fresh round, due now
  sendAfterConfiguration,  // the same, behind the enterprise's 8.6 and 8.7, which are queued anew
  setAside,                // waiting, queued, needsAttention -> setAside
  takeBack,                // setAside -> waiting with a fresh round
};
std::string_view nameOf(QueueAct act);

/// A piece of a following round.
struct RoundPiece {
  std::uint64_t started = 0;
  DeliveryId last{};    // the next piece begins behind it
  bool isFull = false;  // there may be a next one
};

class DeliveryQueue {
 public:
  virtual ~DeliveryQueue() = default;
  /// The same (peer, kind, enterprise, batch, subject) that is not delivered yet stands only once: then its
  /// id. A configData or meteringData asked for again has new content: frozen bytes are forgotten, one whose
  /// round is used up or that was set aside (for its old content) begins anew, and one that is claimed just
  /// then waits again afterwards, whatever came of it.
  virtual Result<DeliveryId> enqueue(const NewDelivery& delivery) = 0;
  virtual Result<void> enqueueAll(const std::vector<NewDelivery>& deliveries);
  /// At most `limit` due rows of one lane: by priority, within one priority the enterprises in turn (the
  /// first behind `after`, then round), within an enterprise by id; rows that others hold are skipped. Of one
  /// enterprise an older configData goes before meteringData, and either before energyData (N-8.2-1); one
  /// that is sent after configuration waits for younger ones too. The cost does not grow with the queue.
  virtual Result<std::vector<Delivery>> claim(const ClaimWish& wish) = 0;
  virtual Result<void> freezeBody(const Delivery& delivery, const std::string& body) = 0;
  /// Heartbeat of a worker that still works on `claims`: their leases run `lease` from now on. Those that are
  /// lost are left alone; returns how many are still held.
  virtual Result<std::uint64_t> extend(const std::vector<Delivery>& claims, std::chrono::seconds lease) = 0;
  /// Writes an attempt back; `leaseLost` when claimedBy and attempts no longer match.
  virtual Result<void> record(const Delivery& delivery, const Outcome& outcome) = 0;
  /// A claim that was not tried (the lane rests, the process stops): waits again, the attempt does not count.
  /// One that is lost is left alone.
  virtual Result<void> giveBack(const std::vector<Delivery>& claims) = 0;
  /// Claims whose lease has run out wait again; returns how many, at most `limit`.
  virtual Result<std::uint64_t> releaseExpired(std::uint32_t limit = 1000) = 0;
  /// The following upload round (T-06): at most `limit` queued and needsAttention rows of the peer with ids
  /// above `after`, the oldest first, wait again with a fresh round. In pieces each behind the one before, a
  /// round takes no row twice, however soon it fails again.
  virtual Result<RoundPiece> startRound(PeerId peer, TimePoint now, std::uint32_t limit = 1000,
                                        DeliveryId after = {}) = 0;

  /// Kept with each change; nothing is counted.
  virtual Result<QueueDepth> depth(std::optional<PeerId> peer) = 0;
  virtual Result<std::vector<Delivery>> list(const DeliveryFilter& filter) = 0;  // by id, without bodies
  virtual Result<std::optional<Delivery>> find(DeliveryId id) = 0;
  virtual Result<std::vector<Attempt>> attempts(DeliveryId id) = 0;
  /// A person's act, with the reason; false when the state does not allow it (claimed, delivered, gone).
  /// sendAfterConfiguration only marks the row: the caller enqueues configuration and instruments in the same
  /// unit.
  virtual Result<bool> act(DeliveryId id, QueueAct act, const std::string& note, TimePoint now) = 0;
};

}  // namespace hub
