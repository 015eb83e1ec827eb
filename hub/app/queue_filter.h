// Which deliveries a person means, from the words of the command line.
#pragma once

#include <set>
#include <string>

#include "hub/ports/delivery.h"

namespace hub::app {

/// Empty = any. `from` and `to` are days of China Standard Time on which deliveries were queued, inclusive.
struct QueueWords {
  std::string state, enterprise, kind, code, reasonOf, from, to;
};

/// The words have been checked: names are among those below, days are days.
DeliveryFilter filterOf(const QueueWords& words, std::optional<PeerId> peer);

/// The state that an act is meant for when nobody says another: a bulk action never walks through everything
/// that was ever delivered.
DeliveryState stateMeantBy(QueueAct act);

std::set<std::string> stateNames();
/// States that some act is possible in.
std::set<std::string> actableStateNames();
std::set<std::string> kindNames();
std::set<std::string> actNames();
QueueAct actNamed(const std::string& name);

}  // namespace hub::app
