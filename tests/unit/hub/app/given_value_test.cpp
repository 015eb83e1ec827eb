#include "hub/app/given_value.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

Given fromFile(decltype(Given::value) value) { return {std::move(value), false}; }
Given fromEnvironment(const std::string& text) { return {text, true}; }

TEST(GivenValue, FileMustHaveTheRightType) {
  EXPECT_EQ(integerIn(fromFile(std::int64_t{5})), 5);
  EXPECT_FALSE(integerIn(fromFile(std::string("5"))));
  EXPECT_FALSE(flagIn(fromFile(std::string("true"))));
  EXPECT_FALSE(textIn(fromFile(true)));
  EXPECT_FALSE(integersIn(fromFile(std::string("1,2"))));
}

TEST(GivenValue, EnvironmentIsReadFromItsText) {
  EXPECT_EQ(integerIn(fromEnvironment("-5")), -5);
  EXPECT_EQ(flagIn(fromEnvironment("false")), false);
  EXPECT_EQ(integersIn(fromEnvironment("5,15,45")), (std::vector<std::int64_t>{5, 15, 45}));
}

TEST(GivenValue, EnvironmentMustBeWhole) {
  EXPECT_FALSE(integerIn(fromEnvironment("5s")));
  EXPECT_FALSE(integerIn(fromEnvironment("")));
  EXPECT_FALSE(flagIn(fromEnvironment("yes")));
  EXPECT_FALSE(integersIn(fromEnvironment("5,,6")));
  EXPECT_FALSE(integersIn(fromEnvironment("5,")));
}

TEST(GivenValue, ListensOnAnIpv4AddressWithPort) {
  const auto listen = listenIn("192.168.1.20:8443");

  ASSERT_TRUE(listen);
  EXPECT_EQ(listen->address, "192.168.1.20");
  EXPECT_EQ(listen->port, 8443);
  for (const char* text : {"8443", ":8443", "1.2.3:80", "1.2.3.4.5:80", "1.2.3.256:80", "1.2.3.4:0",
                           "1.2.3.4:65536", "localhost:80", "1.2.3.4:80x"})
    EXPECT_FALSE(listenIn(text)) << text;
}

TEST(GivenValue, ReadsATimeOfDay) {
  EXPECT_EQ(timeOfDayIn("01:38:05")->seconds, 3600 + 38 * 60 + 5);
  for (const char* bad : {"", "1:38:05", "24:00:00", "01:38", "2026-01-01 01:38:05"})
    EXPECT_FALSE(timeOfDayIn(bad)) << bad;
}

}  // namespace
}  // namespace hub::app
