#include "schemas/codes/logsign.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

const std::string kExample = "2014-07-02-10010-14010702-4eb81dca9216cabf7e0a51bd48628044";

// G-7.1-10 G-7.1-D1 G-7.1-D3 OQ-43
TEST(LogSign, SplitsTheExampleAndJoinsItAgain) {
  const auto sign = LogSign::parse(kExample);
  ASSERT_TRUE(sign);
  EXPECT_EQ(sign->date, CivilDate::of(2014, 7, 2));
  EXPECT_EQ(sign->province, "10010");
  EXPECT_EQ(sign->enterprise, "14010702");
  EXPECT_EQ(sign->md5, "4eb81dca9216cabf7e0a51bd48628044");
  EXPECT_EQ(sign->text(), kExample);
}

// OQ-43
TEST(LogSign, WritesTheDigestInLowerCase) {
  const auto sign = LogSign::parse("2014-07-02-320000-91330000573973053F-4EB81DCA9216CABF7E0A51BD48628044");
  ASSERT_TRUE(sign);
  EXPECT_EQ(sign->text(), "2014-07-02-320000-91330000573973053F-4eb81dca9216cabf7e0a51bd48628044");
}

// G-7.1-Q1
TEST(LogSign, RefusesAnythingElse) {
  for (const std::string& text :
       {std::string(), kExample.substr(1), kExample + "0", std::string("2014-07-32") + kExample.substr(10),
        std::string("2014-07-02-10010-4eb81dca9216cabf7e0a51bd48628044"),
        std::string("2014-07-02--14010702-4eb81dca9216cabf7e0a51bd48628044"),
        std::string("2014-07-02-10010--4eb81dca9216cabf7e0a51bd48628044"),
        std::string("2014-07-02-10010-14-010702-4eb81dca9216cabf7e0a51bd48628044"),
        std::string("2014-07-02-10010-14010702-4eb81dca9216cabf7e0a51bd4862804g"),
        std::string("2014-07-02-10|10-14010702-4eb81dca9216cabf7e0a51bd48628044"),
        "2014-07-02-10010-" + std::string(65, '1') + "-4eb81dca9216cabf7e0a51bd48628044"})
    EXPECT_FALSE(LogSign::parse(text)) << text;
}

}  // namespace
}  // namespace schemas
