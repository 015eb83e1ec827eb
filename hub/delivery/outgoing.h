// A claimed delivery on its way through one attempt.
#pragma once

#include <optional>
#include <string>

#include "hub/delivery/breaker.h"
#include "hub/delivery/retry_policy.h"

namespace hub::delivery {

struct Target {
  std::string url;
  std::string provinceId;  // ours at that peer; N only
};

/// What stands against calling, as it will be recorded.
struct Obstacle {
  std::string code, message;
  Decision decision;
  Reach reach = Reach::unknown;  // of a registration that was tried
};

template <class T>
using OrObstacle = tl::expected<T, Obstacle>;

/// Claimed, not tried yet.
struct Outgoing {
  Delivery delivery;  // with its body once that is frozen
  Target target;
  std::optional<Obstacle> obstacle;
  bool isLost = false;  // somebody else has it now
};

/// Tried, not written back yet.
struct Attempted {
  Delivery delivery;  // without body
  Outcome outcome;
  bool called = false;  // a call went out
  Reach reach = Reach::unknown;
  std::optional<std::chrono::seconds> retryAfter;
};

}  // namespace hub::delivery
