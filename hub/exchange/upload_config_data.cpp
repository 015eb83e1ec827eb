#include "hub/exchange/upload_config_data.h"

#include "hub/exchange/ownership.h"
#include "hub/exchange/uplink.h"
#include "schemas/declare/write.h"

namespace hub::exchange {
namespace {

// Absent optional parts keep what is stored, present ones replace it, also when empty (OQ-20).
EnterpriseConfig inForce(const schemas::UploadConfigData& message,
                         const std::optional<EnterpriseConfig>& before, schemas::CivilTime received) {
  EnterpriseConfig config{message.collectItemConfig, message.enterprise,  message.group,
                          message.process,           message.processUnit, received};
  if (!before) return config;
  if (!config.group) config.group = before->group;
  if (!config.process) config.process = before->process;
  if (!config.processUnit) config.processUnit = before->processUnit;
  return config;
}

std::string digestOf(const Crypto& crypto, const std::string& code, const EnterpriseConfig& config) {
  schemas::UploadConfigData content;
  content.enterpriseCode = schemas::CreditCode::parse(code).value_or(schemas::CreditCode());
  content.collectItemConfig = config.collectItems;
  content.enterprise = config.enterprise;
  content.group = config.group;
  content.process = config.process;
  content.processUnit = config.processUnit;
  return crypto.sha256(schemas::write(content));
}

Result<void> noteUnknown(UnitOfWork& work, const char* list, const std::string& code, const char* member,
                         std::string& notes) {
  HUB_TRY(known, work.dictionaries().knows(list, code));
  if (!known) notes += std::string("unknown ") + member + "; ";
  return {};
}

// N-2-2, N-8.6-6: findings, not errors. Codes outside the dictionary are real (field-notes 1.2).
Result<std::string> reservesOf(UnitOfWork& work, const schemas::UploadConfigData& message) {
  const schemas::Enterprise& enterprise = message.enterprise;
  std::string notes;
  HUB_CHECK(noteUnknown(work, "region", enterprise.regionCode.text(), "enterprise.regionCode", notes));
  HUB_CHECK(noteUnknown(work, "entType", enterprise.typeCode.text(), "enterprise.typeCode", notes));
  HUB_CHECK(noteUnknown(work, "industry", enterprise.industryCode.text(), "enterprise.industryCode", notes));
  if (enterprise.code != message.enterpriseCode || enterprise.corporationCode != message.enterpriseCode)
    notes += "enterpriseCode, enterprise.code and enterprise.corporationCode differ; ";
  return notes;
}

}  // namespace

Result<std::string> storeConfig(const Surroundings& around, const Sender& sender,
                                const schemas::UploadConfigData& message) {
  if (sender.peer && !sender.peer->covers(message.enterprise.regionCode.text()))
    return fail(Failure::malformed, "enterprise.regionCode 不在本平台所辖区域", kOwnershipConflict);
  const std::string& code = message.enterpriseCode.text();
  return inUnit(around.storage, [&](UnitOfWork& work) -> Result<std::string> {
    HUB_TRY(head, work.enterprises().lockHead(code, sender.id()));
    HUB_CHECK(claimByConfig(work, head, sender));
    HUB_TRY(before, work.enterprises().config(code));
    const EnterpriseConfig config = inForce(message, before, around.clock.civilNow());
    HUB_TRY(changed, work.enterprises().replaceConfig(code, config, digestOf(around.crypto, code, config)));
    if (changed) HUB_CHECK(queueForNodeAbove(work, around, sender, DeliveryKind::configData, code));
    return reservesOf(work, message);
  });
}

Result<Answer> uploadConfigData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::UploadConfigData>(inquiry));
  HUB_TRY(reserves, storeConfig(inquiry.around, {&inquiry.caller}, message));
  Answer answer = accepted(ReplyForm::n);
  answer.note = reserves;
  return answer;
}

}  // namespace hub::exchange
