#include "hub/simulate/industry_profile.h"

namespace hub::simulate {
namespace {

constexpr const char* kPrimary = "一次能源";
constexpr const char* kSecondary = "二次能源";
constexpr const char* kProducts = "非能源类产品";
constexpr const char* kBeltScale = "12061000";
constexpr const char* kWeighbridge = "12062000";
constexpr const char* kFlowMeter = "12000000";
constexpr const char* kHeatMeter = "04000000";
constexpr const char* kElectricityMeter = "15000000";

constexpr const char* kConsumed = "11";
constexpr const char* kProduced = "30";

constexpr Kind kAnthracite{"01", "0102", kPrimary, "无烟煤", 9428, 3, kBeltScale};
constexpr Kind kSteamCoal{"01", "0104", kPrimary, "一般烟煤", 7143, 3, kBeltScale};
constexpr Kind kCleanedCoal{"02", "0600", kSecondary, "洗精煤", 9000, 3, kBeltScale};
constexpr Kind kCoke{"02", "0900", kSecondary, "焦炭", 9714, 3, kBeltScale};
constexpr Kind kNaturalGas{"01", "1500", kPrimary, "天然气", 133000, 4, kFlowMeter};
constexpr Kind kHeat{"02", "3200", kSecondary, "热力", 341, 2, kHeatMeter};
constexpr Kind kElectricity{"02", "3300", kSecondary, "电力", 12290, 4, kElectricityMeter};
constexpr Kind kDiesel{"02", "2100", kSecondary, "柴油", 14571, 3, kWeighbridge};
constexpr Kind kPetrol{"02", "1900", kSecondary, "汽油", 14714, 3, kWeighbridge};
constexpr Kind kEthylene{"04", "0100", kProducts, "乙烯", 6000, 3, kFlowMeter};
constexpr Kind kProcessProduct{"04", "0200", kProducts, "产品0200", 6000, 2, kBeltScale};

constexpr EquipmentType kBoiler{"01", "锅炉"}, kKiln{"02", "工业窑炉"}, kMotor{"03", "电动机"},
    kTransformer{"04", "变压器"}, kPump{"05", "泵"}, kFan{"06", "风机"}, kCompressor{"07", "空气压缩机"},
    kChiller{"08", "制冷机组"}, kArcFurnace{"09", "电炉"}, kTurbine{"10", "汽轮机"},
    kMill{"13", "破碎粉磨设备"}, kLoom{"14", "纺纱织造设备"}, kLighting{"15", "照明"};

IndustryProfile steel() {
  return {.industry = "C3120",
          .word = "钢铁",
          .suffix = "有限公司",
          .product = "钢坯",
          .conversion = false,
          .institution = false,
          .tceLeast = 300'000,
          .tceMost = 2'600'000,
          .curve = Curve::continuous,
          .electricityPerMille = 200,
          .flows = {{&kElectricity, kConsumed, 200, Curve::continuous},
                    {&kCleanedCoal, kConsumed, 440, Curve::continuous},
                    {&kCoke, kConsumed, 150, Curve::continuous},
                    {&kAnthracite, kConsumed, 150, Curve::continuous},
                    {&kNaturalGas, kConsumed, 50, Curve::continuous}},
          .processes = {{"04", "高炉炼铁", "高炉", 2, false},
                        {"05", "转炉", "转炉", 2, true},
                        {"06", "电炉工序", "电炉", 1, true},
                        {"08", "热轧", "热轧线", 2, false}},
          .equipment = {kFan, kPump, kArcFurnace, kCompressor, kTransformer, kMotor}};
}

IndustryProfile cement() {
  return {
      .industry = "C3011",
      .word = "水泥",
      .suffix = "有限公司",
      .product = "水泥熟料",
      .conversion = false,
      .institution = false,
      .tceLeast = 60'000,
      .tceMost = 300'000,
      .curve = Curve::valley,
      .electricityPerMille = 180,
      .flows = {{&kElectricity, kConsumed, 180, Curve::valley}, {&kSteamCoal, kConsumed, 810, Curve::flat}},
      .processes = {},
      .equipment = {kMill, kKiln, kFan, kMotor, kCompressor}};
}

IndustryProfile chemical() {
  return {.industry = "C2614",
          .word = "化工",
          .suffix = "有限公司",
          .product = "有机化学原料",
          .conversion = false,
          .institution = false,
          .tceLeast = 40'000,
          .tceMost = 600'000,
          .curve = Curve::flat,
          .electricityPerMille = 300,
          .flows = {{&kElectricity, kConsumed, 300, Curve::flat},
                    {&kHeat, kConsumed, 300, Curve::flat},
                    {&kNaturalGas, kConsumed, 380, Curve::flat},
                    {&kEthylene, kProduced, 500, Curve::flat}},
          .processes = {},
          .equipment = {kPump, kCompressor, kChiller, kMotor, kTransformer}};
}

IndustryProfile power() {
  return {.industry = "D4411",
          .word = "热电",
          .suffix = "有限公司",
          .product = "电力",
          .conversion = true,
          .institution = false,
          .tceLeast = 400'000,
          .tceMost = 3'400'000,
          .curve = Curve::grid,
          .electricityPerMille = 25,
          .flows = {{&kSteamCoal, kConsumed, 980, Curve::grid},
                    {&kElectricity, kProduced, 400, Curve::grid},
                    {&kElectricity, kConsumed, 25, Curve::grid},
                    {&kHeat, kProduced, 120, Curve::daytime}},
          .processes = {},
          .equipment = {kTurbine, kBoiler, kFan, kPump, kMill}};
}

IndustryProfile textile() {
  return {.industry = "C1711",
          .word = "纺织",
          .suffix = "有限公司",
          .product = "棉纱",
          .conversion = false,
          .institution = false,
          .tceLeast = 6'000,
          .tceMost = 40'000,
          .curve = Curve::twoShifts,
          .electricityPerMille = 700,
          .flows = {{&kElectricity, kConsumed, 700, Curve::twoShifts},
                    {&kHeat, kConsumed, 280, Curve::twoShifts}},
          .processes = {},
          .equipment = {kLoom, kCompressor, kChiller, kMotor, kLighting}};
}

IndustryProfile weaving() {
  return {.industry = "C1751",
          .word = "化纤",
          .suffix = "有限公司",
          .product = "化纤织物",
          .conversion = false,
          .institution = false,
          .tceLeast = 8'000,
          .tceMost = 60'000,
          .curve = Curve::threeShifts,
          .electricityPerMille = 600,
          .flows = {{&kElectricity, kConsumed, 600, Curve::threeShifts},
                    {&kHeat, kConsumed, 380, Curve::threeShifts}},
          .processes = {},
          .equipment = {kLoom, kMotor, kCompressor, kFan, kLighting}};
}

IndustryProfile hospital() {
  return {.industry = "Q8411",
          .word = "综合医院",
          .suffix = "",
          .product = "医疗服务",
          .conversion = false,
          .institution = true,
          .tceLeast = 3'000,
          .tceMost = 12'000,
          .curve = Curve::daytime,
          .electricityPerMille = 700,
          .flows = {{&kElectricity, kConsumed, 700, Curve::daytime},
                    {&kNaturalGas, kConsumed, 200, Curve::daytime},
                    {&kHeat, kConsumed, 90, Curve::daytime}},
          .processes = {},
          .equipment = {kChiller, kPump, kFan, kLighting, kBoiler}};
}

}  // namespace

const std::vector<IndustryProfile>& industryProfiles() {
  static const std::vector<IndustryProfile> kProfiles{steel(),   cement(),   chemical(), power(),
                                                      textile(), hospital(), weaving()};
  return kProfiles;
}

const Kind& electricity() { return kElectricity; }
const Kind& diesel() { return kDiesel; }
const Kind& petrol() { return kPetrol; }
const Kind& productOfProcess() { return kProcessProduct; }

}  // namespace hub::simulate
