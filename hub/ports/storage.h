// One unit of work = one transaction over all stores.
#pragma once

#include <chrono>
#include <memory>

#include "hub/ports/alert.h"
#include "hub/ports/audit.h"
#include "hub/ports/batch.h"
#include "hub/ports/bulk_action.h"
#include "hub/ports/delivery.h"
#include "hub/ports/device_request.h"
#include "hub/ports/dictionary.h"
#include "hub/ports/enterprise.h"
#include "hub/ports/job_run.h"
#include "hub/ports/lane.h"
#include "hub/ports/peer.h"
#include "hub/ports/quality.h"
#include "hub/ports/series.h"
#include "hub/ports/tolerance.h"
#include "hub/result.h"

namespace hub {

/// Rolls back unless committed. One thread. Never open during a network call.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual PeerStore& peers() = 0;
  virtual EnterpriseStore& enterprises() = 0;
  virtual SeriesStore& series() = 0;
  virtual BatchStore& batches() = 0;
  virtual TagStore& tags() = 0;
  virtual DeliveryQueue& deliveries() = 0;
  virtual DictionaryStore& dictionaries() = 0;
  virtual JobStore& jobs() = 0;
  virtual AuditLog& audit() = 0;
  virtual DeviceRequestStore& deviceRequests() = 0;
  virtual ToleranceStore& tolerances() = 0;
  virtual QualityStore& quality() = 0;
  virtual LaneStore& lanes() = 0;
  virtual AlertStore& alerts() = 0;
  virtual BulkActionStore& bulkActions() = 0;
  /// The clock of the store: the same for all processes of the node.
  virtual Result<TimePoint> time() = 0;
  /// `retryable` when the outcome is unknown: units are written so that doing them again is harmless.
  virtual Result<void> commit() = 0;
};

class Storage {
 public:
  virtual ~Storage() = default;
  /// Borrows a session, waiting a bounded time; `busy` when none comes free, `database` when there is no
  /// database.
  virtual Result<std::unique_ptr<UnitOfWork>> begin() = 0;

  // What every request asks first. A store may remember the answers as long as it makes sure, each time, that
  // no peer has been changed since: a change counts at once.
  virtual Result<std::optional<Peer>> peerByFingerprint(const std::string& sha256);
  virtual Result<std::optional<Peer>> peerByDeviceId(const std::string& deviceId);
  virtual Result<std::vector<Peer>> upstreams();
};

/// How long a unit that was rolled back is done again: up to twelve times, as long as they take no longer
/// than 15 s together. Between two tries lie a few milliseconds, more after each and never the same for two
/// threads, so that units that met in a deadlock do not meet again.
class Patience final {
 public:
  /// Waits, then true; false when it is at its end.
  bool lasts();

 private:
  int tries_ = 1;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// Runs `unit(UnitOfWork&) -> Result<T>` and commits; repeats the whole unit, after a short wait, when the
/// store says that may help.
template <class Unit>
auto inUnit(Storage& storage, Unit&& unit) -> decltype(unit(std::declval<UnitOfWork&>())) {
  Patience patience;
  using Answer = decltype(unit(std::declval<UnitOfWork&>()));
  while (true) {
    Answer outcome = [&]() -> Answer {
      HUB_TRY(work, storage.begin());
      Answer inner = unit(*work);
      if (!inner) return inner;
      HUB_CHECK(work->commit());
      return inner;
    }();
    if (outcome || outcome.error().failure != Failure::retryable) return outcome;
    if (!patience.lasts()) return fail(Failure::database, {}, outcome.error().cause);
  }
}

}  // namespace hub
