// From blocks to durable rows: the codec, compression of what is kept as it came, MariaDB with durable
// commits.
#include <pwd.h>
#include <unistd.h>
#include <zstd.h>

#include <cstdlib>
#include <memory>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/block_codec.h"
#include "adapters/mysql/mysql_storage.h"
#include "tests/bench/stages/enterprise_day.h"

namespace {

void EncodeBlocks(benchmark::State& state) {
  const auto blocks = bench::blocks();
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    for (const auto& block : blocks) {
      const auto columns = hub::mysql::encode(block);
      bytes += columns->values.size();
    }
  }
  bench::countValues(state);
  state.counters["bytes/value"] = static_cast<double>(bytes) / bench::kValues;
}
BENCHMARK(EncodeBlocks);

void DecodeBlocks(benchmark::State& state) {
  const auto blocks = bench::blocks();
  std::vector<hub::mysql::BlockColumns> columns;
  for (const auto& block : blocks) columns.push_back(*hub::mysql::encode(block));
  for (auto _ : state)
    for (std::size_t i = 0; i < blocks.size(); ++i)
      benchmark::DoNotOptimize(hub::mysql::decode(blocks[i].key, columns[i]));
  bench::countValues(state);
}
BENCHMARK(DecodeBlocks);

void CompressTheBody(benchmark::State& state) {
  const std::string text = bench::body();
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  std::size_t size = 0;
  for (auto _ : state)
    size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(),
                         static_cast<int>(state.range(0)));
  bench::countValues(state);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["bytes/value"] = static_cast<double>(size) / bench::kValues;
}
BENCHMARK(CompressTheBody)->ArgName("level")->Arg(-5)->Arg(-1)->Arg(1)->Arg(2)->Arg(3)->Arg(6);

/// A schema of its own on the server that run.sh has started, removed at the end.
class Database final {
 public:
  Database() {
    const char* socket = std::getenv("NENGHUB_BENCH_SOCKET");
    if (!socket) return;
    settings_.socket = socket;
    settings_.user = getpwuid(geteuid())->pw_name;
    settings_.schema = "bench_" + std::to_string(getpid());
    settings_.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
    bench::must(hub::mysql::migrate(settings_, crypto_));
    storage_ = bench::must(hub::mysql::MySqlStorage::open(settings_, crypto_));
  }
  ~Database() {
    storage_.reset();
    if (!settings_.socket.empty()) (void)hub::mysql::dropDatabase(settings_);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// nullptr without a server.
  hub::Storage* storage() { return storage_.get(); }

 private:
  hub::crypto::OpenSslCrypto crypto_;
  hub::mysql::DatabaseSettings settings_;
  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
};

hub::Storage* storageFor(benchmark::State& state) {
  static Database database;
  if (!database.storage()) state.SkipWithError("NENGHUB_BENCH_SOCKET names no server");
  return database.storage();
}

std::uint64_t nextEnterprise() {
  static std::uint64_t last = 0;
  return ++last;
}

template <class Unit>
void unit(hub::Storage& storage, Unit&& work) {
  bench::must(hub::inUnit(storage, std::forward<Unit>(work)));
}

hub::Result<void> keyed(hub::Result<hub::EnterpriseHead> head) {
  if (!head) return tl::unexpected(head.error());
  return {};
}

std::vector<hub::SeriesBlock> freshBlocks(const std::vector<hub::SeriesBlock>& like) {
  auto blocks = like;
  const std::string enterprise = "BENCH" + std::to_string(nextEnterprise());
  for (auto& block : blocks) block.key.enterprise = enterprise;
  return blocks;
}

void CommitOneRow(benchmark::State& state) {
  hub::Storage* storage = storageFor(state);
  if (!storage) return;
  for (auto _ : state)
    unit(*storage, [&](hub::UnitOfWork& work) {
      return keyed(work.enterprises().lockHead("BENCH" + std::to_string(nextEnterprise()), hub::PeerId{1}));
    });
  bench::countValues(state, 1);
}
BENCHMARK(CommitOneRow)->UseRealTime();

void SaveANewDay(benchmark::State& state) {
  hub::Storage* storage = storageFor(state);
  if (!storage) return;
  const auto day = bench::blocks();
  for (auto _ : state) {
    state.PauseTiming();
    const auto blocks = freshBlocks(day);
    state.ResumeTiming();
    unit(*storage, [&](hub::UnitOfWork& work) { return work.series().save(blocks); });
  }
  bench::countValues(state);
}
BENCHMARK(SaveANewDay)->UseRealTime()->MinTime(2);

void LoadAndSaveAStoredDay(benchmark::State& state) {
  hub::Storage* storage = storageFor(state);
  if (!storage) return;
  const auto blocks = freshBlocks(bench::blocks());
  std::vector<hub::SeriesKey> keys;
  for (const auto& block : blocks) keys.push_back(block.key);
  unit(*storage, [&](hub::UnitOfWork& work) { return work.series().save(blocks); });
  for (auto _ : state)
    unit(*storage, [&](hub::UnitOfWork& work) -> hub::Result<void> {
      HUB_TRY(loaded, work.series().load(keys));
      return work.series().save(loaded);
    });
  bench::countValues(state);
}
BENCHMARK(LoadAndSaveAStoredDay)->UseRealTime();

void LoadAStoredDay(benchmark::State& state) {
  hub::Storage* storage = storageFor(state);
  if (!storage) return;
  const auto blocks = freshBlocks(bench::blocks());
  std::vector<hub::SeriesKey> keys;
  for (const auto& block : blocks) keys.push_back(block.key);
  unit(*storage, [&](hub::UnitOfWork& work) { return work.series().save(blocks); });
  for (auto _ : state)
    unit(*storage, [&](hub::UnitOfWork& work) -> hub::Result<void> {
      HUB_TRY(loaded, work.series().load(keys));
      benchmark::DoNotOptimize(loaded);
      return {};
    });
  bench::countValues(state);
}
BENCHMARK(LoadAStoredDay)->UseRealTime();

void InsertABatchWithItsBody(benchmark::State& state) {
  hub::Storage* storage = storageFor(state);
  if (!storage) return;
  const std::string text = bench::body();
  hub::Batch batch;
  for (const auto& block : bench::blocks()) batch.blocks.push_back(block.key);
  batch.enterprise = batch.blocks.front().enterprise;
  for (auto _ : state) {
    std::string number = std::to_string(nextEnterprise());
    batch.contentMd5 = std::string(32 - number.size(), '0') + number;
    unit(*storage, [&](hub::UnitOfWork& work) -> hub::Result<void> {
      HUB_TRY(id, work.batches().insert(batch, text));
      benchmark::DoNotOptimize(id);
      return {};
    });
  }
  bench::countValues(state);
}
BENCHMARK(InsertABatchWithItsBody)->UseRealTime()->MinTime(2);

}  // namespace
