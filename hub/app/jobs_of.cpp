#include "hub/app/jobs_of.h"

#include <algorithm>
#include <charconv>

#include "jobs/alert_watch.h"
#include "jobs/bulk_actions.h"
#include "jobs/clock_watch.h"
#include "jobs/quality_daily.h"
#include "jobs/quality_settings.h"
#include "jobs/queue_watch.h"
#include "jobs/run_history.h"
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

constexpr std::chrono::seconds kUploadSpread{1800};  // OQ-17
constexpr std::chrono::seconds kVersionCheckSpread{1800};
// The nation compares half an hour after the provinces have sent their tags (T-07, T-08).
constexpr std::chrono::seconds kTagSpread{600};

/// When this node does its work with one peer.
class Appointments {
 public:
  Appointments(const PeerWithRegistration& to, const Config& config, const Crypto& crypto)
      : jobs_(config.jobs),
        identity_(to.provinceId.empty() ? config.node.name + "/" + to.peer.name : to.provinceId),
        crypto_(crypto) {}

  schemas::CivilTime upload() const {
    constexpr std::int64_t kDay = 86400;
    return {(jobs_.uploadTime.seconds + offset(kUploadSpread).count()) % kDay};
  }
  schemas::CivilTime tagPush() const { return laterTheSameDay(jobs_.tagPush, offset(kTagSpread)); }
  schemas::CivilTime tagCompare() const { return laterTheSameDay(jobs_.tagCompare, offset(kTagSpread)); }
  std::chrono::seconds versionCheck() const { return offset(kVersionCheckSpread); }

 private:
  std::chrono::seconds offset(std::chrono::seconds most) const {
    return jobs_.randomOffset ? offsetFor(identity_, most, crypto_) : std::chrono::seconds(0);
  }

  const JobsConfig& jobs_;
  std::string identity_;
  const Crypto& crypto_;
};

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
    const Appointments at(one, config, around.crypto);
    const bool registers = peer.upstream && !peer.registerUrl.empty();
    if (registers)
      list.push_back(
          std::make_shared<jobs::VersionCheck>(around, peer, config.jobs.versionCheck, at.versionCheck()));
    if (peer.upstream) list.push_back(std::make_shared<jobs::UploadRound>(within, peer, at.upload()));
    if (peer.upstream && sendsTags && !peer.gUrl.empty())
      list.push_back(std::make_shared<jobs::TagPush>(around.storage, peer, at.tagPush()));
    if (config.node.role == Role::national && peer.role == Role::province && !peer.gUrl.empty())
      list.push_back(std::make_shared<jobs::TagCompare>(around.storage, peer, at.tagCompare()));
  }
  return list;
}

jobs::JobList upkeepOf(const OwnKeeping& own) {
  return {std::make_shared<jobs::QualitySettings>(own.storage, own.rules),
          std::make_shared<jobs::ToleranceFlush>(own.storage, own.tolerances, own.stored),
          std::make_shared<jobs::ClockWatch>(own.storage, own.clock, own.clocks, own.host),
          std::make_shared<jobs::QueueWatch>(own.storage),
          std::make_shared<jobs::AlertWatch>(own.storage, own.jobs)};
}

jobs::JobList longUpkeepOf(Storage& storage) {
  return {std::make_shared<jobs::BulkActions>(storage), std::make_shared<jobs::RunHistory>(storage)};
}

std::chrono::seconds offsetFor(std::string_view identity, std::chrono::seconds most, const Crypto& crypto) {
  const std::string digest = crypto.sha256(identity);
  std::uint32_t number = 0;
  std::from_chars(digest.data(), digest.data() + 8, number, 16);
  return std::chrono::seconds(number % (most.count() + 1));
}

schemas::CivilTime laterTheSameDay(schemas::CivilTime timeOfDay, std::chrono::seconds offset) {
  constexpr std::int64_t kLastSecond = 86399;
  return {std::min(timeOfDay.seconds + offset.count(), kLastSecond)};
}

}  // namespace hub::app
