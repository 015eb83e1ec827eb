#include "hub/conformance/edit.h"
#include "hub/conformance/samples.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

Tamper newIdEachTime() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    if (goesTo(call, "/"))
      reply.body =
          replacedAll(reply.body, kDeviceId, kDeviceId.substr(0, 30) + std::to_string(10 + state.calls));
    return reply;
  };
}

Tamper lacking(const char* member) {
  return inJson("/", [=](Value& root) { root = without(root, member); });
}

Tamper refusing(const std::string& mark) { return answering("/uploadEnergyData", mark, kE2002); }

}  // namespace

std::vector<SeededFault> deviceFaults() {
  const std::string other = madeUpEnterprise("110000");
  return {
      {"no downloadBaseDataURL", "F-1.2/union", lacking("downloadBaseDataURL")},
      {"no loadConfigURL", "F-1.2/union", lacking("loadConfigURL")},
      {"no uploadTime", "F-1.2/union", lacking("uploadTime")},
      {"a short deviceId", "F-1.2/deviceId", inReply("/", kDeviceId, kDeviceId.substr(2))},
      {"addresses without scheme", "F-1.2/addresses", inReply("/", "https://", "")},
      {"another form of time", "F-1.2/uploadTime", inReply("/", "01:38:00", "1:38")},
      {"a new deviceId each time", "F-1.2/idempotent", newIdEachTime()},
      {"anybody registers", "F-1.2/stranger", inRequest("/", other, madeUpEnterprise("320000"))},
      {"the region is not needed", "F-1.2/missing", insteadOf("/", "E2001", kOk)},
      {"responseCode as a number", "F-1.2/success",
       inReply("/", R"("responseCode":"0")", R"("responseCode":0)")},
      {"deviceid is not known", "F-1.3/lower-case", refusing("\"deviceid\"")},
      {"the identity must come first", "F-1.3/identity-last", refusing("{\"data\"")},
      {"strings are refused", "F-1.3/strings", refusing(R"("scope":"1")")},
      {"valid is demanded", "F-1.3/missing-valid",
       afterwards("/uploadEnergyData",
                  [](const Call& call, CallReply& reply) {
                    if (has(call.body, "\"scope\":1}")) reply.body = kE2001;
                  })},
      {"fat records are refused", "F-1.3/fat-records", refusing("\"recordType\"")},
      {"five groups are refused", "F-1.3/forms", refusing("00-00-0000-023300-11")},
      {"one bad record refuses the batch", "F-1.3/quarantine", refusing("昨天")},
      {"a bad record is counted as stored", "F-1.3/quarantine",
       inReply("/uploadEnergyData", "\"rejected\":1", "\"rejected\":0")},
      {"data of another enterprise passes", "F-1.3/other-enterprise",
       inRequest("/uploadEnergyData", other, madeUpEnterprise("320000"))},
      {"deviceId is not needed", "F-1.3/missing", insteadOf("/uploadEnergyData", "E2001", kOk)},
      {"Chinese as it is", "F-1.10/ascii",
       afterwards("*",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "E2001")) reply.body = kE2001;
                  })},
      {"values go through a double", "N-8.8/stored-once", inReply("/downloadEnergyData", ".0000000001", "")},
      {"versions as numbers", "N-8.5/members",
       inReply("/versionCheck", R"("dicVersion":"1")", R"("dicVersion":1)")},
  };
}

}  // namespace hub::conformance
