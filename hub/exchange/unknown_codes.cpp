#include "hub/exchange/unknown_codes.h"

namespace hub::exchange {

Result<void> refuseUnknown(const Intake& intake, const quality::ConfigIndex* config) {
  if (!intake.sender.peer || !intake.sender.peer->profile.rejectUnknown) return {};
  if (!config) return fail(Failure::malformed, "enterpriseCode 未上传用能单位基础信息", "enterprise_unknown");
  for (const Incoming& incoming : intake.records)
    if (!config->knows(incoming.record.dataCode.canonical()))
      return fail(Failure::malformed,
                  "data[" + std::to_string(incoming.position) + "].dataCode 未在采集数据项配置中",
                  "unconfigured_code");
  return {};
}

}  // namespace hub::exchange
