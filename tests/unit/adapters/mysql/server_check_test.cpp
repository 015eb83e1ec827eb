#include "adapters/mysql/server_check.h"

#include <gtest/gtest.h>

namespace {

using namespace hub::mysql;

TEST(ServerCheck, UnsafeCommitsAreRefusedByName) {
  EXPECT_TRUE(checkDurability("1", false, "0"));
  EXPECT_TRUE(checkDurability("1", true, "1"));
  for (const char* value : {"0", "2"})
    EXPECT_NE(checkDurability(value, false, "1").error().cause.find("innodb_flush_log_at_trx_commit"),
              std::string::npos);
  EXPECT_NE(checkDurability("1", true, "0").error().cause.find("sync_binlog"), std::string::npos);
}

TEST(ServerCheck, AnotherCharacterSetIsRefused) {
  EXPECT_TRUE(checkCharset("utf8mb4", "a"));
  for (const char* charset : {"latin1", "utf8mb3", "utf8"})
    EXPECT_FALSE(checkCharset(charset, "a")) << charset;
}

}  // namespace
