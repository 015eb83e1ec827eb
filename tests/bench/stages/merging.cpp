// From a message to blocks: the identity of the batch, grouping, merging, the rules on arrival.
#include "adapters/crypto/openssl_crypto.h"
#include "hub/exchange/arrived_values.h"
#include "hub/exchange/batch_tag.h"
#include "hub/exchange/merge.h"
#include "hub/quality/arrival.h"
#include "tests/bench/stages/enterprise_day.h"

namespace {

using hub::exchange::ArrivedValues;
using hub::exchange::Tier;

std::vector<ArrivedValues> arrivedOf(std::uint64_t seed) {
  const auto intake = bench::intake(seed);
  return hub::exchange::byBlock(intake.enterprise, intake.records);
}

void CanonicalTextAndMd5(benchmark::State& state) {
  const hub::crypto::OpenSslCrypto crypto;
  const auto intake = bench::intake();
  for (auto _ : state) benchmark::DoNotOptimize(hub::exchange::contentMd5(crypto, intake));
  bench::countValues(state);
}
BENCHMARK(CanonicalTextAndMd5);

void Md5OfTheBody(benchmark::State& state) {
  const hub::crypto::OpenSslCrypto crypto;
  const std::string text = bench::body();
  for (auto _ : state) benchmark::DoNotOptimize(crypto.md5(text));
  bench::countValues(state);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(Md5OfTheBody);

void GroupByBlock(benchmark::State& state) {
  const auto intake = bench::intake();
  for (auto _ : state) benchmark::DoNotOptimize(hub::exchange::byBlock(intake.enterprise, intake.records));
  bench::countValues(state);
}
BENCHMARK(GroupByBlock);

/// `stored` meets what arrives; copies are made outside the measured time.
void mergeAll(benchmark::State& state, const std::vector<hub::SeriesBlock>& stored,
              const std::vector<ArrivedValues>& arriving) {
  std::int64_t values = 0;
  for (const ArrivedValues& group : arriving) values += static_cast<std::int64_t>(group.values.size());
  for (auto _ : state) {
    state.PauseTiming();
    auto before = stored;
    auto incoming = arriving;
    std::vector<hub::exchange::Merged> merged;
    merged.reserve(incoming.size());
    state.ResumeTiming();
    for (std::size_t i = 0; i < incoming.size(); ++i)
      merged.push_back(
          hub::exchange::merge(std::move(before[i]), std::move(incoming[i].values), Tier::sameOrNearer));
    benchmark::DoNotOptimize(merged);
    state.PauseTiming();
    merged.clear();
    state.ResumeTiming();
  }
  bench::countValues(state, values);
}

void MergeANewDay(benchmark::State& state) {
  std::vector<hub::SeriesBlock> empty = bench::blocks();
  for (auto& block : empty) block.values.clear();
  mergeAll(state, empty, arrivedOf(1));
}
BENCHMARK(MergeANewDay);

void MergeTheSameDayAgain(benchmark::State& state) { mergeAll(state, bench::blocks(1), arrivedOf(1)); }
BENCHMARK(MergeTheSameDayAgain);

void MergeACorrectedDay(benchmark::State& state) { mergeAll(state, bench::blocks(1), arrivedOf(2)); }
BENCHMARK(MergeACorrectedDay);

void MergeOneCorrectedValue(benchmark::State& state) {
  auto stored = bench::blocks(1);
  auto arriving = arrivedOf(2);
  stored.resize(1);
  arriving.resize(1);
  arriving[0].values = {arriving[0].values[50]};
  mergeAll(state, stored, arriving);
}
BENCHMARK(MergeOneCorrectedValue);

void JudgeOnArrival(benchmark::State& state) {
  const auto arrived = arrivedOf(1);
  std::vector<hub::quality::ArrivedSeries> series;
  for (const ArrivedValues& group : arrived) series.push_back({&group.key, group.values, {}});
  const hub::quality::ArrivedBatch batch{.enterprise = arrived[0].key.enterprise,
                                         .received = *schemas::CivilTime::parse("2026-11-21 00:10:00"),
                                         .series = series};
  const hub::quality::RuleBook rules;
  for (auto _ : state) benchmark::DoNotOptimize(hub::quality::judge(rules, batch));
  bench::countValues(state);
}
BENCHMARK(JudgeOnArrival);

}  // namespace
