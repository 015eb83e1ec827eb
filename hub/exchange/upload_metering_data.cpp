#include "hub/exchange/upload_metering_data.h"

#include "hub/exchange/ownership.h"
#include "hub/exchange/uplink.h"
#include "schemas/declare/write.h"

namespace hub::exchange {
namespace {

std::string digestOf(const Crypto& crypto, const schemas::UploadMeteringData& message) {
  schemas::UploadMeteringData content = message;
  content.provinceId = {};
  return crypto.sha256(schemas::write(content));
}

std::string gapsOf(const schemas::UploadMeteringData& message) {
  std::size_t gaps = 0;
  for (const schemas::MeteringInstrument& instrument : message.meteringData)
    gaps += std::size_t{!instrument.meteringLevel} + std::size_t{!instrument.dataCodeCalculate} +
            std::size_t{!instrument.dataCodeRatio} + std::size_t{!instrument.installOrg} +
            std::size_t{!instrument.usrSystem} + std::size_t{!instrument.measureState};
  return gaps == 0 ? std::string() : "members not given: " + std::to_string(gaps);
}

}  // namespace

Result<std::string> storeMetering(const Surroundings& around, const Sender& sender,
                                  const schemas::UploadMeteringData& message) {
  const std::string& code = message.enterpriseCode.text();
  return inUnit(around.storage, [&](UnitOfWork& work) -> Result<std::string> {
    HUB_TRY(head, work.enterprises().lockHead(code, sender.id()));
    HUB_CHECK(claimByData(work, head, sender));
    HUB_TRY(changed,
            work.enterprises().replaceInstruments(code, message.meteringData, around.clock.civilNow(),
                                                  digestOf(around.crypto, message)));
    if (changed) HUB_CHECK(queueForNodeAbove(work, around, sender, DeliveryKind::meteringData, code));
    return gapsOf(message);
  });
}

Result<Answer> uploadMeteringData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::UploadMeteringData>(inquiry));
  HUB_TRY(gaps, storeMetering(inquiry.around, {&inquiry.caller}, message));
  Answer answer = accepted(ReplyForm::n);
  answer.note = gaps;
  return answer;
}

}  // namespace hub::exchange
