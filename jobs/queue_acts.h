// A person's act on deliveries, with what belongs to it.
#pragma once

#include <map>
#include <string>

#include "hub/ports/storage.h"

namespace hub::jobs {

/// For one unit of work.
class QueueActs {
 public:
  /// `reason` is the person's.
  QueueActs(UnitOfWork& work, QueueAct act, std::string reason, TimePoint now)
      : work_(work), act_(act), reason_(std::move(reason)), now_(now) {}

  /// False when the state of the delivery does not allow it. What is sent after configuration has its
  /// enterprise's 8.6 and 8.7 queued anew, once for each peer and enterprise; where the peer takes none, or
  /// nothing is stored, it is just sent again.
  Result<bool> on(const Delivery& delivery);

 private:
  Result<bool> queueConfiguration(const Delivery& delivery);
  Result<bool> takesConfiguration(PeerId peer);
  Result<void> enqueue(const Delivery& delivery, DeliveryKind kind);

  UnitOfWork& work_;
  QueueAct act_;
  std::string reason_;
  TimePoint now_;
  std::map<PeerId, bool> peers_;                                // whether they take configuration
  std::map<std::pair<PeerId, std::string>, bool> enterprises_;  // whether any was queued
};

}  // namespace hub::jobs
