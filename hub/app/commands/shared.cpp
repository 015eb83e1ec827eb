#include "hub/app/commands/shared.h"

#include "adapters/crypto/certificate.h"
#include "hub/app/jobs_of.h"
#include "hub/app/tolerance_texts.h"

namespace hub::app {

Result<std::string> fingerprintIn(const std::string& file) {
  HUB_TRY(pem, contentOf(file));
  const auto facts = crypto::certificateIn(pem);
  if (!facts) return fail(Failure::malformed, {}, file + ": " + facts.error().cause);
  return facts->sha256;
}

Result<std::optional<PeerId>> peerIdOf(Cli& cli, const std::string& name) {
  if (name.empty()) return std::optional<PeerId>{};
  HUB_TRY(peer, cli.peer(name));
  return std::optional(peer.id);
}

Result<std::unique_ptr<jobs::Scheduler>> schedulerOf(Cli& cli) {
  HUB_TRY(config, cli.config());
  HUB_TRY(within, cli.surroundings());
  HUB_TRY(around, cli.outward());
  return std::make_unique<jobs::Scheduler>(
      around.storage, around.log, jobs::SchedulerSettings{.worker = Cli::actor()},
      [around, within, config] { return jobsOf(around, within, *config); });
}

Result<Exit> printTolerated(Cli& cli, std::optional<PeerId> peer) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<schemas::json::Object>> {
            HUB_TRY(counts, work.tolerances().list(peer));
            PeerNames names(work);
            std::vector<schemas::json::Object> all;
            for (const ToleranceCount& one : counts) {
              HUB_TRY(name, names.of(one.peer));
              Row row;
              row.text("peer", name).text("row", one.row).number("count", one.count);
              row.time("last", one.last).text("meaning", toleranceText(one.row));
              all.push_back(row.take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

schemas::json::Value statTypeOf(const Finding& finding) {
  if (!finding.statType) return {};
  return schemas::json::Value(schemas::json::Number{std::to_string(static_cast<int>(*finding.statType))});
}

Result<std::string> PeerNames::of(PeerId id) {
  const auto known = names_.find(id);
  if (known != names_.end()) return known->second;
  if (names_.size() == kSingly) {
    HUB_TRY(peers, work_.peers().all());
    for (const Peer& peer : peers) names_[peer.id] = peer.name;
    if (names_.contains(id)) return names_[id];
  }
  HUB_TRY(peer, work_.peers().find(id));
  return names_[id] = peer ? peer->name : "#" + std::to_string(static_cast<std::uint32_t>(id));
}

}  // namespace hub::app
