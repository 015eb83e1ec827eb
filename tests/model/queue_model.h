// What the queue should do, in the fewest words: the model that queue_model_test.cpp holds against the
// database. Written from hub/ports/delivery.h alone; it shares nothing with the in-memory storage or the SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/ports/delivery.h"

namespace model {

using hub::DeliveryKind;
using hub::DeliveryState;
using hub::Priority;
using hub::QueueAct;

using RowIndex = std::size_t;  // rows count from 0 in the order of their ids

struct Item {
  DeliveryKind kind{};
  Priority priority{};
  std::string enterprise, subject;
  int due = 0;  // seconds of the test
};

struct Row {
  Item item;
  DeliveryState state = DeliveryState::waiting;
  int due = 0;
  int tries = 0, triesOfRound = 0;
  std::string holder;
  bool leaseOver = false;
  bool changedMeanwhile = false;  // asked for again while held
  bool afterConfiguration = false;
  std::optional<std::string> bytes;
  std::string code, note;
  int history = 0;  // attempts written back
};

/// What a worker got; it may have lost it since.
struct Ticket {
  RowIndex row = 0;
  std::string worker;
  int tries = 0;
};

struct Claim {
  std::string worker;
  std::uint32_t limit = 1;
  std::string after;
  std::optional<Priority> upTo;
  bool leaseOver = false;
};

struct Result {
  DeliveryState next{};
  int due = 0;
  bool burns = true;
  std::string code;
};

class Queue {
 public:
  RowIndex enqueue(const Item& item);
  /// Rows that a claim gets, in their order.
  std::vector<RowIndex> wouldGet(const Claim& claim) const;
  void claim(const Claim& claim);
  bool holds(const Ticket& ticket) const;
  void freeze(const Ticket& ticket, const std::string& bytes);
  void record(const Ticket& ticket, const Result& result);
  void extend(const Ticket& ticket, bool leaseOver);
  void giveBack(const Ticket& ticket);
  std::uint64_t release();
  /// Rows that wait again, in their order; those from `first` on are looked at.
  std::vector<RowIndex> startRound(std::uint32_t limit, RowIndex first);
  bool act(RowIndex row, QueueAct act, const std::string& note);
  void pass(int seconds) { now_ += seconds; }

  int now() const { return now_; }
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Ticket>& tickets() const { return tickets_; }

 private:
  bool mayGo(RowIndex row, const Claim& claim) const;
  bool waitsForOthers(RowIndex row) const;
  void backToWaiting(Row& row);
  void freshRound(Row& row, int due);

  std::vector<Row> rows_;
  std::vector<Ticket> tickets_;
  int now_ = 0;
};

}  // namespace model
