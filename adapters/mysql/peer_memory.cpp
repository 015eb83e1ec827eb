#include "adapters/mysql/peer_memory.h"

namespace hub::mysql {

void PeerMemory::meet(std::uint64_t version) {
  if (version == version_) return;
  version_ = version;
  peers_.clear();
  upstreams_.reset();
}

std::optional<Peer> PeerMemory::find(std::uint64_t version, const std::string& key) {
  const std::lock_guard lock(mutex_);
  meet(version);
  const auto found = peers_.find(key);
  return found == peers_.end() ? std::nullopt : std::optional(found->second);
}

void PeerMemory::keep(std::uint64_t version, const std::string& key, const Peer& peer) {
  const std::lock_guard lock(mutex_);
  if (version != version_) return;
  if (peers_.size() >= kPeersMax) peers_.clear();
  peers_.insert_or_assign(key, peer);
}

std::optional<std::vector<Peer>> PeerMemory::upstreams(std::uint64_t version) {
  const std::lock_guard lock(mutex_);
  meet(version);
  return upstreams_;
}

void PeerMemory::keepUpstreams(std::uint64_t version, const std::vector<Peer>& peers) {
  const std::lock_guard lock(mutex_);
  if (version == version_) upstreams_ = peers;
}

}  // namespace hub::mysql
