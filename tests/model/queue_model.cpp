#include "tests/model/queue_model.h"

#include <algorithm>
#include <set>

namespace model {
namespace {

bool isConfiguration(DeliveryKind kind) {
  return kind == DeliveryKind::configData || kind == DeliveryKind::meteringData;
}

bool usedUp(const Row& row) {
  return row.state == DeliveryState::queued || row.state == DeliveryState::needsAttention;
}

/// What a kind waits for at most: 8.6 for nothing, 8.7 for 8.6, all else for both.
std::vector<DeliveryKind> forerunners(DeliveryKind kind) {
  if (kind == DeliveryKind::configData) return {};
  if (kind == DeliveryKind::meteringData) return {DeliveryKind::configData};
  return {DeliveryKind::configData, DeliveryKind::meteringData};
}

}  // namespace

RowIndex Queue::enqueue(const Item& item) {
  for (RowIndex index = 0; index < rows_.size(); ++index) {
    Row& row = rows_[index];
    const bool isSame = row.item.kind == item.kind && row.item.enterprise == item.enterprise &&
                        row.item.subject == item.subject;
    if (!isSame || row.state == DeliveryState::delivered) continue;
    if (!isConfiguration(item.kind)) return index;
    if (row.state == DeliveryState::claimed) {
      row.changedMeanwhile = true;
    } else {
      row.bytes.reset();
      if (usedUp(row) || row.state == DeliveryState::setAside) freshRound(row, item.due);
    }
    return index;
  }
  Row row;
  row.item = item;
  row.due = item.due;
  rows_.push_back(row);
  return rows_.size() - 1;
}

bool Queue::waitsForOthers(RowIndex index) const {
  const Row& row = rows_[index];
  const bool keepsOrder = row.item.kind <= DeliveryKind::energyData;
  for (RowIndex other = 0; other < rows_.size(); ++other) {
    const Row& first = rows_[other];
    if (first.item.enterprise != row.item.enterprise) continue;
    if (first.state != DeliveryState::waiting && first.state != DeliveryState::claimed) continue;
    const auto kinds = forerunners(row.item.kind);
    if (std::find(kinds.begin(), kinds.end(), first.item.kind) == kinds.end()) continue;
    if (row.afterConfiguration || (keepsOrder && other < index)) return true;
  }
  return false;
}

bool Queue::mayGo(RowIndex index, const Claim& claim) const {
  const Row& row = rows_[index];
  return row.state == DeliveryState::waiting && row.due <= now_ &&
         (!claim.upTo || row.item.priority <= *claim.upTo) && !waitsForOthers(index);
}

std::vector<RowIndex> Queue::wouldGet(const Claim& claim) const {
  std::vector<RowIndex> got;
  for (int priority = 0; priority <= static_cast<int>(Priority::restore); ++priority) {
    std::vector<RowIndex> left;
    for (RowIndex index = 0; index < rows_.size(); ++index)
      if (rows_[index].item.priority == static_cast<Priority>(priority) && mayGo(index, claim))
        left.push_back(index);
    while (!left.empty()) {
      // One round: each enterprise once, first those behind `after`.
      std::set<std::pair<bool, std::string>> round;
      for (const RowIndex index : left)
        round.insert({rows_[index].item.enterprise <= claim.after, rows_[index].item.enterprise});
      for (const auto& [isBefore, enterprise] : round) {
        const auto oldest = std::find_if(left.begin(), left.end(), [&](RowIndex index) {
          return rows_[index].item.enterprise == enterprise;
        });
        got.push_back(*oldest);
        left.erase(oldest);
      }
    }
  }
  if (got.size() > claim.limit) got.resize(claim.limit);
  return got;
}

void Queue::claim(const Claim& claim) {
  for (const RowIndex index : wouldGet(claim)) {
    Row& row = rows_[index];
    row.state = DeliveryState::claimed;
    row.holder = claim.worker;
    row.leaseOver = claim.leaseOver;
    ++row.tries;
    ++row.triesOfRound;
    tickets_.push_back({index, claim.worker, row.tries});
  }
}

bool Queue::holds(const Ticket& ticket) const {
  const Row& row = rows_[ticket.row];
  return row.state == DeliveryState::claimed && row.holder == ticket.worker && row.tries == ticket.tries;
}

void Queue::freeze(const Ticket& ticket, const std::string& bytes) {
  if (holds(ticket) && !rows_[ticket.row].bytes) rows_[ticket.row].bytes = bytes;
}

void Queue::record(const Ticket& ticket, const Result& result) {
  if (!holds(ticket)) return;
  Row& row = rows_[ticket.row];
  const bool changed = row.changedMeanwhile;
  backToWaiting(row);
  row.due = result.due;
  row.code = result.code;
  ++row.history;
  if (changed) return;
  row.state = result.next;
  if (!result.burns) --row.triesOfRound;
  if (row.state == DeliveryState::delivered) row.bytes.reset();
}

void Queue::extend(const Ticket& ticket, bool leaseOver) {
  if (holds(ticket)) rows_[ticket.row].leaseOver = leaseOver;
}

void Queue::giveBack(const Ticket& ticket) {
  if (!holds(ticket)) return;
  Row& row = rows_[ticket.row];
  --row.triesOfRound;
  backToWaiting(row);
}

std::uint64_t Queue::release() {
  std::uint64_t released = 0;
  for (Row& row : rows_) {
    if (row.state != DeliveryState::claimed || !row.leaseOver) continue;
    backToWaiting(row);
    ++released;
  }
  return released;
}

std::vector<RowIndex> Queue::startRound(std::uint32_t limit, RowIndex first) {
  std::vector<RowIndex> started;
  for (RowIndex index = first; index < rows_.size() && started.size() < limit; ++index) {
    if (!usedUp(rows_[index])) continue;
    freshRound(rows_[index], now_);
    started.push_back(index);
  }
  return started;
}

bool Queue::act(RowIndex index, QueueAct act, const std::string& note) {
  Row& row = rows_[index];
  const bool isOpen = row.state == DeliveryState::waiting || usedUp(row);
  const bool isAllowed = act == QueueAct::takeBack ? row.state == DeliveryState::setAside : isOpen;
  if (!isAllowed) return false;
  row.note = note;
  if (act == QueueAct::setAside) {
    row.state = DeliveryState::setAside;
  } else {
    freshRound(row, now_);
    row.afterConfiguration = act == QueueAct::sendAfterConfiguration;
  }
  return true;
}

/// A claim ends; content that has changed is a new start.
void Queue::backToWaiting(Row& row) {
  row.state = DeliveryState::waiting;
  row.holder.clear();
  if (!row.changedMeanwhile) return;
  row.changedMeanwhile = false;
  row.triesOfRound = 0;
  row.bytes.reset();
}

void Queue::freshRound(Row& row, int due) {
  row.state = DeliveryState::waiting;
  row.triesOfRound = 0;
  row.due = due;
}

}  // namespace model
