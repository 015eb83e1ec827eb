// What every step of delivery needs; lives as long as the process.
#pragma once

#include "hub/clock.h"
#include "hub/log.h"
#include "hub/ports/crypto.h"
#include "hub/ports/node.h"
#include "hub/ports/partner.h"
#include "hub/ports/storage.h"

namespace hub::delivery {

struct Surroundings {
  Storage& storage;
  Partner& partner;
  const Clock& clock;
  const Crypto& crypto;
  Log& log;
  const NodeSettings& node;
};

}  // namespace hub::delivery
