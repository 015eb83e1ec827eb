// What all stages work on: one enterprise-day, 200 data codes with 96 values each, as a platform sends it.
#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "hub/exchange/arrived_values.h"
#include "hub/exchange/ingest.h"
#include "hub/ports/series.h"

namespace bench {

inline constexpr int kItems = 200;
inline constexpr int kValues = kItems * 96;

/// 3.6 MB. Equal seeds make equal bodies, a greater one is a later upload of other values.
std::string body(std::uint64_t seed = 1, std::uint64_t enterprise = 0);
/// With room for the fast decoder to read in place, as a request has it.
std::string paddedBody();

hub::exchange::Intake intake(std::uint64_t seed = 1, std::uint64_t enterprise = 0);
/// The same as stored: one block for each data code.
std::vector<hub::SeriesBlock> blocks(std::uint64_t seed = 1, std::uint64_t enterprise = 0);

/// Prints values/s beside the time of an iteration, which handled `values` of them.
void countValues(benchmark::State& state, std::int64_t values = kValues);

/// The value, or the end of the program with its cause: a benchmark of a failure measures nothing.
template <class T>
T must(hub::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().cause + " " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace bench
