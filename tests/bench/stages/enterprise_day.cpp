#include "tests/bench/stages/enterprise_day.h"

#include <stdexcept>

#include "hub/exchange/upload_energy_data.h"
#include "hub/simulate/load_bodies.h"
#include "schemas/declare/read.h"
#include "schemas/fast/energy_decoder.h"

namespace bench {

std::string body(std::uint64_t seed, std::uint64_t enterprise) {
  hub::simulate::LoadBodies bodies({.identity = "0ef6ecea08bf84c7b639c3e9b84ed546",
                                    .day = *schemas::CivilDate::parse("2026-11-20"),
                                    .items = kItems,
                                    .firstEnterprise = enterprise,
                                    .seed = seed});
  bodies.prepare(1);
  return bodies.head(0) + *bodies.records(0);
}

std::string paddedBody() {
  std::string text = body();
  text.reserve(text.size() + schemas::fast::kPadding);
  return text;
}

hub::exchange::Intake intake(std::uint64_t seed, std::uint64_t enterprise) {
  std::string text = body(seed, enterprise);
  const auto parsed = schemas::json::parse(text);
  if (!parsed) throw std::runtime_error("the body is no JSON");
  schemas::ReadContext context;
  const auto message = schemas::read<schemas::UploadEnergyData>(parsed->root, context);
  if (!message) throw std::runtime_error("the body is no uploadEnergyData");
  return hub::exchange::intakeOf(*message, hub::Channel::n88, {}, hub::exchange::owned(std::move(text)));
}

std::vector<hub::SeriesBlock> blocks(std::uint64_t seed, std::uint64_t enterprise) {
  const auto made = intake(seed, enterprise);
  std::vector<hub::SeriesBlock> result;
  for (auto& arrived : hub::exchange::byBlock(made.enterprise, made.records))
    result.push_back({std::move(arrived.key), std::move(arrived.values), hub::BatchId{1}});
  return result;
}

void countValues(benchmark::State& state, std::int64_t values) {
  state.counters["values/s"] = benchmark::Counter(
      static_cast<double>(values) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

}  // namespace bench
