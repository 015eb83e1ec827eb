#include "hub/exchange/register_platform.h"

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

// The platform's own address, or the one configured for this peer, under the name of the service.
std::string addressOf(Service service, const Inquiry& inquiry) {
  constexpr std::string_view kScheme = "https://";
  const std::string_view path = pathOf(service);
  const auto& advertise = inquiry.caller.advertise;
  const auto own = advertise.find(std::string(path.substr(1)));
  std::string address =
      own == advertise.end() ? inquiry.around.node.wireUrl + std::string(path) : own->second;
  if (!inquiry.caller.profile.advertiseScheme && address.starts_with(kScheme))
    address.erase(0, kScheme.size());
  return address;
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
  reply.baseDataUrl = addressOf(Service::baseData, inquiry);
  reply.versionCheckUrl = addressOf(Service::versionCheck, inquiry);
  reply.uploadConfigUrl = addressOf(Service::uploadConfig, inquiry);
  reply.uploadMeteringUrl = addressOf(Service::uploadMetering, inquiry);
  reply.uploadEnergyUrl = addressOf(Service::uploadEnergy, inquiry);
  reply.downloadConfigUrl = addressOf(Service::downloadConfig, inquiry);
  reply.downloadEnergyUrl = addressOf(Service::downloadEnergy, inquiry);
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
