// One step of the queue, done to the model and to the database alike.
#pragma once

#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include "hub/ports/storage.h"
#include "tests/model/queue_model.h"

namespace model {

/// The database beside the model: one peer of its own, and what stands for the model's rows and tickets.
struct Subject {
  hub::Storage& storage;
  hub::PeerId peer{};
  hub::TimePoint start{};  // second 0
  std::vector<hub::DeliveryId> ids = {};
  std::vector<hub::Delivery> held = {};  // one for each ticket

  hub::TimePoint at(int seconds) const { return start + std::chrono::seconds{seconds}; }
};

using Command = rc::state::Command<Queue, Subject>;

/// A step that may follow `queue`.
rc::Gen<std::shared_ptr<const Command>> nextCommand(const Queue& queue);

}  // namespace model
