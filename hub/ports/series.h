// Values as they are stored: series blocks (design.md 4). One block = one item of one enterprise over one
// period.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"
#include "schemas/messages/energy_record.h"

namespace hub {

enum class BatchId : std::uint64_t {};

/// Periods: real time -> the day, daily -> the month, monthly and yearly -> the year.
schemas::CivilDate periodOf(schemas::StatType statType, schemas::CivilTime statDate);

struct SeriesKey {
  std::string enterprise;
  std::string code;  // DataCode::canonical()
  schemas::StatType statType = schemas::StatType::realTime;
  schemas::CivilDate period;

  auto operator<=>(const SeriesKey&) const = default;
};

/// One value. Its key within the block is `at`, to the second; nothing is snapped to a grid.
struct SeriesValue {
  schemas::CivilTime at;       // statDate
  schemas::Decimal value;      // lexeme as sent
  std::int32_t inputType = 0;  // 0 = not given (G "-")
  std::int32_t scope = 0;      // 0 = not given
  bool valid = true;
  bool derivedStart = false;  // `at` was derived, the sender gave none (OQ-51)
  schemas::CivilTime uploadDate;
  schemas::SharedText rawCode;  // data code as sent

  bool operator==(const SeriesValue&) const = default;
};

struct SeriesBlock {
  SeriesKey key;
  std::vector<SeriesValue> values;  // ascending by `at`, unique
  BatchId batch{};                  // the last batch that touched it

  bool operator==(const SeriesBlock&) const = default;
};

/// A value that lost to another one (OQ-19): kept as history.
struct Revision {
  SeriesKey key;
  SeriesValue lost;
  BatchId batch{};  // the batch that caused it
};

/// Which values of a period to read. `to` is exclusive.
struct SeriesRange {
  std::string enterprise;
  schemas::StatType statType = schemas::StatType::daily;
  schemas::CivilTime from;
  schemas::CivilTime to;
};

class SeriesStore {
 public:
  virtual ~SeriesStore() = default;
  /// The stored blocks among `keys`, locked until the unit ends. `keys` ascending; the enterprise head is
  /// locked before.
  virtual Result<std::vector<SeriesBlock>> load(const std::vector<SeriesKey>& keys) = 0;
  /// Inserts or replaces whole blocks.
  virtual Result<void> save(const std::vector<SeriesBlock>& blocks) = 0;
  virtual Result<void> keepRevisions(const std::vector<Revision>& revisions) = 0;
  /// Blocks with at least one value in the range, ascending by code; values outside the range are left out.
  virtual Result<std::vector<SeriesBlock>> read(const SeriesRange& range) = 0;
  /// Which of `keys` are stored, without reading the values.
  virtual Result<std::vector<SeriesKey>> present(const std::vector<SeriesKey>& keys) = 0;
};

}  // namespace hub
