// What the machine allows at best: the bare primitive below each stage, without any of our code.
#include <fcntl.h>
#include <openssl/evp.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <vector>

#include "tests/bench/stages/enterprise_day.h"

namespace {

constexpr int kTlsRecordBytes = 16 << 10;

void countBytes(benchmark::State& state, std::size_t bytes) {
  bench::countValues(state);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void LimitCopyingTheBody(benchmark::State& state) {
  const std::string text = bench::body();
  std::string copy(text.size(), '\0');
  for (auto _ : state) {
    std::memcpy(copy.data(), text.data(), text.size());
    benchmark::ClobberMemory();
  }
  countBytes(state, text.size());
}
BENCHMARK(LimitCopyingTheBody);

void LimitAes256GcmOfTlsRecords(benchmark::State& state) {
  const std::string text = bench::body();
  std::vector<unsigned char> sealed(kTlsRecordBytes + 32);
  const unsigned char key[32] = {}, nonce[12] = {};
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  for (auto _ : state)
    for (std::size_t at = 0; at < text.size(); at += kTlsRecordBytes) {
      const auto size = static_cast<int>(std::min<std::size_t>(kTlsRecordBytes, text.size() - at));
      int written = 0;
      unsigned char tag[16];
      EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, key, nonce);
      EVP_EncryptUpdate(context, sealed.data(), &written,
                        reinterpret_cast<const unsigned char*>(text.data()) + at, size);
      EVP_EncryptFinal_ex(context, sealed.data() + written, &written);
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, sizeof tag, tag);
      benchmark::DoNotOptimize(tag);
    }
  EVP_CIPHER_CTX_free(context);
  countBytes(state, text.size());
}
BENCHMARK(LimitAes256GcmOfTlsRecords);

void LimitUtf8Check(benchmark::State& state) {
  const std::string text = bench::body();
  for (auto _ : state) benchmark::DoNotOptimize(simdjson::validate_utf8(text));
  countBytes(state, text.size());
}
BENCHMARK(LimitUtf8Check);

void LimitSimdjsonTree(benchmark::State& state) {
  const simdjson::padded_string text(bench::body());
  simdjson::dom::parser parser;
  for (auto _ : state)
    if (parser.parse(text).error()) return state.SkipWithError("the body is no JSON");
  countBytes(state, text.size());
}
BENCHMARK(LimitSimdjsonTree);

// Beside the database of this run, so on its disk.
void LimitAppendAndSync(benchmark::State& state) {
  const char* socket = std::getenv("NENGHUB_BENCH_SOCKET");
  if (!socket) return state.SkipWithError("NENGHUB_BENCH_SOCKET names no server");
  const std::string file = std::string(socket) + ".sync";
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'x');
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string room(64 << 20, '\0');  // as the redo log: written over, never growing
  if (write(descriptor, room.data(), room.size()) < 0 || fsync(descriptor) != 0)
    state.SkipWithError("the file cannot be written");
  off_t at = 0;
  for (auto _ : state) {
    if (pwrite(descriptor, bytes.data(), bytes.size(), at) < 0 || fdatasync(descriptor) != 0)
      return state.SkipWithError("the file cannot be synchronised");
    at = (at + state.range(0)) % (32 << 20);
  }
  close(descriptor);
  unlink(file.c_str());
  bench::countValues(state, 1);
}
BENCHMARK(LimitAppendAndSync)->ArgName("bytes")->Arg(4096)->Arg(256 << 10)->UseRealTime();

}  // namespace
