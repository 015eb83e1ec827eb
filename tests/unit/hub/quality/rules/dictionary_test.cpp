#include "hub/quality/rules/dictionary.h"

#include <gtest/gtest.h>

namespace {

using hub::quality::judgeCoefficients;
using hub::quality::RuleBook;
using schemas::base_data::EnergyType;

const schemas::CivilDate kMonth = schemas::CivilDate::of(2026, 3, 1);

EnergyType row(const char* code, const char* energyClass, const char* reference, const char* scale = "1") {
  EnergyType type;
  type.code = code;
  type.name = "电力";
  type.classCode = *schemas::TwoDigits::parse(energyClass);
  type.zbckz = reference;
  type.dwzbx = *schemas::Decimal::parse(scale);
  return type;
}

TEST(DictionaryCoefficient, FindsValuesOfAnotherUnit) {
  const auto found = judgeCoefficients(
      RuleBook(), {row("3300", "02", "0.1229"), row("1500", "01", "1.33"), row("0100", "01", "0.7143")},
      kMonth);

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].finding.rule, "dictionary_coefficient");
  EXPECT_EQ(found[0].finding.count, 2u);
  EXPECT_EQ(found[0].finding.evidence, "电力（3300）折标系数0.1229，应为0.92175至5.38667");
  EXPECT_EQ(found[0].period, kMonth);
}

TEST(DictionaryCoefficient, IsSilentForPrintedValuesScalesAndOtherClasses) {
  EXPECT_TRUE(judgeCoefficients(RuleBook(),
                                {row("33", "02", "1.229"), row("3300", "02", "0.1229", "10"),
                                 row("0100", "03", "0.2571"), row("3300", "02", "")},
                                kMonth)
                  .empty());
}

}  // namespace
