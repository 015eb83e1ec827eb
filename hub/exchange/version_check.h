// Version check (N-8.5). dicVersion is one per node, regVersion one per platform (OQ-32).
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> versionCheck(const Inquiry& inquiry);

}  // namespace hub::exchange
