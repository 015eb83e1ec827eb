// What enterprises of an industry use, in which shares, and how it runs over the day. Kinds and usages are
// those of the base data; coefficients are repeated here as integers so that scales come out the same
// everywhere.
#pragma once

#include <cstdint>
#include <vector>

#include "hub/simulate/load_curve.h"

namespace hub::simulate {

/// An energy kind or product as items name it.
struct Kind {
  const char* energyClass;  // 01 primary, 02 secondary, 04 product
  const char* code;
  const char* className;
  const char* name;
  std::int64_t tcePerUnit;   // ten-thousandths of a ton of standard coal per unit; products: per ton, for the
                             // scale only
  int digits;                // decimals of a value in the unit of the dictionary
  const char* meteringType;  // JJF 1051
};

struct PlantFlow {
  const Kind* kind;
  const char* usage;  // collectItemUsage
  int perMille;       // of the enterprise's yearly consumption
  Curve curve;
};

struct PlantProcess {
  const char* code;
  const char* name;
  const char* unitName;
  int units;
  bool heats;
};

struct EquipmentType {
  const char* code;  // list 设备类型
  const char* name;
};

struct IndustryProfile {
  const char* industry;  // GB/T 4754
  const char* word;      // for names that are plainly made up
  const char* suffix;
  const char* product;
  bool conversion;   // jgzh
  bool institution;  // not an enterprise: other credit code prefix and field
  int tceLeast;      // yearly consumption, tons of standard coal
  int tceMost;
  Curve curve;              // of electricity within the plant
  int electricityPerMille;  // used within the plant, of the yearly consumption
  std::vector<PlantFlow> flows;
  std::vector<PlantProcess> processes;  // only where the base data has them for the industry
  std::vector<EquipmentType> equipment;
};

const std::vector<IndustryProfile>& industryProfiles();

// Kinds that items below the plant need.
const Kind& electricity();
const Kind& diesel();
const Kind& petrol();
const Kind& productOfProcess();

}  // namespace hub::simulate
