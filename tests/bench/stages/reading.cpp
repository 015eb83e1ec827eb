// From bytes to a message: the gate, the declared schema, the fast decoder.
#include "schemas/declare/read.h"
#include "schemas/fast/energy_decoder.h"
#include "schemas/json/parse.h"
#include "schemas/messages/upload_energy_data.h"
#include "tests/bench/stages/enterprise_day.h"

namespace {

void countBytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void GateAndTree(benchmark::State& state) {
  const std::string text = bench::body();
  for (auto _ : state) benchmark::DoNotOptimize(schemas::json::parse(text));
  bench::countValues(state);
  countBytes(state, text.size());
}
BENCHMARK(GateAndTree);

void GateTreeAndDeclaredSchema(benchmark::State& state) {
  const std::string text = bench::body();
  for (auto _ : state) {
    const auto parsed = schemas::json::parse(text);
    schemas::ReadContext context;
    benchmark::DoNotOptimize(schemas::read<schemas::UploadEnergyData>(parsed->root, context));
  }
  bench::countValues(state);
  countBytes(state, text.size());
}
BENCHMARK(GateTreeAndDeclaredSchema);

void FastDecoder(benchmark::State& state) {
  const std::string text = bench::paddedBody();
  for (auto _ : state) {
    const auto decoded = schemas::fast::decodeEnergy(text, {});
    if (!decoded) return state.SkipWithError("the fast decoder leaves this body to the declared schema");
  }
  bench::countValues(state);
  countBytes(state, text.size());
}
BENCHMARK(FastDecoder);

}  // namespace
