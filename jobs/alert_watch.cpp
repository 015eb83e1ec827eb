#include "jobs/alert_watch.h"

#include <set>

#include "hub/delivery/lane_alert.h"
#include "jobs/job_alert.h"

namespace hub::jobs {
namespace {

/// Who may have raised an alert: the names that its subject can be.
struct Origin {
  const char* kind;
  const std::set<std::string>& names;
};

Result<std::set<std::string>> activePeers(UnitOfWork& work) {
  HUB_TRY(peers, work.peers().platforms());
  std::set<std::string> names;
  for (const Peer& peer : peers)
    if (!peer.suspended) names.insert(peer.name);
  return names;
}

Result<std::uint64_t> endGone(UnitOfWork& work, const Origin& origin, TimePoint now) {
  AlertFilter filter;
  filter.kind = origin.kind;
  filter.limit = 10'000;
  HUB_TRY(open, work.alerts().list(filter));
  std::uint64_t ended = 0;
  for (const Alert& alert : open) {
    if (origin.names.contains(alert.subject) || now - alert.last <= AlertWatch::kGone) continue;
    HUB_TRY(done, work.alerts().end(alert.kind, alert.subject, now));
    ended += done ? 1 : 0;
  }
  return ended;
}

}  // namespace

Result<std::string> AlertWatch::runOnce(const JobContext&) {
  HUB_TRY(list, jobs_());
  std::set<std::string> names;
  for (const auto& job : list) names.insert(job->name());
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<std::string> {
    HUB_TRY(now, work.time());
    HUB_TRY(peers, activePeers(work));
    std::uint64_t ended = 0;
    for (const Origin& origin :
         {Origin{kJobFailed, names}, Origin{delivery::kPeerUnreachable, peers},
          Origin{delivery::kPeerNotRegistered, peers}, Origin{delivery::kPeerWithoutAddress, peers}}) {
      HUB_TRY(some, endGone(work, origin, now));
      ended += some;
    }
    return "ended=" + std::to_string(ended);
  });
}

}  // namespace hub::jobs
