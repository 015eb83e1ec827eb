// What several command files share.
#pragma once

#include "hub/app/cli.h"
#include "hub/app/queue_filter.h"
#include "jobs/scheduler.h"

namespace hub::app {

/// SHA-256 of the leaf in a PEM file.
Result<std::string> fingerprintIn(const std::string& file);
/// The id of a peer by its name; nullopt for an empty name.
Result<std::optional<PeerId>> peerIdOf(Cli& cli, const std::string& name);
/// A scheduler over the node's jobs for one command.
Result<std::unique_ptr<jobs::Scheduler>> schedulerOf(Cli& cli);
/// The options that choose deliveries, without peer and state.
void addQueueFilter(CLI::App& command, QueueWords& words);
/// queue bulk …
void addBulkCommands(Commands& commands, CLI::App& queue);
/// Prints the tolerated departures of one peer, or of all.
Result<Exit> printTolerated(Cli& cli, std::optional<PeerId> peer);

/// 0 to 3, or null for a finding about a whole batch.
schemas::json::Value statTypeOf(const Finding& finding);

/// Names of the peers in a listing: the first ones are looked up singly, so that thousands of devices are not
/// read for a page of rows.
class PeerNames {
 public:
  explicit PeerNames(UnitOfWork& work) : work_(work) {}
  Result<std::string> of(PeerId id);

 private:
  static constexpr std::size_t kSingly = 100;
  UnitOfWork& work_;
  std::map<PeerId, std::string> names_{{PeerId{}, "local"}};
};

}  // namespace hub::app
