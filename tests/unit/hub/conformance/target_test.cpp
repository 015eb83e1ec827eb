#include "hub/conformance/target.h"

#include <gtest/gtest.h>

#include "schemas/codes/code.h"

namespace hub::conformance {
namespace {

// N-2-1
TEST(MadeUpEnterprise, HasTheRightCheckCharacterInEveryRegion) {
  for (const char* region : {"110000", "320600", "659001"}) {
    EXPECT_TRUE(schemas::CreditRule::accepts(madeUpEnterprise(region))) << region;
    EXPECT_EQ(madeUpEnterprise(region).substr(2, 6), region);
  }
}

TEST(MadeUpEnterprise, HasAnOrganisationNumberOfZeros) {
  EXPECT_EQ(madeUpEnterprise("320600").substr(8, 9), "000000000");
}

TEST(MadeUpEnterprise, IsNothingWithoutARegion) { EXPECT_EQ(madeUpEnterprise("anyone"), ""); }

}  // namespace
}  // namespace hub::conformance
