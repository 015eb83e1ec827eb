#include "hub/exchange/register_device.h"

#include "hub/exchange/advertised.h"
#include "hub/exchange/caller.h"
#include "hub/exchange/upload_slot.h"
#include "schemas/declare/write.h"
#include "schemas/fast/top_level_text.h"
#include "schemas/messages/register_device.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

Result<schemas::ProvinceId> issuedTo(const Peer& peer) {
  const auto id = schemas::ProvinceId::parse(peer.device->deviceId);
  if (!id) return fail(Failure::internal, {}, "device without deviceId: " + peer.name);
  return *id;
}

Result<std::optional<std::string>> keyOf(const Peer& peer) {
  if (!peer.profile.fieldEncryption) return std::optional<std::string>();
  if (peer.device->secretKey.empty())
    return fail(Failure::internal, {}, "field encryption without a key: " + peer.name);
  return std::optional(peer.device->secretKey);
}

void advertise(schemas::RegisterDeviceReply& reply, const Inquiry& inquiry) {
  const NodeSettings& node = inquiry.around.node;
  const std::string& base = node.deviceUrl.empty() ? node.wireUrl : node.deviceUrl;
  const auto address = [&](Service service) { return absoluteAddressOf(service, inquiry.caller, base); };
  reply.baseDataUrl = address(Service::baseData);
  reply.versionCheckUrl = address(Service::versionCheck);
  reply.uploadConfigUrl = address(Service::uploadConfig);
  reply.uploadMeteringUrl = address(Service::uploadMetering);
  reply.uploadEnergyUrl = address(Service::uploadEnergy);
  reply.downloadConfigUrl = address(Service::downloadConfig);
  reply.downloadEnergyUrl = address(Service::downloadEnergy);
  reply.baseDataUrlAgain = reply.baseDataUrl;
}

// Strangers must not make us build big trees.
Result<schemas::RegisterDevice> messageOf(const StrangerInquiry& inquiry) {
  const auto parsed = schemas::json::parse(inquiry.request.body, false,
                                           {.bytes = kStrangersRegistrationBytesMax, .depth = 8});
  if (!parsed) return tl::unexpected(errorOf(parsed.error()));
  auto message = schemas::read<schemas::RegisterDevice>(parsed->root, inquiry.reading);
  if (!message) return tl::unexpected(errorOf(message.error()));
  return std::move(*message);
}

AuditEvent eventOf(const DeviceRequest& request, const WireRequest& wire) {
  return {.time = request.last,
          .actor = "unknown",
          .act = "device_request",
          .object = request.enterpriseCode,
          .result = "waiting",
          .detail = "region " + request.region + "; certificate " + request.fingerprint + "; from " +
                    request.address + "; request " + wire.requestId};
}

Result<Noted> keep(const StrangerInquiry& inquiry, const schemas::RegisterDevice& message) {
  const TimePoint now = inquiry.around.clock.now();
  const DeviceRequest request{.enterpriseCode = message.enterpriseCode.text(),
                              .region = message.region.text(),
                              .address = inquiry.request.address,
                              .fingerprint = inquiry.request.certificateSha256,
                              .first = now,
                              .last = now,
                              .count = 1};
  return inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<Noted> {
    HUB_TRY(noted, work.deviceRequests().note(request));
    if (noted == Noted::fresh) HUB_CHECK(work.audit().append(eventOf(request, inquiry.request)));
    return noted;
  });
}

}  // namespace

Result<Answer> registerDevice(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::RegisterDevice>(inquiry));
  const Peer& caller = inquiry.caller;
  if (!caller.covers(message.region.text()))
    return fail(Failure::notPermitted, "region", "region of another device");
  HUB_TRY(deviceId, issuedTo(caller));
  HUB_TRY(key, keyOf(caller));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  schemas::RegisterDeviceReply reply;
  reply.responseCode = success.code;
  reply.responseMessage = success.text;
  reply.deviceId = deviceId;
  advertise(reply, inquiry);
  reply.uploadTime = caller.profile.uploadTime.empty()
                         ? uploadSlot(inquiry.around.node, caller.device->enterpriseCode)
                         : caller.profile.uploadTime;
  reply.secretKey = key;
  return answered(ReplyForm::n, schemas::write(reply));
}

Result<Answer> registerStranger(const StrangerInquiry& inquiry) {
  const WireRequest& request = inquiry.request;
  if (request.body.size() > kStrangersRegistrationBytesMax) return tl::unexpected(inquiry.refusal);
  if (request.listener == Listener::wire &&
      (request.certificateSha256.empty() || !schemas::fast::topLevelText(request.body, "enterprisecode")))
    return tl::unexpected(inquiry.refusal);
  HUB_TRY(message, messageOf(inquiry));
  HUB_TRY(noted, keep(inquiry, message));
  return fail(Failure::malformed, "enterpriseCode 待审批",
              noted == Noted::forgotten ? "the list of device requests is full" : inquiry.refusal.cause);
}

}  // namespace hub::exchange
