// The way to each peer, one row a peer.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/lane.h"

namespace hub::mysql {

class MySqlLaneStore final : public LaneStore {
 public:
  explicit MySqlLaneStore(Session& session) : session_(session) {}
  Result<LaneState> find(PeerId peer) override;
  Result<std::vector<LaneState>> list() override;
  Result<void> set(PeerId peer, const LaneSettings& settings) override;
  Result<void> setPause(PeerId peer, const std::optional<LanePause>& pause) override;
  Result<void> rest(PeerId peer, TimePoint until) override;
  Result<bool> succeeded(PeerId peer, TimePoint now) override;
  Result<Breaker> failed(PeerId peer, const std::string& cause, TimePoint now) override;
  Result<bool> open(PeerId peer, const std::string& cause, const std::string& message, TimePoint now,
                    TimePoint probeAt) override;
  Result<bool> takeProbe(PeerId peer, TimePoint now, TimePoint until) override;

 private:
  /// The row, made when absent, locked until the unit ends.
  Result<LaneState> locked(PeerId peer);

  Session& session_;
};

}  // namespace hub::mysql
