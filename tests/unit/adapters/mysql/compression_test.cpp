#include "adapters/mysql/compression.h"

#include <gtest/gtest.h>

namespace {

using namespace hub::mysql;

TEST(Compression, BytesComeBack) {
  const std::string body = std::string("\0\xff{}", 4) + std::string(100'000, 'a');

  EXPECT_LT(compressed(body).size(), 1000u);
  EXPECT_EQ(expanded(compressed(body)), body);
  EXPECT_EQ(expanded(compressed("")), "");
}

TEST(Compression, DamageIsNoticed) {
  std::string bytes = compressed("some text that is long enough to be cut");

  EXPECT_FALSE(expanded(std::string_view(bytes).substr(0, bytes.size() - 3)));
  EXPECT_FALSE(expanded("no zstd"));
}

}  // namespace
