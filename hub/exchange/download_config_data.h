// Configuration download (N-8.9): only what the caller itself reports for.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> downloadConfigData(const Inquiry& inquiry);

}  // namespace hub::exchange
