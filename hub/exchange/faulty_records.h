// Which records of an upload cannot be stored, so that the others can (OQ-16).
#pragma once

#include <cstddef>
#include <vector>

#include "hub/ports/batch.h"
#include "schemas/declare/fault.h"
#include "schemas/json/value.h"

namespace hub::exchange {

struct FaultyRecords {
  std::vector<std::size_t> positions;          // ascending
  std::vector<QuarantinedRecord> quarantined;  // the first of them; batch and enterprise still to be set
  schemas::Faults structure;                   // faults that lie in no record
};

/// Assigns each fault to the record it lies in. A sender may fault millions of records: of at most
/// `kQuarantinedMax` the content is kept, each shortened to `kRecordBytesMax`; the body of the batch holds
/// all.
FaultyRecords sortFaults(const schemas::Faults& faults, const schemas::json::Value& root);

inline constexpr std::size_t kQuarantinedMax = 10'000;
inline constexpr std::size_t kRecordBytesMax = 16u << 10;

}  // namespace hub::exchange
