#include "hub/simulate/instruments.h"

#include <string_view>

#include "hub/simulate/decimal_of.h"
#include "hub/simulate/random.h"

namespace hub::simulate {
namespace {

struct MeterKind {
  const char* name;
  const char* specification;
  const char* accuracy;
  const char* range;
};

MeterKind meterOf(std::string_view type) {
  if (type == "15000000") return {"电能表", "三相四线智能电能表", "0.5S级", "3×1.5(6)A"};
  if (type == "12000000") return {"流量计", "涡街流量计", "1.5级", "0～5000m³/h"};
  if (type == "04000000") return {"热量表", "超声波热量表", "2级", "0～200GJ/h"};
  if (type == "12062000") return {"地磅", "电子汽车衡", "Ⅲ级", "0～100t"};
  return {"皮带秤", "连续累计自动衡器", "0.5级", "0～800t/h"};
}

/// 1 where energy comes in or goes out, 2 between processes, 3 at key equipment (N-8.7-Q6).
int levelOf(int scope) { return scope == 1 ? 1 : scope == 4 ? 3 : 2; }

void fillLife(schemas::MeteringInstrument& meter, schemas::CivilDate reference, Random& random) {
  const auto calibrated = reference.plusDays(-random.between(5, 380));  // a few are overdue
  meter.calibrationState = "合格";
  meter.calibrationCycle = "1年";
  meter.latelyCalibration = calibrated.text();
  meter.inspectionOrganization = "示例计量检定机构";
  meter.nextCalibration = calibrated.plusDays(365).text();
  meter.installDate = reference.plusDays(-random.between(800, 3000)).text();
  meter.measureState = 1;
  meter.measureStateDate = meter.installDate;
}

schemas::MeteringInstrument makeMeter(const SimulatedItem& item, int number) {
  const MeterKind kind = meterOf(item.kind->meteringType);
  schemas::MeteringInstrument meter;
  meter.meteringName = std::to_string(number) + "号" + item.kind->name + kind.name;
  meter.meteringType = *schemas::InstrumentType::parse(item.kind->meteringType);
  meter.meteringLevel = levelOf(item.scope);
  meter.meteringParameter = item.kind->name;
  meter.dataCode = item.code;
  meter.dataCodeCalculate = 1;
  meter.dataCodeRatio = decimalOf(1, 0);
  meter.manuFacturer = "示例仪表厂";
  meter.typeSpecification = kind.specification;
  meter.accuracyLevel = kind.accuracy;
  meter.measureRange = kind.range;
  meter.manageCode = "JL-" + std::to_string(10'000 + number).substr(1);
  meter.installationSite = item.name.substr(0, item.name.find('-'));
  meter.installOrg = item.scope == 1 ? 2 : 1;
  meter.usrSystem = 1;
  return meter;
}

}  // namespace

std::vector<schemas::MeteringInstrument> instrumentsOf(const SimulationSettings& settings,
                                                       const SimulatedEnterprise& enterprise,
                                                       std::size_t index) {
  Random random(settings.seed, {5, static_cast<std::int64_t>(index)});
  std::vector<schemas::MeteringInstrument> meters;
  for (std::size_t i = 0; i < enterprise.items.size(); ++i) {
    const SimulatedItem& item = enterprise.items[i];
    if (item.isManual()) continue;
    const bool twoFeeds = item.scope == 1 && i % 3 == 0;
    for (int k = 0; k < (twoFeeds ? 2 : 1); ++k) {
      meters.push_back(makeMeter(item, static_cast<int>(meters.size()) + 1));
      fillLife(meters.back(), settings.configuredOn, random);
    }
  }
  return meters;
}

}  // namespace hub::simulate
