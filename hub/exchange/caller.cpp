#include "hub/exchange/caller.h"

#include <algorithm>

#include "hub/exchange/source_address.h"
#include "schemas/codes/code.h"
#include "schemas/declare/wire_type.h"
#include "schemas/fast/top_level_text.h"

namespace hub::exchange {
namespace {

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// A peer that is known may still be kept out.
Result<void> admit(const Peer& peer, const WireRequest& request, std::string_view identity) {
  const std::string named(identity);
  if (peer.suspended) return fail(Failure::notPermitted, named, "peer is suspended: " + peer.name);
  if (peer.role == Role::device && !peer.device)
    return fail(Failure::notPermitted, named, "device without enterprise: " + peer.name);
  if (request.listener == Listener::device && !peer.isDevice())
    return fail(Failure::notPermitted, named, "a platform on the device listener: " + peer.name);
  return {};
}

Result<Caller> byCertificate(Storage& storage, const WireRequest& request) {
  HUB_TRY(found, storage.peerByFingerprint(lowered(request.certificateSha256)));
  return Caller{std::move(found), "certificate is not registered"};
}

// A device without certificate is its serial number, where the message has one, from one of its addresses.
Caller fromItsAddress(std::optional<Peer> found, const WireRequest& request) {
  if (!found || !found->isDevice()) return {std::nullopt, "no such device"};
  if (!comesFrom(found->device->addresses, request.address))
    return {std::nullopt, "from an address that is not among those of " + found->name};
  return {std::move(found), {}};
}

Result<Caller> byDeviceId(Storage& storage, const WireRequest& request) {
  const auto text = schemas::fast::topLevelText(request.body, "deviceid");
  const auto id = schemas::ProvinceId::parse(schemas::trimmed(text.value_or("")));
  if (!id) return Caller{std::nullopt, "neither certificate nor deviceId"};
  HUB_TRY(found, storage.peerByDeviceId(id->text()));
  return fromItsAddress(std::move(found), request);
}

// Before registration a device does not know its deviceId.
Result<Caller> byEnterprise(Storage& storage, const WireRequest& request) {
  if (request.body.size() > kStrangersRegistrationBytesMax)
    return fail(Failure::tooLarge,
                "注册请求超过" + std::to_string(kStrangersRegistrationBytesMax >> 10) + "KiB");
  const auto text = schemas::fast::topLevelText(request.body, "enterprisecode");
  const auto code = schemas::CreditCode::parse(schemas::trimmed(text.value_or("")));
  if (!code) return Caller{std::nullopt, "registration without a credit code"};
  HUB_TRY(found, inUnit(storage, [&](UnitOfWork& work) { return work.peers().findDeviceOf(code->text()); }));
  return fromItsAddress(std::move(found), request);
}

Result<Caller> lookUp(Storage& storage, const WireRequest& request, const Operation& operation) {
  if (!request.certificateSha256.empty()) return byCertificate(storage, request);
  if (request.listener == Listener::wire) return Caller{std::nullopt, "no client certificate"};
  return operation.strange ? byEnterprise(storage, request) : byDeviceId(storage, request);
}

}  // namespace

std::string_view identityOf(const WireRequest& request, const Operation& operation) {
  if (request.listener == Listener::wire) return operation.identity;
  return operation.strange ? "enterpriseCode" : "deviceId";
}

Result<Caller> callerOf(Storage& storage, const WireRequest& request, const Operation& operation) {
  HUB_TRY(caller, lookUp(storage, request, operation));
  if (caller.peer) HUB_CHECK(admit(*caller.peer, request, identityOf(request, operation)));
  return std::move(caller);
}

}  // namespace hub::exchange
