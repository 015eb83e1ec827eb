#include "hub/app/failpoints.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>

namespace hub::app {
namespace {

constexpr std::string_view kReceive = "receive";
constexpr std::string_view kDeliver = "deliver";
constexpr std::string_view kAny = "any";

constexpr std::array<std::string_view, 23> kPoints{
    kAny,           "caller",      "begin",          "peers",      "enterprises",
    "series",       "batches",     "tags",           "deliveries", "dictionaries",
    "jobs",         "audit",       "deviceRequests", "tolerances", "quality",
    "lanes",        "alerts",      "bulkActions",    "time",       "commit:before",
    "commit:after", "send:before", "send:after"};

class WatchedUnit final : public UnitOfWork {
 public:
  WatchedUnit(std::unique_ptr<UnitOfWork> work, Failpoint& failpoint, std::string_view road)
      : work_(std::move(work)), failpoint_(failpoint), road_(road) {}

  PeerStore& peers() override { return passed("peers").peers(); }
  EnterpriseStore& enterprises() override { return passed("enterprises").enterprises(); }
  SeriesStore& series() override { return passed("series").series(); }
  BatchStore& batches() override { return passed("batches").batches(); }
  TagStore& tags() override { return passed("tags").tags(); }
  DeliveryQueue& deliveries() override { return passed("deliveries").deliveries(); }
  DictionaryStore& dictionaries() override { return passed("dictionaries").dictionaries(); }
  JobStore& jobs() override { return passed("jobs").jobs(); }
  AuditLog& audit() override { return passed("audit").audit(); }
  DeviceRequestStore& deviceRequests() override { return passed("deviceRequests").deviceRequests(); }
  ToleranceStore& tolerances() override { return passed("tolerances").tolerances(); }
  QualityStore& quality() override { return passed("quality").quality(); }
  LaneStore& lanes() override { return passed("lanes").lanes(); }
  AlertStore& alerts() override { return passed("alerts").alerts(); }
  BulkActionStore& bulkActions() override { return passed("bulkActions").bulkActions(); }
  Result<TimePoint> time() override { return passed("time").time(); }

  Result<void> commit() override {
    failpoint_.pass(road_, "commit:before");
    HUB_CHECK(work_->commit());
    failpoint_.pass(road_, "commit:after");
    return {};
  }

 private:
  UnitOfWork& passed(std::string_view point) {
    failpoint_.pass(road_, point);
    return *work_;
  }

  std::unique_ptr<UnitOfWork> work_;
  Failpoint& failpoint_;
  std::string_view road_;
};

class WatchedStorage final : public Storage {
 public:
  WatchedStorage(Storage& storage, Failpoint& failpoint, std::string_view road)
      : storage_(storage), failpoint_(failpoint), road_(road) {}

  Result<std::unique_ptr<UnitOfWork>> begin() override {
    failpoint_.pass(road_, "begin");
    HUB_TRY(work, storage_.begin());
    return std::make_unique<WatchedUnit>(std::move(work), failpoint_, road_);
  }

  Result<std::optional<Peer>> peerByFingerprint(const std::string& sha256) override {
    failpoint_.pass(road_, "caller");
    return storage_.peerByFingerprint(sha256);
  }

  Result<std::optional<Peer>> peerByDeviceId(const std::string& deviceId) override {
    failpoint_.pass(road_, "caller");
    return storage_.peerByDeviceId(deviceId);
  }

  Result<std::vector<Peer>> upstreams() override { return storage_.upstreams(); }

 private:
  Storage& storage_;
  Failpoint& failpoint_;
  std::string_view road_;
};

class WatchedPartner final : public Partner {
 public:
  WatchedPartner(Partner& partner, Failpoint& failpoint) : partner_(partner), failpoint_(failpoint) {}

  tl::expected<CallReply, CallFailure> post(const Call& call) override {
    failpoint_.pass(kDeliver, "send:before");
    auto reply = partner_.post(call);
    failpoint_.pass(kDeliver, "send:after");
    return reply;
  }

 private:
  Partner& partner_;
  Failpoint& failpoint_;
};

// SIGKILL: nothing is flushed or rolled back politely.
void killThisProcess() { std::raise(SIGKILL); }

tl::unexpected<Error> unreadable(std::string_view text) {
  std::string points;
  for (const std::string_view point : kPoints) points += " " + std::string(point);
  return fail(Failure::malformed, {},
              "NENGHUB_FAILPOINT=" + std::string(text) +
                  ": allowed: [receive:|deliver:]POINT:N, N from 1, POINT one of" + points);
}

}  // namespace

Result<FailpointPlan> FailpointPlan::parse(std::string_view text) {
  FailpointPlan plan;
  std::string_view rest = text;
  for (const std::string_view road : {kReceive, kDeliver})
    if (rest.size() > road.size() && rest.starts_with(road) && rest[road.size()] == ':') {
      plan.road = road;
      rest.remove_prefix(road.size() + 1);
      break;
    }
  const std::size_t colon = rest.rfind(':');
  if (colon == rest.npos) return unreadable(text);
  const std::string_view number = rest.substr(colon + 1);
  const char* const end = number.data() + number.size();
  const auto read = std::from_chars(number.data(), end, plan.pass);
  if (read.ec != std::errc() || read.ptr != end || plan.pass == 0) return unreadable(text);
  plan.point = rest.substr(0, colon);
  if (std::find(kPoints.begin(), kPoints.end(), plan.point) == kPoints.end()) return unreadable(text);
  return plan;
}

Failpoint::Failpoint(FailpointPlan plan, std::function<void()> act)
    : plan_(std::move(plan)), act_(std::move(act)) {}

void Failpoint::pass(std::string_view road, std::string_view point) {
  if (!plan_.road.empty() && plan_.road != road) return;
  if (plan_.point != kAny && plan_.point != point) return;
  if (passed_.fetch_add(1) + 1 == plan_.pass) act_();
}

Failpoints::Failpoints(FailpointPlan plan, std::function<void()> act, Storage& storage, Partner& partner)
    : failpoint_(std::move(plan), std::move(act)),
      receiving_(std::make_unique<WatchedStorage>(storage, failpoint_, kReceive)),
      delivering_(std::make_unique<WatchedStorage>(storage, failpoint_, kDeliver)),
      partner_(std::make_unique<WatchedPartner>(partner, failpoint_)) {}

Failpoints::~Failpoints() = default;

Result<std::unique_ptr<Failpoints>> Failpoints::ofProcess(Storage& storage, Partner& partner, Log& log) {
  const char* const text = std::getenv("NENGHUB_FAILPOINT");
  if (!text || !*text) return nullptr;
  HUB_TRY(plan, FailpointPlan::parse(text));
  log.warn("failpoint_set",
           {{"kills_itself_at", text}, {"do", "unset NENGHUB_FAILPOINT; it is for tests only"}});
  return std::make_unique<Failpoints>(plan, killThisProcess, storage, partner);
}

}  // namespace hub::app
