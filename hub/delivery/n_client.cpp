#include "hub/delivery/n_client.h"

#include "hub/delivery/ask.h"
#include "hub/delivery/base_data_rows.h"
#include "hub/delivery/service_url.h"
#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/messages/register_platform.h"

namespace hub::delivery {
namespace {

namespace json = schemas::json;

template <schemas::Declared M>
Result<M> readAnswer(const Surroundings& around, const json::Value& root) {
  schemas::ReadContext context;
  auto message = schemas::read<M>(root, context);
  logTolerated(around.log, context.tolerated);
  if (!message)
    return fail(Failure::malformed, schemas::detailOf(message.error()), "the peer's answer is incomplete");
  return std::move(*message);
}

Result<std::map<Service, std::string>> addressesIn(const schemas::RegisterPlatformReply& reply) {
  const std::pair<Service, const std::string&> advertised[] = {
      {Service::baseData, reply.baseDataUrl},
      {Service::versionCheck, reply.versionCheckUrl},
      {Service::uploadConfig, reply.uploadConfigUrl},
      {Service::uploadMetering, reply.uploadMeteringUrl},
      {Service::uploadEnergy, reply.uploadEnergyUrl},
      {Service::downloadConfig, reply.downloadConfigUrl},
      {Service::downloadEnergy, reply.downloadEnergyUrl},
  };
  std::map<Service, std::string> urls;
  for (const auto& [service, text] : advertised) {
    HUB_TRY(url, serviceUrl(text));
    urls[service] = url;
  }
  return urls;
}

Result<schemas::ProvinceId> ourIdIn(const Registration& registration) {
  const auto id = schemas::ProvinceId::parse(registration.provinceId);
  if (!id) return fail(Failure::malformed, "provinceId 不合法", "the stored registration is damaged");
  return *id;
}

Result<std::string> addressIn(const Registration& registration, Service service) {
  const auto found = registration.urls.find(service);
  if (found == registration.urls.end()) return fail(Failure::missing, std::string(pathOf(service)));
  return found->second;
}

}  // namespace

Result<void> NClient::store(const Peer& peer, const Registration& registration) const {
  return inUnit(around_.storage,
                [&](UnitOfWork& work) { return work.peers().putRegistration(peer.id, registration); });
}

Result<Registration> NClient::registerWith(const Peer& peer) const {
  HUB_TRY(url, serviceUrl(peer.registerUrl));
  const auto region = schemas::RegionCode::parse(around_.node.region);
  if (!region) return fail(Failure::malformed, std::string("region ") + schemas::RegionRule::kRule);
  const std::string body = schemas::write(schemas::RegisterPlatform{*region, "province"});
  HUB_TRY(root, ask(around_, {url, body, around_.node.timeout}));
  HUB_TRY(reply, readAnswer<schemas::RegisterPlatformReply>(around_, root));
  HUB_TRY(urls, addressesIn(reply));

  return inUnit(around_.storage, [&](UnitOfWork& work) -> Result<Registration> {
    HUB_TRY(before, work.peers().registration(peer.id));
    Registration registration = before.value_or(Registration{});
    registration.provinceId = reply.provinceId.text();
    registration.urls = urls;
    registration.registeredAt = around_.clock.now();
    HUB_CHECK(work.peers().putRegistration(peer.id, registration));
    return registration;
  });
}

Result<Registration> NClient::registrationWith(const Peer& peer) const {
  HUB_TRY(stored,
          inUnit(around_.storage, [&](UnitOfWork& work) { return work.peers().registration(peer.id); }));
  if (stored) return *stored;
  return registerWith(peer);
}

Result<schemas::VersionCheckReply> NClient::versionCheck(const Registration& registration) const {
  HUB_TRY(url, addressIn(registration, Service::versionCheck));
  HUB_TRY(id, ourIdIn(registration));
  HUB_TRY(root, ask(around_, {url, schemas::write(schemas::VersionCheck{id}), around_.node.timeout}));
  return readAnswer<schemas::VersionCheckReply>(around_, root);
}

Result<VersionsChecked> NClient::checkVersions(const Peer& peer) const {
  HUB_TRY(registration, registrationWith(peer));
  HUB_TRY(versions, versionCheck(registration));
  HUB_CHECK(inUnit(around_.storage, [&](UnitOfWork& work) {
    return work.peers().noteVersionCheck(peer.id, around_.clock.now());
  }));
  VersionsChecked done{versions.regVersion, versions.dicVersion, false, std::nullopt};
  // The versions were read before their follow-ups, so what is fetched is at least as new as the version
  // stored for it.
  if (versions.regVersion != registration.regVersion) {
    HUB_TRY(renewed, registerWith(peer));
    renewed.regVersion = versions.regVersion;
    HUB_CHECK(store(peer, renewed));
    done.registeredAgain = true;
  }
  if (versions.dicVersion != registration.dicVersion) {
    HUB_TRY(change, downloadBaseData(peer, versions.dicVersion));
    done.dictionary = change;
  }
  return done;
}

Result<DictionaryChange> NClient::downloadBaseData(const Peer& peer, const std::string& dicVersion) const {
  HUB_TRY(registration, registrationWith(peer));
  HUB_TRY(url, addressIn(registration, Service::baseData));
  HUB_TRY(id, ourIdIn(registration));
  HUB_TRY(root, ask(around_, {url, schemas::write(schemas::VersionCheck{id}), around_.node.uploadTimeout}));
  const json::Value* data = root.findFolded("data");
  HUB_TRY(taken, listsFromN(data ? *data : json::Value()));
  if (taken.aside > 0) around_.log.warn("base_data_rows_aside", {{"peer", peer.name}, {"rows", taken.aside}});

  const DictionaryVersion version{0, "N-8.4 " + peer.name, around_.clock.now(), dicVersion};
  return inUnit(around_.storage, [&](UnitOfWork& work) -> Result<DictionaryChange> {
    HUB_TRY(change, work.dictionaries().import(taken.lists, version));
    HUB_TRY(stored, work.peers().registration(peer.id));
    if (stored && !dicVersion.empty()) {
      stored->dicVersion = dicVersion;
      HUB_CHECK(work.peers().putRegistration(peer.id, *stored));
    }
    return change;
  });
}

Result<schemas::DownloadConfigDataReply> NClient::downloadConfig(
    const Peer& peer, const schemas::CreditCode& enterprise) const {
  HUB_TRY(registration, registrationWith(peer));
  HUB_TRY(url, addressIn(registration, Service::downloadConfig));
  HUB_TRY(id, ourIdIn(registration));
  const std::string body = schemas::write(schemas::DownloadConfigData{id, enterprise});
  HUB_TRY(root, ask(around_, {url, body, around_.node.timeout}));
  return readAnswer<schemas::DownloadConfigDataReply>(around_, root);
}

Result<schemas::DownloadEnergyDataReply> NClient::downloadEnergy(const Peer& peer,
                                                                 const schemas::CreditCode& enterprise,
                                                                 schemas::StatType statType,
                                                                 schemas::CivilDate statDate) const {
  HUB_TRY(registration, registrationWith(peer));
  HUB_TRY(url, addressIn(registration, Service::downloadEnergy));
  HUB_TRY(id, ourIdIn(registration));
  const std::string body = schemas::write(schemas::DownloadEnergyData{
      id, enterprise, static_cast<std::int32_t>(statType), schemas::CivilTime::at(statDate)});
  HUB_TRY(root, ask(around_, {url, body, around_.node.timeout}));
  return readAnswer<schemas::DownloadEnergyDataReply>(around_, root);
}

}  // namespace hub::delivery
