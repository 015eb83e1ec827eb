// Peers as they were last read, valid as long as the registry's count of changes stands (migration 0010): the
// caller of every request is looked up, and seldom changes.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "hub/ports/peer.h"

namespace hub::mysql {

/// Thread-safe. `version` is what the caller has just read from the registry; it comes first, then the peers,
/// so that a change in between is met by the next look.
class PeerMemory {
 public:
  /// `key` says by what the peer is looked up and its value. nullopt: has to be read.
  std::optional<Peer> find(std::uint64_t version, const std::string& key);
  void keep(std::uint64_t version, const std::string& key, const Peer& peer);

  std::optional<std::vector<Peer>> upstreams(std::uint64_t version);
  void keepUpstreams(std::uint64_t version, const std::vector<Peer>& peers);

  static constexpr std::size_t kPeersMax = 20'000;

 private:
  // Forgets everything of another count: also of a greater one, after the database has been set back.
  void meet(std::uint64_t version);

  std::mutex mutex_;  // guards all below
  std::uint64_t version_ = 0;
  std::map<std::string, Peer, std::less<>> peers_;
  std::optional<std::vector<Peer>> upstreams_;
};

}  // namespace hub::mysql
