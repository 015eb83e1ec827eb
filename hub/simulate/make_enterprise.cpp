#include "hub/simulate/make_enterprise.h"

#include <algorithm>
#include <cstdio>

#include "hub/simulate/decimal_of.h"
#include "hub/simulate/make_items.h"

namespace hub::simulate {
namespace {

constexpr int kMaxUploadDelay = 1800;  // OQ-17

std::string padded(int number, int width) {
  const std::string digits = std::to_string(number);
  const auto missing = std::max(0, width - static_cast<int>(digits.size()));
  return std::string(static_cast<std::size_t>(missing), '0') + digits;
}

/// GB 11714: the ninth character of an organisation code, for the first eight.
char organisationCheck(const std::string& first8) {
  static constexpr int kWeights[8] = {3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const char c = first8[i];
    sum += (c <= '9' ? c - '0' : c - 'A' + 10) * kWeights[i];
  }
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check % 11);
}

/// Organisation codes that begin with XX are not given out.
schemas::CreditCode creditCode(bool institution, const schemas::RegionCode& region, int number) {
  const std::string subject = "XX" + padded(number % 1'000'000, 6);
  const std::string first17 =
      (institution ? "12" : "91") + region.text() + subject + organisationCheck(subject);
  return *schemas::CreditCode::parse(first17 + schemas::CreditRule::checkCharacter(first17));
}

/// N-8.6-Q30.
int consumeLevel(std::int64_t yearlyTce) {
  static constexpr std::int64_t kUpper[5] = {5'000, 10'000, 100'000, 500'000, 3'000'000};
  return static_cast<int>(std::upper_bound(std::begin(kUpper), std::end(kUpper), yearlyTce) -
                          std::begin(kUpper)) +
         1;
}

struct TypeName {
  const char* code;
  const char* name;
};

TypeName enterpriseType(const IndustryProfile& profile, Random& random) {
  static constexpr TypeName kTypes[] = {
      {"159", "其他有限责任公司"}, {"173", "私营有限责任公司"}, {"151", "国有独资公司"}};
  if (profile.institution) return {"190", "其他企业"};
  return kTypes[static_cast<std::size_t>(random.between(0, 2))];
}

schemas::Decimal nearby(int centreMicro, Random& random) {
  return decimalOf(centreMicro + random.between(-150'000, 150'000), 6);
}

void fillContacts(schemas::Enterprise& base, int index) {
  base.phone = "000-" + padded(10'000'000 + index, 8);
  base.fax = base.phone;
  base.email = "energy" + padded(index + 1, 4) + "@example.com";
  base.zipCode = "000000";
  base.corporationName = "示例法人" + std::to_string(index + 1);
  base.energyOffice = "能源管理部";
  base.energyOfficial = "示例甲" + std::to_string(index + 1);
  base.energyOfficialPosition = "副总经理";
  base.energyOfficialPhone = base.phone;
  base.energyRespName = "示例乙" + std::to_string(index + 1);
  base.energyRespPhone = base.phone;
}

void fillBusiness(schemas::Enterprise& base, const IndustryProfile& profile, Random& random) {
  const TypeName type = enterpriseType(profile, random);
  base.typeCode = *schemas::EnterpriseTypeCode::parse(type.code);
  base.typeName = type.name;
  base.industryCode = *schemas::IndustryCode::parse(profile.industry);
  base.center = false;
  base.jgzh = profile.conversion;
  base.fieldCode = profile.institution ? "600" : "100";
  base.fieldName = profile.institution ? "其他" : "工业";
  base.registerDate =
      schemas::CivilDate::of(random.between(1990, 2018), static_cast<unsigned>(random.between(1, 12)),
                             static_cast<unsigned>(random.between(1, 28)))
          .text() +
      " 00:00:00";
  base.registerPrincipal = decimalOf(random.between(10, 900) * 100, 0);
  base.energyPass = random.hit(600);
  base.passDate = *base.energyPass ? "2024-06-01 00:00:00" : "";
  base.passOrg = *base.energyPass ? "示例认证机构" : "";
  base.productionLine = std::string("示例") + profile.product + "生产线";
  base.leadingProduct = profile.product;
  base.remark = "模拟数据";
}

void fillProcesses(SimulatedEnterprise& enterprise, const IndustryProfile& profile, Random& random) {
  for (const PlantProcess& process : profile.processes) {
    const auto code = *schemas::TwoDigits::parse(process.code);
    enterprise.processes.push_back({code, process.name, ""});
    for (int unit = 1; unit <= process.units; ++unit)
      enterprise.processUnits.push_back(
          {*schemas::TwoDigits::parse(padded(unit, 2)), std::to_string(unit) + "号" + process.unitName, code,
           std::to_string(random.between(2000, 2020)) + "-01-01 00:00:00", "", ""});
  }
}

const IndustryProfile& profileOf(int index) {
  const auto& profiles = industryProfiles();
  return profiles[static_cast<std::size_t>(index) % profiles.size()];
}

}  // namespace

SimulatedEnterprise makeEnterprise(const SimulationSettings& settings, int index) {
  Random random(settings.seed, {1, index});
  const IndustryProfile& profile = profileOf(index);
  const auto& region = settings.regions[static_cast<std::size_t>(index) % settings.regions.size()];
  const std::int64_t yearlyTce = random.between(profile.tceLeast, profile.tceMost);
  const int numberBase = Random(settings.seed, {2}).between(0, 899'999);

  SimulatedEnterprise enterprise;
  schemas::Enterprise& base = enterprise.base;
  base.code = creditCode(profile.institution, region.code, numberBase + index);
  base.corporationCode = base.code;
  base.name = "示例" + padded(index + 1, 2) + profile.word + profile.suffix;
  base.regionCode = region.code;
  base.regionName = region.name;
  base.address = settings.cityName + region.name + "示例路" + std::to_string(index + 1) + "号";
  base.energyConsumeLevel = consumeLevel(yearlyTce);
  base.latitude = nearby(settings.latitudeMicro, random);
  base.longitude = nearby(settings.longitudeMicro, random);
  fillBusiness(base, profile, random);
  fillContacts(base, index);
  fillProcesses(enterprise, profile, random);
  enterprise.items = makeItems({&profile, yearlyTce, settings.itemsPerEnterprise}, random);
  enterprise.uploadDelay = random.between(0, kMaxUploadDelay - 1);
  return enterprise;
}

}  // namespace hub::simulate
