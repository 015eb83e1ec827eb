// Which G message a body is: tables 1, 3, 4, 6 and 8 print one address for all of them (OQ-41).
#pragma once

#include "schemas/json/value.h"

namespace hub::exchange {

enum class GMessage { consistency, delivery, baseData, unknown };

/// By its member names, trimmed and in any case. `data` with `logsign` is the notice or request of OQ-49, a
/// delivery.
GMessage messageIn(const schemas::json::Value& root);

}  // namespace hub::exchange
