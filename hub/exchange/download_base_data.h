// Base-data download (N-8.4): all nine lists, also when empty.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> downloadBaseData(const Inquiry& inquiry);

}  // namespace hub::exchange
