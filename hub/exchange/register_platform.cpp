#include "hub/exchange/register_platform.h"

#include "hub/exchange/advertised.h"
#include "schemas/declare/write.h"
#include "schemas/messages/register_platform.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

// Issued by national and imported (OQ-05). A number of our own is made only where development has switched
// that on.
Result<schemas::ProvinceId> assignedTo(const Inquiry& inquiry) {
  std::string text = inquiry.caller.provinceId;
  if (text.empty() && inquiry.around.node.autogenerateProvinceId) {
    HUB_TRY(made, inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<std::string> {
              HUB_TRY(peer, work.peers().find(inquiry.caller.id));
              if (!peer) return fail(Failure::internal, {}, "the peer has gone");
              if (!peer->provinceId.empty()) return peer->provinceId;
              peer->provinceId = inquiry.around.crypto.randomHex(16);
              HUB_CHECK(work.peers().put(*peer));
              return peer->provinceId;
            }));
    text = made;
  }
  const auto id = schemas::ProvinceId::parse(text);
  if (!id) return fail(Failure::malformed, "region 尚未分配平台序列号provinceId", "no provinceId assigned");
  return *id;
}

std::string advertised(Service service, const Inquiry& inquiry) {
  std::string address = addressOf(service, inquiry.caller, inquiry.around.node.wireUrl);
  if (!inquiry.caller.profile.advertiseScheme && address.starts_with(kScheme))
    address.erase(0, kScheme.size());
  return address;
}

// `uploadTime` stands behind the printed members, and only for a platform that has been given one (OQ-17).
std::string written(const schemas::RegisterPlatformReply& reply, const std::string& uploadTime) {
  schemas::json::Writer writer;
  writer.beginObject();
  schemas::writeMembers(writer, reply);
  if (!uploadTime.empty()) writer.member("uploadTime", uploadTime);
  writer.endObject();
  return std::move(writer).take();
}

}  // namespace

Result<Answer> registerPlatform(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::RegisterPlatform>(inquiry));
  if (!inquiry.caller.covers(message.region.text()))
    return fail(Failure::notPermitted, "region", "region of another platform");
  HUB_TRY(provinceId, assignedTo(inquiry));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  schemas::RegisterPlatformReply reply;
  reply.responseCode = success.code;
  reply.responseMessage = success.text;
  reply.provinceId = provinceId;
  reply.baseDataUrl = advertised(Service::baseData, inquiry);
  reply.versionCheckUrl = advertised(Service::versionCheck, inquiry);
  reply.uploadConfigUrl = advertised(Service::uploadConfig, inquiry);
  reply.uploadMeteringUrl = advertised(Service::uploadMetering, inquiry);
  reply.uploadEnergyUrl = advertised(Service::uploadEnergy, inquiry);
  reply.downloadConfigUrl = advertised(Service::downloadConfig, inquiry);
  reply.downloadEnergyUrl = advertised(Service::downloadEnergy, inquiry);
  return answered(ReplyForm::n, written(reply, inquiry.caller.profile.uploadTime));
}

}  // namespace hub::exchange
