// Checks of single members that several messages share.
#pragma once

#include <optional>
#include <string>

#include "schemas/codes/decimal.h"

namespace schemas {

inline constexpr const char* kDateRule = "应为真实日期，如 2017-05-20 或 2017-05-20 00:00:00";

/// `yyyy-MM-dd` with or without a time (OQ-29).
bool isWireDate(const std::string& text);
bool isZipCode(const std::string& text);
/// `3 月`, `3年` (N-8.7-Q17).
bool isCycle(const std::string& text);
bool isLatitude(const Decimal& value);
bool isLongitude(const Decimal& value);
bool isNotNegative(const std::optional<Decimal>& value);
bool isPositive(const std::optional<Decimal>& value);

}  // namespace schemas
