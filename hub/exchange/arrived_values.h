// The records of a batch, arranged as the blocks they will be stored in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// The values of one block in a batch.
struct ArrivedValues {
  SeriesKey key;
  std::vector<SeriesValue> values;       // ascending by `at`; those of the same `at` in the order they came
  std::vector<std::uint32_t> positions;  // of each in the message: data[position]
};

/// Ascending by key. Linear in the number of records as long as they come in order of time for each item.
std::vector<ArrivedValues> byBlock(const std::string& enterprise, const std::vector<Incoming>& records);

}  // namespace hub::exchange
