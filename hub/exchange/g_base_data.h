// Dictionaries (G-7.3) and enterprise configuration (G-7.4); the certificate alone says whose (G-7.3-D2).
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> gBaseData(const Inquiry& inquiry);

}  // namespace hub::exchange
