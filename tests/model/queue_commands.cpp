#include "tests/model/queue_commands.h"

#include <sstream>

namespace model {
namespace {

constexpr std::chrono::seconds kLong{600}, kOver{0};

/// One unit; a failure fails the property.
template <class Unit>
auto unit(Subject& subject, Unit&& work) {
  auto outcome = hub::inUnit(subject.storage, std::forward<Unit>(work));
  if (!outcome) RC_FAIL("unexpected failure: " + outcome.error().cause);
  if constexpr (!std::is_void_v<typename decltype(outcome)::value_type>) return *std::move(outcome);
}

/// True when it succeeded, false when the lease is lost; all else fails the property.
template <class Unit>
bool isStillHeld(Subject& subject, Unit&& work) {
  const auto outcome = hub::inUnit(subject.storage, std::forward<Unit>(work));
  if (!outcome && outcome.error().failure != hub::Failure::leaseLost)
    RC_FAIL("unexpected failure: " + outcome.error().cause);
  return outcome.has_value();
}

void compareRow(const Row& row, const hub::Delivery& stored, const Subject& subject) {
  RC_ASSERT(stored.kind == row.item.kind);
  RC_ASSERT(stored.priority == row.item.priority);
  RC_ASSERT(stored.enterprise == row.item.enterprise);
  RC_ASSERT(stored.subject == row.item.subject);
  RC_ASSERT(nameOf(stored.state) == nameOf(row.state));
  RC_ASSERT(stored.attempts == static_cast<std::uint32_t>(row.tries));
  RC_ASSERT(stored.roundAttempts == static_cast<std::uint32_t>(row.triesOfRound));
  RC_ASSERT(stored.claimedBy == row.holder);
  RC_ASSERT(stored.lastCode == row.code);
  RC_ASSERT(stored.note == row.note);
  RC_ASSERT(stored.finished.has_value() == (row.state == DeliveryState::delivered));
  if (row.state != DeliveryState::delivered) RC_ASSERT(stored.due == subject.at(row.due));
}

hub::QueueDepth depthOf(const Queue& queue) {
  hub::QueueDepth depth;
  for (const Row& row : queue.rows()) {
    depth.waiting += row.state == DeliveryState::waiting;
    depth.claimed += row.state == DeliveryState::claimed;
    depth.queued += row.state == DeliveryState::queued;
    depth.needsAttention += row.state == DeliveryState::needsAttention;
    depth.setAside += row.state == DeliveryState::setAside;
    depth.delivered += row.state == DeliveryState::delivered;
  }
  return depth;
}

/// Everything that can be seen equals the model.
void compare(const Queue& queue, Subject& subject) {
  hub::DeliveryFilter all;
  all.peer = subject.peer;
  all.limit = 10'000;
  const auto stored = unit(subject, [&](auto& work) { return work.deliveries().list(all); });
  RC_ASSERT(stored.size() == queue.rows().size());
  for (RowIndex index = 0; index < stored.size(); ++index) {
    RC_ASSERT(stored[index].id == subject.ids[index]);
    compareRow(queue.rows()[index], stored[index], subject);
  }
  const auto kept = unit(subject, [&](auto& work) { return work.deliveries().depth(subject.peer); });
  const auto expected = depthOf(queue);
  RC_ASSERT(kept.waiting == expected.waiting);
  RC_ASSERT(kept.claimed == expected.claimed);
  RC_ASSERT(kept.queued == expected.queued);
  RC_ASSERT(kept.needsAttention == expected.needsAttention);
  RC_ASSERT(kept.setAside == expected.setAside);
  RC_ASSERT(kept.delivered == expected.delivered);
}

std::string enterpriseNamed(int number) { return std::string("E") + static_cast<char>('0' + number); }
int pick(int end) { return *rc::gen::inRange(0, end); }

struct Enqueue : Command {
  Item item;

  explicit Enqueue(const Queue& queue) {
    item.kind = static_cast<DeliveryKind>(pick(5));
    item.priority = static_cast<Priority>(pick(6));
    item.enterprise = enterpriseNamed(pick(3));
    if (item.kind >= DeliveryKind::energyData) item.subject = "s" + std::to_string(pick(3));
    item.due = queue.now() + (pick(3) == 0 ? 5 : 0);
  }
  void apply(Queue& queue) const override { queue.enqueue(item); }
  void run(const Queue& before, Subject& subject) const override {
    Queue after = before;
    const RowIndex expected = after.enqueue(item);
    hub::NewDelivery fresh;
    fresh.peer = subject.peer;
    fresh.kind = item.kind;
    fresh.priority = item.priority;
    fresh.enterprise = item.enterprise;
    fresh.subject = item.subject;
    fresh.due = subject.at(item.due);
    const auto id = unit(subject, [&](auto& work) { return work.deliveries().enqueue(fresh); });
    if (expected == subject.ids.size()) {
      RC_ASSERT((subject.ids.empty() || id > subject.ids.back()));
      subject.ids.push_back(id);
    }
    RC_ASSERT(id == subject.ids[expected]);
    compare(after, subject);
  }
  void show(std::ostream& out) const override {
    out << "enqueue " << nameOf(item.kind) << ' ' << item.enterprise << ' ' << item.subject << " priority "
        << static_cast<int>(item.priority) << " due " << item.due;
  }
};

struct Take : Command {
  Claim claim;

  explicit Take(const Queue&) {
    claim.worker = "w" + std::to_string(pick(3));
    claim.limit = static_cast<std::uint32_t>(1 + pick(3));
    if (const int after = pick(4); after > 0) claim.after = enterpriseNamed(after - 1);
    if (pick(3) == 0) claim.upTo = static_cast<Priority>(pick(6));
    claim.leaseOver = pick(4) == 0;
  }
  void apply(Queue& queue) const override { queue.claim(claim); }
  void run(const Queue& before, Subject& subject) const override {
    hub::ClaimWish wish;
    wish.peer = subject.peer;
    wish.worker = claim.worker;
    wish.now = subject.at(before.now());
    wish.lease = claim.leaseOver ? kOver : kLong;
    wish.limit = claim.limit;
    wish.after = claim.after;
    wish.upTo = claim.upTo;
    const auto got = unit(subject, [&](auto& work) { return work.deliveries().claim(wish); });
    const auto expected = before.wouldGet(claim);
    std::vector<hub::DeliveryId> expectedIds, gotIds;
    for (const RowIndex index : expected) expectedIds.push_back(subject.ids[index]);
    for (const hub::Delivery& one : got) gotIds.push_back(one.id);
    RC_ASSERT(gotIds == expectedIds);
    const Queue after = nextState(before);
    for (std::size_t i = 0; i < got.size(); ++i) {
      compareRow(after.rows()[expected[i]], got[i], subject);
      RC_ASSERT(got[i].body == after.rows()[expected[i]].bytes);
      subject.held.push_back(got[i]);
    }
    compare(after, subject);
  }
  void show(std::ostream& out) const override {
    out << claim.worker << " claims " << claim.limit << " after '" << claim.after << "'";
    if (claim.upTo) out << " up to " << static_cast<int>(*claim.upTo);
    if (claim.leaseOver) out << " and dies";
  }
};

/// A step of a worker with something it has, or once had.
struct WithTicket : Command {
  std::size_t ticket = 0;

  explicit WithTicket(const Queue& queue) {
    const int count = static_cast<int>(queue.tickets().size());
    const int recent = std::min(count, 6);
    if (count > 0) ticket = static_cast<std::size_t>(count - 1 - pick(recent));
  }
  void checkPreconditions(const Queue& queue) const override { RC_PRE(ticket < queue.tickets().size()); }
  void run(const Queue& before, Subject& subject) const override {
    const bool expected = before.holds(before.tickets()[ticket]);
    RC_ASSERT(done(subject.held[ticket], subject) == expected);
    compare(nextState(before), subject);
  }
  /// Whether the database says that it is still held.
  virtual bool done(const hub::Delivery& held, Subject& subject) const = 0;
};

struct Freeze : WithTicket {
  std::string bytes;

  explicit Freeze(const Queue& queue) : WithTicket(queue), bytes("bytes " + std::to_string(pick(1000))) {}
  void apply(Queue& queue) const override { queue.freeze(queue.tickets()[ticket], bytes); }
  bool done(const hub::Delivery& held, Subject& subject) const override {
    return isStillHeld(subject, [&](auto& work) { return work.deliveries().freezeBody(held, bytes); });
  }
  void show(std::ostream& out) const override { out << "ticket " << ticket << " freezes " << bytes; }
};

struct Record : WithTicket {
  Result result;

  explicit Record(const Queue& queue) : WithTicket(queue) {
    constexpr DeliveryState kNext[] = {DeliveryState::waiting, DeliveryState::queued,
                                       DeliveryState::needsAttention, DeliveryState::delivered};
    result.next = kNext[pick(4)];
    result.due = queue.now() + (pick(2) == 0 ? 5 : 0);
    result.burns = pick(4) != 0;
    result.code = "E" + std::to_string(1000 + pick(5));
  }
  void apply(Queue& queue) const override { queue.record(queue.tickets()[ticket], result); }
  bool done(const hub::Delivery& held, Subject& subject) const override {
    hub::Outcome outcome;
    outcome.next = result.next;
    outcome.due = subject.at(result.due);
    outcome.code = result.code;
    outcome.burnsAttempt = result.burns;
    outcome.started = subject.start;
    return isStillHeld(subject, [&](auto& work) { return work.deliveries().record(held, outcome); });
  }
  void run(const Queue& before, Subject& subject) const override {
    WithTicket::run(before, subject);
    const RowIndex row = before.tickets()[ticket].row;
    const auto attempts =
        unit(subject, [&](auto& work) { return work.deliveries().attempts(subject.ids[row]); });
    RC_ASSERT(attempts.size() == static_cast<std::size_t>(nextState(before).rows()[row].history));
  }
  void show(std::ostream& out) const override {
    out << "ticket " << ticket << " records " << nameOf(result.next) << ' ' << result.code << " due "
        << result.due << (result.burns ? "" : ", burns nothing");
  }
};

struct Extend : WithTicket {
  bool leaseOver;

  explicit Extend(const Queue& queue) : WithTicket(queue), leaseOver(pick(2) == 0) {}
  void apply(Queue& queue) const override { queue.extend(queue.tickets()[ticket], leaseOver); }
  bool done(const hub::Delivery& held, Subject& subject) const override {
    return unit(subject,
                [&](auto& work) { return work.deliveries().extend({held}, leaseOver ? kOver : kLong); }) == 1;
  }
  void show(std::ostream& out) const override {
    out << "ticket " << ticket << (leaseOver ? " runs out" : " is kept up");
  }
};

struct GiveBack : WithTicket {
  explicit GiveBack(const Queue& queue) : WithTicket(queue) {}
  void apply(Queue& queue) const override { queue.giveBack(queue.tickets()[ticket]); }
  void run(const Queue& before, Subject& subject) const override {
    unit(subject, [&](auto& work) { return work.deliveries().giveBack({subject.held[ticket]}); });
    compare(nextState(before), subject);
  }
  bool done(const hub::Delivery&, Subject&) const override { return false; }
  void show(std::ostream& out) const override { out << "ticket " << ticket << " is given back"; }
};

struct Release : Command {
  explicit Release(const Queue&) {}
  void apply(Queue& queue) const override { queue.release(); }
  void run(const Queue& before, Subject& subject) const override {
    Queue after = before;
    const std::uint64_t expected = after.release();
    RC_ASSERT(unit(subject, [&](auto& work) { return work.deliveries().releaseExpired(10'000); }) ==
              expected);
    compare(after, subject);
  }
  void show(std::ostream& out) const override { out << "release what has run out"; }
};

struct StartRound : Command {
  std::uint32_t limit;
  RowIndex first = 0;

  explicit StartRound(const Queue& queue) : limit(static_cast<std::uint32_t>(1 + pick(4))) {
    if (pick(2) == 0 && !queue.rows().empty())
      first = static_cast<RowIndex>(pick(static_cast<int>(queue.rows().size())));
  }
  void checkPreconditions(const Queue& queue) const override { RC_PRE(first <= queue.rows().size()); }
  void apply(Queue& queue) const override { queue.startRound(limit, first); }
  void run(const Queue& before, Subject& subject) const override {
    Queue after = before;
    const auto expected = after.startRound(limit, first);
    const hub::DeliveryId behind = first == 0 ? hub::DeliveryId{} : subject.ids[first - 1];
    const auto piece = unit(subject, [&](auto& work) {
      return work.deliveries().startRound(subject.peer, subject.at(before.now()), limit, behind);
    });
    RC_ASSERT(piece.started == expected.size());
    RC_ASSERT(piece.last == (expected.empty() ? behind : subject.ids[expected.back()]));
    RC_ASSERT(piece.isFull == (expected.size() == limit));
    compare(after, subject);
  }
  void show(std::ostream& out) const override {
    out << "start the round of " << limit << " from row " << first;
  }
};

struct Act : Command {
  RowIndex row = 0;
  QueueAct act;
  std::string note;

  explicit Act(const Queue& queue)
      : act(static_cast<QueueAct>(pick(4))), note("note " + std::to_string(pick(100))) {
    if (!queue.rows().empty()) row = static_cast<RowIndex>(pick(static_cast<int>(queue.rows().size())));
  }
  void checkPreconditions(const Queue& queue) const override { RC_PRE(row < queue.rows().size()); }
  void apply(Queue& queue) const override { queue.act(row, act, note); }
  void run(const Queue& before, Subject& subject) const override {
    Queue after = before;
    const bool expected = after.act(row, act, note);
    RC_ASSERT(unit(subject, [&](auto& work) {
                return work.deliveries().act(subject.ids[row], act, note, subject.at(before.now()));
              }) == expected);
    compare(after, subject);
  }
  void show(std::ostream& out) const override { out << nameOf(act) << " row " << row << ", " << note; }
};

struct Pass : Command {
  int seconds;

  explicit Pass(const Queue&) : seconds(1 + pick(6)) {}
  void apply(Queue& queue) const override { queue.pass(seconds); }
  void show(std::ostream& out) const override { out << seconds << " s pass"; }
};

}  // namespace

rc::Gen<std::shared_ptr<const Command>> nextCommand(const Queue& queue) {
  // Named several times: more often.
  return rc::state::gen::execOneOfWithArgs<Enqueue, Enqueue, Enqueue, Take, Take, Take, Freeze, Record,
                                           Record, Record, Extend, GiveBack, Release, StartRound, Act, Act,
                                           Pass>()(queue);
}

}  // namespace model
