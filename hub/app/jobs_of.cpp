#include "hub/app/jobs_of.h"

#include <charconv>

#include "jobs/quality_daily.h"
#include "jobs/quality_settings.h"
#include "jobs/tag_compare.h"
#include "jobs/tag_push.h"
#include "jobs/upload_round.h"
#include "jobs/version_check.h"

namespace hub::app {
namespace {

struct PeerWithRegistration {
  Peer peer;
  std::string provinceId;
};

Result<std::vector<PeerWithRegistration>> activePeers(Storage& storage) {
  return inUnit(storage, [](UnitOfWork& work) -> Result<std::vector<PeerWithRegistration>> {
    std::vector<PeerWithRegistration> active;
    HUB_TRY(peers, work.peers().platforms());
    for (const Peer& peer : peers) {
      if (peer.suspended) continue;
      HUB_TRY(registration, work.peers().registration(peer.id));
      active.push_back({peer, registration ? registration->provinceId : std::string()});
    }
    return active;
  });
}

schemas::CivilTime uploadTimeFor(const PeerWithRegistration& to, const Config& config, const Crypto& crypto) {
  constexpr std::int64_t kDay = 86400;
  const auto offset =
      config.jobs.randomOffset ? uploadOffset(to.provinceId, crypto) : std::chrono::seconds(0);
  return {(config.jobs.uploadTime.seconds + offset.count()) % kDay};
}

}  // namespace

Result<jobs::JobList> jobsOf(const delivery::Surroundings& around, const exchange::Surroundings& within,
                             const Config& config) {
  HUB_TRY(peers, activePeers(around.storage));
  const bool sendsTags = config.node.energyUplink == EnergyUplink::tags;
  jobs::JobList list;
  if (within.rules)
    list.push_back(std::make_shared<jobs::QualityDaily>(around.storage, *within.rules, config.jobs.quality));
  for (const PeerWithRegistration& one : peers) {
    const Peer& peer = one.peer;
    const bool registers = peer.upstream && !peer.registerUrl.empty();
    if (registers)
      list.push_back(std::make_shared<jobs::VersionCheck>(around, peer, config.jobs.versionCheck));
    if (peer.upstream)
      list.push_back(
          std::make_shared<jobs::UploadRound>(within, peer, uploadTimeFor(one, config, around.crypto)));
    if (peer.upstream && sendsTags && !peer.gUrl.empty())
      list.push_back(std::make_shared<jobs::TagPush>(around.storage, peer, config.jobs.tagPush));
    if (config.node.role == Role::national && peer.role == Role::province && !peer.gUrl.empty())
      list.push_back(std::make_shared<jobs::TagCompare>(around.storage, peer, config.jobs.tagCompare));
  }
  return list;
}

jobs::JobList upkeepOf(Storage& storage, quality::RulesInForce& rules, exchange::ToleranceCounts& tolerances,
                       jobs::ToleranceFlush::Stored stored) {
  return {std::make_shared<jobs::QualitySettings>(storage, rules),
          std::make_shared<jobs::ToleranceFlush>(storage, tolerances, std::move(stored))};
}

std::chrono::seconds uploadOffset(std::string_view provinceId, const Crypto& crypto) {
  const std::string digest = crypto.sha256(provinceId);
  std::uint32_t number = 0;
  std::from_chars(digest.data(), digest.data() + 8, number, 16);
  return std::chrono::seconds(number % 1801);
}

}  // namespace hub::app
