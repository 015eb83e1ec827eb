// What the in-memory storage holds: one table for each promise of hub/ports.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "hub/ports/storage.h"
#include "tests/fakes/snapshot.h"

namespace fakes {

using Bytes = std::shared_ptr<const std::string>;

struct EnterpriseRow {
  hub::EnterpriseHead head;
  std::optional<hub::EnterpriseConfig> config;
  std::string configDigest;
  std::vector<hub::EnterpriseConfig> configHistory;  // oldest first
  std::vector<schemas::MeteringInstrument> instruments;
  std::optional<schemas::CivilTime> instrumentsReceived;
  std::string instrumentsDigest;
  std::vector<std::vector<schemas::MeteringInstrument>> instrumentHistory;  // oldest first
};

struct BatchRow {
  hub::Batch batch;
  Bytes body;
};

struct DeliveryRow {
  hub::Delivery delivery;  // without body
  Bytes body;
  bool renewed = false;             // asked for again while claimed
  bool afterConfiguration = false;  // waits for configuration younger than itself, too
  hub::TimePoint leaseUntil{};      // by the clock of the store
  std::vector<hub::Attempt> attempts;
};

struct JobRow {
  hub::JobRun run;
  hub::TimePoint leaseUntil{};  // by the clock of the store
};

struct BulkActionRow {
  hub::BulkAction action;
  std::vector<hub::BulkRefusal> refusals;
};

struct DictionaryTable {
  hub::DictionaryVersion version;
  hub::DictionaryLists inForce;
  std::map<std::string, std::vector<schemas::json::Value>> ended;
};

/// Rule, enterprise, peer, energy kind.
using SettingKey = std::tuple<std::string, std::string, hub::PeerId, std::string>;
/// Enterprise, period, rule, code, statType.
using PeriodFindingKey =
    std::tuple<std::string, schemas::CivilDate, std::string, std::string, std::optional<schemas::StatType>>;

/// Shares everything with its copies until one is changed.
struct FakeTables {
  Snapshot<std::map<hub::PeerId, hub::Peer>> peers;
  Snapshot<std::map<hub::PeerId, hub::Registration>> registrations;
  Snapshot<std::map<std::string, EnterpriseRow>> enterprises;
  Snapshot<std::map<hub::SeriesKey, std::shared_ptr<const hub::SeriesBlock>>> blocks;
  Snapshot<std::vector<hub::Revision>> revisions;
  Snapshot<std::map<hub::BatchId, BatchRow>> batches;
  Snapshot<std::vector<hub::Finding>> findings;
  Snapshot<std::vector<hub::QuarantinedRecord>> quarantined;
  Snapshot<std::map<std::uint64_t, hub::Tag>> tags;
  Snapshot<std::map<hub::DeliveryId, DeliveryRow>> deliveries;
  Snapshot<DictionaryTable> dictionary;
  Snapshot<std::map<std::uint64_t, JobRow>> jobs;
  Snapshot<std::vector<std::string>> askedJobs;  // the first asked first
  Snapshot<std::map<hub::PeerId, hub::LaneState>> lanes;
  Snapshot<std::map<std::uint64_t, hub::Alert>> alerts;
  Snapshot<std::map<std::uint64_t, BulkActionRow>> bulkActions;
  Snapshot<std::vector<hub::AuditEvent>> audit;
  Snapshot<std::map<std::string, hub::DeviceRequest>> deviceRequests;
  Snapshot<std::map<std::pair<hub::PeerId, std::string>, hub::ToleranceCount>> tolerances;
  Snapshot<std::map<SettingKey, hub::RuleSetting>> qualitySettings;
  Snapshot<std::map<PeriodFindingKey, hub::PeriodFinding>> qualityFindings;
  Snapshot<std::map<std::pair<std::string, std::string>, hub::PointHabit>> pointHabits;
};

/// The last number given out in each table. A rollback gives none back, as in a database.
struct FakeNumbers {
  std::uint32_t peer = 0;
  std::uint64_t batch = 0, tag = 0, delivery = 0, job = 0, alert = 0, bulkAction = 0;
};

}  // namespace fakes
