// Registration (N-8.3): the same serial number and addresses every time.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> registerPlatform(const Inquiry& inquiry);

}  // namespace hub::exchange
