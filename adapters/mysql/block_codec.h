// SeriesBlock <-> the columns of table series_block (migrations/README.md). Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hub/ports/series.h"

namespace hub::mysql {

/// What a row holds besides its key and batch. Position n of `values` stands at
///   period + phase + n * stepSeconds, or that many months later with stepMonths, or period + offset n.
struct BlockColumns {
  std::string dataCode;  // raw code; what differs is in `exceptions`
  std::uint32_t stepSeconds = 0;
  std::uint32_t stepMonths = 0;
  std::uint32_t phase = 0;  // seconds from the period's first midnight to position 0
  std::optional<std::string>
      offsets;                   // irregular: 8 digits a value, seconds from the period's first midnight
  std::string values;            // JSON array: numbers as sent, text when no JSON number, null for a gap
  std::uint32_t valueCount = 0;  // without gaps
  std::int32_t inputType = 0;
  std::int32_t scope = 0;
  bool valid = true;
  bool derivedStart = false;
  schemas::CivilTime uploadDate;
  std::optional<std::string> uploadDates;  // when many differ: 10 digits a position, seconds from 1900-01-01
  std::optional<std::string>
      exceptions;  // JSON: {"17":{"i":5,"s":1,"v":0,"d":1,"u":"...","c":"..."}} by position

  bool operator==(const BlockColumns&) const = default;
};

/// Chooses the smallest form. `internal` when values do not ascend or lie outside the block's period.
Result<BlockColumns> encode(const SeriesBlock& block);

/// The values exactly as they were given to encode(). `database` when the columns are damaged.
Result<std::vector<SeriesValue>> decode(const SeriesKey& key, const BlockColumns& columns);

}  // namespace hub::mysql
