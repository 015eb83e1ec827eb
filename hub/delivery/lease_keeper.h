// Heartbeat for the claims of all workers of this process.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "hub/ports/storage.h"

namespace hub::delivery {

/// Knows what is claimed; whoever makes threads calls beat() every lease/4. Thread-safe. A worker whose lease
/// is lost all the same learns it when it writes back, and what it did is harmless.
class LeaseKeeper {
 public:
  struct Beat {
    std::uint64_t extended = 0;
    std::uint64_t released = 0;  // claims of workers that are gone
  };

  LeaseKeeper(Storage& storage, const Clock& clock, std::chrono::seconds lease)
      : storage_(storage), clock_(clock), lease_(lease) {}

  std::chrono::seconds lease() const { return lease_; }
  void hold(const std::vector<Delivery>& claims);
  void drop(const Delivery& claim);
  void dropAllOf(const std::string& worker);
  /// Renews the leases of claims older than lease/4, and sets free what others have lost.
  Result<Beat> beat();

 private:
  struct Held {
    Delivery claim;  // without body
    TimePoint since{};
  };
  std::vector<Delivery> olderThan(std::chrono::milliseconds age);

  Storage& storage_;
  const Clock& clock_;
  const std::chrono::seconds lease_;
  std::mutex mutex_;
  std::map<std::pair<DeliveryId, std::uint32_t>, Held> held_;  // by id and attempt
};

}  // namespace hub::delivery
