// The storage that requests work on, with a count of what was found and set aside: the rules need not know of
// metrics.
#pragma once

#include "hub/app/metrics.h"
#include "hub/ports/storage.h"

namespace hub::app {

/// Counts findings and quarantined records of each unit that commits. Thread-safe, as what it wraps is. What
/// the ports answer by themselves when a store does not is passed on, too: the store knows a quicker way.
class CountedStorage final : public Storage {
 public:
  CountedStorage(Storage& storage, Metrics& metrics) : storage_(storage), metrics_(metrics) {}
  Result<std::unique_ptr<UnitOfWork>> begin() override;
  Result<std::optional<Peer>> peerByFingerprint(const std::string& sha256) override {
    return storage_.peerByFingerprint(sha256);
  }
  Result<std::optional<Peer>> peerByDeviceId(const std::string& deviceId) override {
    return storage_.peerByDeviceId(deviceId);
  }
  Result<std::vector<Peer>> upstreams() override { return storage_.upstreams(); }

 private:
  Storage& storage_;
  Metrics& metrics_;
};

}  // namespace hub::app
