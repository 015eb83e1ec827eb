// One unit of the in-memory storage, and the stores that work on it.
#pragma once

#include <set>

#include "tests/fakes/fake_storage.h"

namespace fakes {

/// What the stores of one unit share.
struct FakeSession {
  const FakeStorage& storage;
  FakeTables tables;
  FakeNumbers& numbers;
  FakeFaults& faults;
  std::set<std::string> lockedHeads;
  bool over = false;

  /// The first thing every store method does: counts the call and fails when a test has ordered it.
  hub::Result<void> enter();
  /// For what must not happen without lockHead().
  hub::Result<void> needHead(const std::string& enterprise) const;
};

class FakePeers final : public hub::PeerStore {
 public:
  explicit FakePeers(FakeSession& session) : session_(session) {}
  hub::Result<std::optional<hub::Peer>> findByFingerprint(const std::string& sha256) override;
  hub::Result<std::optional<hub::Peer>> find(hub::PeerId id) override;
  hub::Result<std::optional<hub::Peer>> findByName(const std::string& name) override;
  hub::Result<std::optional<hub::Peer>> findByDeviceId(const std::string& deviceId) override;
  hub::Result<std::optional<hub::Peer>> findDeviceOf(const std::string& enterpriseCode) override;
  hub::Result<std::vector<hub::Peer>> all() override;
  hub::Result<std::vector<hub::Peer>> upstreams() override;
  hub::Result<hub::PeerId> put(const hub::Peer& peer) override;
  hub::Result<void> noteVersionCheck(hub::PeerId id, hub::TimePoint when) override;
  hub::Result<std::optional<hub::Registration>> registration(hub::PeerId upstream) override;
  hub::Result<void> putRegistration(hub::PeerId upstream, const hub::Registration& registration) override;

 private:
  FakeSession& session_;
};

class FakeEnterprises final : public hub::EnterpriseStore {
 public:
  explicit FakeEnterprises(FakeSession& session) : session_(session) {}
  hub::Result<hub::EnterpriseHead> lockHead(const std::string& code, hub::PeerId claimant) override;
  hub::Result<std::optional<hub::EnterpriseHead>> head(const std::string& code) override;
  hub::Result<void> setOwner(const std::string& code, hub::PeerId owner, bool provisional) override;
  hub::Result<bool> replaceConfig(const std::string& code, const hub::EnterpriseConfig& config,
                                  const std::string& digest) override;
  hub::Result<std::optional<hub::EnterpriseConfig>> config(const std::string& code) override;
  hub::Result<bool> replaceInstruments(const std::string& code,
                                       const std::vector<schemas::MeteringInstrument>& instruments,
                                       schemas::CivilTime received, const std::string& digest) override;
  hub::Result<std::vector<schemas::MeteringInstrument>> instruments(const std::string& code) override;
  hub::Result<std::vector<hub::EnterpriseSummary>> list(std::optional<hub::PeerId> owner) override;

 private:
  FakeSession& session_;
};

class FakeSeries final : public hub::SeriesStore {
 public:
  explicit FakeSeries(FakeSession& session) : session_(session) {}
  hub::Result<std::vector<hub::SeriesBlock>> load(const std::vector<hub::SeriesKey>& keys) override;
  hub::Result<void> save(const std::vector<hub::SeriesBlock>& blocks) override;
  hub::Result<void> keepRevisions(const std::vector<hub::Revision>& revisions) override;
  hub::Result<std::vector<hub::SeriesBlock>> read(const hub::SeriesRange& range) override;
  hub::Result<std::vector<hub::SeriesKey>> present(const std::vector<hub::SeriesKey>& keys) override;

 private:
  FakeSession& session_;
};

class FakeBatches final : public hub::BatchStore {
 public:
  explicit FakeBatches(FakeSession& session) : session_(session) {}
  hub::Result<std::optional<hub::Batch>> findByContent(hub::Channel channel, const std::string& enterprise,
                                                       const std::string& contentMd5) override;
  hub::Result<hub::BatchId> insert(const hub::Batch& batch, const std::string& body) override;
  hub::Result<std::optional<hub::Batch>> find(hub::BatchId id) override;
  hub::Result<std::string> body(hub::BatchId id) override;
  hub::Result<std::vector<hub::Batch>> list(const hub::BatchFilter& filter) override;
  hub::Result<void> keepFindings(const std::vector<hub::Finding>& findings) override;
  hub::Result<std::vector<hub::Finding>> findings(hub::BatchId id) override;
  hub::Result<void> keepQuarantined(const std::vector<hub::QuarantinedRecord>& records) override;
  hub::Result<std::vector<hub::QuarantinedRecord>> quarantined(hub::BatchId id) override;

 private:
  FakeSession& session_;
};

class FakeTags final : public hub::TagStore {
 public:
  explicit FakeTags(FakeSession& session) : session_(session) {}
  hub::Result<void> putOwn(const hub::Tag& tag) override;
  hub::Result<void> noteReceived(const hub::Tag& tag) override;
  hub::Result<std::optional<hub::Tag>> find(hub::PeerId peer, const schemas::LogSign& sign) override;
  hub::Result<std::vector<hub::Tag>> list(const hub::TagFilter& filter) override;
  hub::Result<std::vector<hub::Tag>> ofBatch(hub::PeerId peer, hub::BatchId batch) override;
  hub::Result<void> setState(std::uint64_t id, hub::TagState state, hub::TimePoint when) override;

 private:
  FakeSession& session_;
};

class FakeDeliveries final : public hub::DeliveryQueue {
 public:
  explicit FakeDeliveries(FakeSession& session) : session_(session) {}
  hub::Result<hub::DeliveryId> enqueue(const hub::NewDelivery& delivery) override;
  hub::Result<std::vector<hub::Delivery>> claim(const hub::ClaimWish& wish) override;
  hub::Result<void> freezeBody(const hub::Delivery& delivery, const std::string& body) override;
  hub::Result<std::uint64_t> extend(const std::vector<hub::Delivery>& claims,
                                    std::chrono::seconds lease) override;
  hub::Result<void> record(const hub::Delivery& delivery, const hub::Outcome& outcome) override;
  hub::Result<void> giveBack(const std::vector<hub::Delivery>& claims) override;
  hub::Result<std::uint64_t> releaseExpired(std::uint32_t limit) override;
  hub::Result<hub::RoundPiece> startRound(hub::PeerId peer, hub::TimePoint now, std::uint32_t limit,
                                          hub::DeliveryId after) override;
  hub::Result<hub::QueueDepth> depth(std::optional<hub::PeerId> peer) override;
  hub::Result<std::vector<hub::Delivery>> list(const hub::DeliveryFilter& filter) override;
  hub::Result<std::optional<hub::Delivery>> find(hub::DeliveryId id) override;
  hub::Result<std::vector<hub::Attempt>> attempts(hub::DeliveryId id) override;
  hub::Result<bool> act(hub::DeliveryId id, hub::QueueAct act, const std::string& note,
                        hub::TimePoint now) override;

 private:
  FakeSession& session_;
};

class FakeDictionaries final : public hub::DictionaryStore {
 public:
  explicit FakeDictionaries(FakeSession& session) : session_(session) {}
  hub::Result<hub::DictionaryVersion> current() override;
  hub::Result<hub::DictionaryLists> load(const std::vector<std::string>& names) override;
  hub::Result<hub::DictionaryChange> import(const hub::DictionaryLists& lists,
                                            const hub::DictionaryVersion& version) override;
  hub::Result<bool> knows(const std::string& list, const std::string& code) override;

 private:
  FakeSession& session_;
};

class FakeJobs final : public hub::JobStore {
 public:
  explicit FakeJobs(FakeSession& session) : session_(session) {}
  hub::Result<std::optional<hub::JobRun>> claim(const std::string& job, hub::TimePoint planned,
                                                const std::string& worker, hub::TimePoint now,
                                                std::chrono::seconds lease, bool asked) override;
  hub::Result<void> extend(const hub::JobRun& run, std::chrono::seconds lease) override;
  hub::Result<void> finish(const hub::JobRun& run, bool ok, const std::string& result,
                           hub::TimePoint now) override;
  hub::Result<std::optional<hub::JobRun>> last(const std::string& job) override;
  hub::Result<std::vector<hub::JobRun>> list(std::uint32_t limit,
                                             const std::optional<std::string>& job) override;
  hub::Result<std::uint64_t> prune(hub::TimePoint before, std::uint32_t limit) override;
  hub::Result<void> ask(const std::string& job, const std::string& by, hub::TimePoint now) override;
  hub::Result<std::vector<std::string>> asked() override;

 private:
  FakeSession& session_;
};

class FakeAudit final : public hub::AuditLog {
 public:
  explicit FakeAudit(FakeSession& session) : session_(session) {}
  hub::Result<void> append(const hub::AuditEvent& event) override;
  hub::Result<std::vector<hub::AuditEvent>> list(std::uint32_t limit) override;

 private:
  FakeSession& session_;
};

class FakeDeviceRequests final : public hub::DeviceRequestStore {
 public:
  explicit FakeDeviceRequests(FakeSession& session) : session_(session) {}
  hub::Result<hub::Noted> note(const hub::DeviceRequest& request) override;
  hub::Result<std::vector<hub::DeviceRequest>> list(std::uint32_t limit) override;
  hub::Result<bool> drop(const std::string& enterpriseCode) override;

 private:
  FakeSession& session_;
};

class FakeTolerances final : public hub::ToleranceStore {
 public:
  explicit FakeTolerances(FakeSession& session) : session_(session) {}
  hub::Result<void> add(const std::vector<hub::ToleranceCount>& counts) override;
  hub::Result<std::vector<hub::ToleranceCount>> list(std::optional<hub::PeerId> peer) override;

 private:
  FakeSession& session_;
};

class FakeQuality final : public hub::QualityStore {
 public:
  explicit FakeQuality(FakeSession& session) : session_(session) {}
  hub::Result<std::vector<hub::RuleSetting>> settings() override;
  hub::Result<void> putSetting(const hub::RuleSetting& setting) override;
  hub::Result<void> putFindings(const std::vector<hub::PeriodFinding>& findings) override;
  hub::Result<void> clearFindings(const std::string& enterprise, const std::string& rule,
                                  schemas::CivilDate period) override;
  hub::Result<std::vector<hub::PeriodFinding>> findings(const std::string& enterprise,
                                                        schemas::CivilDate from,
                                                        schemas::CivilDate to) override;
  hub::Result<std::vector<hub::PointHabit>> habits(const std::string& enterprise) override;
  hub::Result<void> putHabits(const std::vector<hub::PointHabit>& habits) override;

 private:
  FakeSession& session_;
};

class FakeLanes final : public hub::LaneStore {
 public:
  explicit FakeLanes(FakeSession& session) : session_(session) {}
  hub::Result<hub::LaneState> find(hub::PeerId peer) override;
  hub::Result<std::vector<hub::LaneState>> list() override;
  hub::Result<void> set(hub::PeerId peer, const hub::LaneSettings& settings) override;
  hub::Result<void> setPause(hub::PeerId peer, const std::optional<hub::LanePause>& pause) override;
  hub::Result<void> rest(hub::PeerId peer, hub::TimePoint until) override;
  hub::Result<bool> succeeded(hub::PeerId peer, hub::TimePoint now) override;
  hub::Result<hub::Breaker> failed(hub::PeerId peer, const std::string& cause, hub::TimePoint now) override;
  hub::Result<bool> open(hub::PeerId peer, const std::string& cause, const std::string& message,
                         hub::TimePoint now, hub::TimePoint probeAt) override;
  hub::Result<bool> takeProbe(hub::PeerId peer, hub::TimePoint now, hub::TimePoint until) override;

 private:
  hub::LaneState& row(hub::PeerId peer);

  FakeSession& session_;
};

class FakeAlerts final : public hub::AlertStore {
 public:
  explicit FakeAlerts(FakeSession& session) : session_(session) {}
  hub::Result<bool> raise(const hub::Alert& alert) override;
  hub::Result<bool> end(const std::string& kind, const std::string& subject, hub::TimePoint now) override;
  hub::Result<std::vector<hub::Alert>> list(const hub::AlertFilter& filter) override;
  hub::Result<std::optional<hub::Alert>> find(std::uint64_t id) override;

 private:
  FakeSession& session_;
};

class FakeBulkActions final : public hub::BulkActionStore {
 public:
  explicit FakeBulkActions(FakeSession& session) : session_(session) {}
  hub::Result<std::uint64_t> create(const hub::BulkAction& action) override;
  hub::Result<std::optional<hub::BulkAction>> find(std::uint64_t id) override;
  hub::Result<std::vector<hub::BulkAction>> list(std::uint32_t limit) override;
  hub::Result<std::optional<hub::BulkAction>> lockRunning() override;
  hub::Result<void> advance(const hub::BulkAction& action,
                            const std::vector<hub::BulkRefusal>& refusals) override;
  hub::Result<std::vector<hub::BulkRefusal>> refusals(std::uint64_t id, std::uint32_t limit) override;
  hub::Result<bool> setState(std::uint64_t id, hub::BulkState state, hub::TimePoint now) override;

 private:
  FakeSession& session_;
};

class FakeUnit final : public hub::UnitOfWork {
 public:
  explicit FakeUnit(FakeStorage& storage);
  ~FakeUnit() override;
  FakeUnit(const FakeUnit&) = delete;
  FakeUnit& operator=(const FakeUnit&) = delete;

  hub::PeerStore& peers() override { return peers_; }
  hub::EnterpriseStore& enterprises() override { return enterprises_; }
  hub::SeriesStore& series() override { return series_; }
  hub::BatchStore& batches() override { return batches_; }
  hub::TagStore& tags() override { return tags_; }
  hub::DeliveryQueue& deliveries() override { return deliveries_; }
  hub::DictionaryStore& dictionaries() override { return dictionaries_; }
  hub::JobStore& jobs() override { return jobs_; }
  hub::AuditLog& audit() override { return audit_; }
  hub::DeviceRequestStore& deviceRequests() override { return deviceRequests_; }
  hub::ToleranceStore& tolerances() override { return tolerances_; }
  hub::QualityStore& quality() override { return quality_; }
  hub::LaneStore& lanes() override { return lanes_; }
  hub::AlertStore& alerts() override { return alerts_; }
  hub::BulkActionStore& bulkActions() override { return bulkActions_; }
  hub::Result<hub::TimePoint> time() override;
  hub::Result<void> commit() override;

 private:
  void end();

  FakeStorage& storage_;
  FakeSession session_;
  bool ended_ = false;
  FakePeers peers_{session_};
  FakeEnterprises enterprises_{session_};
  FakeSeries series_{session_};
  FakeBatches batches_{session_};
  FakeTags tags_{session_};
  FakeDeliveries deliveries_{session_};
  FakeDictionaries dictionaries_{session_};
  FakeJobs jobs_{session_};
  FakeAudit audit_{session_};
  FakeDeviceRequests deviceRequests_{session_};
  FakeTolerances tolerances_{session_};
  FakeQuality quality_{session_};
  FakeLanes lanes_{session_};
  FakeAlerts alerts_{session_};
  FakeBulkActions bulkActions_{session_};
};

}  // namespace fakes
