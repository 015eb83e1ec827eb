// The registry of peers, and what registering with the node above gave us.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/peer.h"

namespace hub::mysql {

class MySqlPeerStore final : public PeerStore {
 public:
  explicit MySqlPeerStore(Session& session) : session_(session) {}
  Result<std::optional<Peer>> findByFingerprint(const std::string& sha256) override;
  Result<std::optional<Peer>> find(PeerId id) override;
  Result<std::optional<Peer>> findByName(const std::string& name) override;
  Result<std::optional<Peer>> findByDeviceId(const std::string& deviceId) override;
  Result<std::optional<Peer>> findDeviceOf(const std::string& enterpriseCode) override;
  Result<std::vector<Peer>> all() override;
  Result<std::vector<Peer>> upstreams() override;
  Result<std::vector<Peer>> platforms() override;
  Result<PeerId> put(const Peer& peer) override;
  Result<void> noteVersionCheck(PeerId id, TimePoint when) override;
  Result<std::optional<Registration>> registration(PeerId upstream) override;
  Result<void> putRegistration(PeerId upstream, const Registration& registration) override;

 private:
  Result<std::optional<Peer>> one(const std::string& sql, const Parameters& parameters);
  Result<std::vector<Peer>> many(const std::string& sql, const Parameters& parameters);
  Result<void> checkUnique(const Peer& peer);
  Result<PeerId> write(const Peer& peer);
  Result<void> writeFingerprints(PeerId id, const std::vector<std::string>& fingerprints);
  Result<void> writeDevice(PeerId id, const std::optional<Device>& device);

  Session& session_;
};

}  // namespace hub::mysql
