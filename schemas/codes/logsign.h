// The tag of a batch as it stands in 7.1 (G-7.1-10).
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/codes/civil_time.h"

namespace schemas {

/// `2014-07-02-10010-14010702-4eb81dca…`: date, province code, enterprise code, MD5. Codes are opaque text
/// (OQ-47).
struct LogSign {
  CivilDate date;
  std::string province;
  std::string enterprise;
  std::string md5;  // 32 lower-case hexadecimal digits

  /// Cuts by position, since the date contains the separator (OQ-43). MD5 is read in any case.
  static std::optional<LogSign> parse(std::string_view text);
  std::string text() const;

  auto operator<=>(const LogSign&) const = default;
};

}  // namespace schemas
