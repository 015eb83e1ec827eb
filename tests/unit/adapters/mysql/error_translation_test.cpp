#include "adapters/mysql/error_translation.h"

#include <gtest/gtest.h>

namespace {

using hub::Failure;
using hub::mysql::breaksSession;
using hub::mysql::translated;

TEST(ErrorTranslation, WhatRepeatingMayCureIsRetryable) {
  for (const int number : {1213, 1205, 2006, 2013, 1927, 1047, 2014, 2030})
    EXPECT_EQ(translated(number, "x").failure, Failure::retryable) << number;
}

TEST(ErrorTranslation, EverythingElseIsNot) {
  for (const int number : {0, 1062, 1064, 1290, 1366, 1406, 1040, 1114})
    EXPECT_EQ(translated(number, "x").failure, Failure::database) << number;
}

TEST(ErrorTranslation, ALostConnectionBreaksItsSession) {
  for (const int number : {2006, 2013, 1927, 2014, 2030, 1047}) EXPECT_TRUE(breaksSession(number)) << number;
  for (const int number : {1213, 1205, 1062, 1064}) EXPECT_FALSE(breaksSession(number)) << number;
}

TEST(ErrorTranslation, TheServersWordsAreForTheLogOnly) {
  const auto error = translated(1064, "near 'SELECT secret'");

  EXPECT_TRUE(error.detail.empty());
  EXPECT_NE(error.cause.find("1064"), std::string::npos);
  EXPECT_NE(error.cause.find("secret"), std::string::npos);
}

}  // namespace
