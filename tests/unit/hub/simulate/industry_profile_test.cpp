#include "hub/simulate/industry_profile.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/base_data.h"

namespace {

TEST(IndustryProfile, ScaleByTheCoefficientsOfTheBaseData) {
  const schemas::BaseData data = *hub::baseDataOf(tests::shippedBaseData().lists);
  std::map<std::string, schemas::Decimal> coefficients;
  for (const auto& kind : data.energyType)
    if (kind.type == 2)
      coefficients[kind.classCode.text() + kind.code] = *schemas::Decimal::parse(kind.zbckz);
  std::set<std::string> compared;

  for (const auto& profile : hub::simulate::industryProfiles())
    for (const auto& flow : profile.flows) {
      const std::string code = std::string(flow.kind->energyClass) + flow.kind->code;
      if (flow.kind->energyClass == std::string("04")) continue;
      EXPECT_EQ(coefficients.at(code),
                *schemas::Decimal::parse(std::to_string(flow.kind->tcePerUnit) + "e-4"))
          << code;
      compared.insert(code);
    }

  EXPECT_GE(compared.size(), 6U);
}

}  // namespace
