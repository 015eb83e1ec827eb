#include "adapters/mysql/compression.h"

#include <zstd.h>

#include <cassert>

namespace hub::mysql {
namespace {

constexpr int kLevel = 1;  // JSON shrinks to a tenth already; higher levels cost more than the disk they save
constexpr unsigned long long kExpandedMax = 256ull << 20;

}  // namespace

std::string compressed(std::string_view bytes) {
  std::string result(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(result.data(), result.size(), bytes.data(), bytes.size(), kLevel);
  assert(!ZSTD_isError(size));
  result.resize(size);
  return result;
}

Result<std::string> expanded(std::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kExpandedMax)
    return fail(Failure::database, {}, "a stored body is damaged");
  std::string result(size, '\0');
  const std::size_t written = ZSTD_decompress(result.data(), result.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(written) || written != size)
    return fail(Failure::database, {}, "a stored body is damaged");
  return result;
}

}  // namespace hub::mysql
