#include "hub/exchange/ingest.h"

#include <algorithm>
#include <map>

#include "hub/exchange/batch_tag.h"
#include "hub/exchange/derived_start.h"
#include "hub/exchange/findings.h"
#include "hub/exchange/g_channel.h"
#include "hub/exchange/merge.h"
#include "hub/exchange/ownership.h"

namespace hub::exchange {
namespace {

using ValuesByBlock = std::map<SeriesKey, std::vector<SeriesValue>>;

SeriesValue valueOf(const Incoming& incoming) {
  const schemas::EnergyRecord& record = incoming.record;
  return {.at = record.statDate,
          .value = record.dataValue,
          .inputType = record.inputType,
          .scope = record.scope,
          .valid = record.valid,
          .derivedStart = incoming.derivedStart,
          .uploadDate = record.uploadDate,
          .rawCode = record.dataCode.raw()};
}

ValuesByBlock byBlock(const std::string& enterprise, const std::vector<Incoming>& records) {
  ValuesByBlock values;
  for (const Incoming& incoming : records) {
    const auto statType = static_cast<schemas::StatType>(incoming.record.statType);
    SeriesKey key{enterprise, incoming.record.dataCode.canonical(), statType,
                  periodOf(statType, incoming.record.statDate)};
    values[std::move(key)].push_back(valueOf(incoming));
  }
  return values;
}

std::vector<SeriesKey> keysOf(const ValuesByBlock& values) {
  std::vector<SeriesKey> keys;
  keys.reserve(values.size());
  for (const auto& [key, list] : values) keys.push_back(key);
  return keys;
}

// One batch within the unit. Steps in the order of run().
class Ingestion {
 public:
  Ingestion(const Surroundings& around, UnitOfWork& work, const std::vector<Peer>& above,
            const Intake& intake)
      : around_(around), work_(work), above_(above), intake_(intake), findings_(intake.enterprise) {
    batch_.peer = intake.sender.id();
    batch_.channel = intake.channel;
    batch_.enterprise = intake.enterprise;
    batch_.records = static_cast<std::uint32_t>(intake.records.size());
  }

  Result<BatchId> run(const std::string& content, TimePoint now) {
    batch_.contentMd5 = content;
    batch_.received = now;
    HUB_TRY(known, work_.batches().findByContent(intake_.channel, intake_.enterprise, batch_.contentMd5));
    if (known) {
      HUB_TRY(present, work_.series().present(known->blocks));
      if (present.size() == known->blocks.size()) return known->id;
    }
    HUB_CHECK(mergeValues());
    if (known) {
      batch_.id = known->id;
    } else {
      HUB_CHECK(insertBatch());
    }
    HUB_CHECK(saveValues());
    // Collected values go on, and get their tag, as part of the batch that packs them
    // (hub/exchange/daily_pack.h).
    if (intake_.channel == Channel::collected) return batch_.id;
    if (!known) HUB_CHECK(queueUpload());
    HUB_CHECK(putTags());
    return batch_.id;
  }

 private:
  Result<void> mergeValues() {
    HUB_TRY(records, withKnownStarts(work_, intake_));
    const ValuesByBlock values = byBlock(intake_.enterprise, records);
    batch_.blocks = keysOf(values);
    HUB_TRY(loaded, work_.series().load(batch_.blocks));
    std::map<SeriesKey, SeriesBlock> stored;
    for (SeriesBlock& block : loaded) stored.emplace(block.key, std::move(block));
    const Tier tier = intake_.sender.isAbove() ? Tier::farther : Tier::sameOrNearer;
    for (const auto& [key, incoming] : values) {
      const auto found = stored.find(key);
      keep(
          merge(found == stored.end() ? SeriesBlock{key, {}, {}} : std::move(found->second), incoming, tier));
    }
    return {};
  }

  void keep(Merged merged) {
    batch_.stored += merged.stored;
    batch_.unchanged += merged.unchanged;
    batch_.superseded += merged.superseded;
    std::move(merged.revisions.begin(), merged.revisions.end(), std::back_inserter(revisions_));
    if (merged.changed()) changed_.push_back(std::move(merged.block));
  }

  Result<void> insertBatch() {
    findInValues(intake_, Clock::civil(batch_.received), findings_);
    HUB_TRY(config, work_.enterprises().config(intake_.enterprise));
    HUB_CHECK(findInConfig(intake_, config, findings_));
    HUB_CHECK(findRealTime());
    batch_.findings = findings_.count();
    HUB_TRY(id, work_.batches().insert(batch_, intake_.body));
    batch_.id = id;
    if (batch_.findings == 0) return {};
    return work_.batches().keepFindings(findings_.take(id));
  }

  // Real time may have come in another part of the same day's upload (OQ-33).
  Result<void> findRealTime() {
    std::vector<SeriesKey> missing = realTimeDue(intake_);
    if (missing.empty()) return {};
    HUB_TRY(present, work_.series().present(missing));
    std::erase_if(missing, [&](const SeriesKey& key) {
      return std::find(present.begin(), present.end(), key) != present.end();
    });
    findMissingRealTime(missing, findings_);
    return {};
  }

  Result<void> saveValues() {
    for (SeriesBlock& block : changed_) block.batch = batch_.id;
    for (Revision& revision : revisions_) revision.batch = batch_.id;
    if (!changed_.empty()) HUB_CHECK(work_.series().save(changed_));
    if (!revisions_.empty()) HUB_CHECK(work_.series().keepRevisions(revisions_));
    return {};
  }

  Result<void> queueUpload() {
    if (around_.node.energyUplink != EnergyUplink::upload) return {};
    for (const Peer& peer : above_) {
      if (peer.id == intake_.sender.id()) continue;
      HUB_CHECK(work_.deliveries().enqueue({.peer = peer.id,
                                            .kind = DeliveryKind::energyData,
                                            .priority = Priority::live,
                                            .enterprise = intake_.enterprise,
                                            .batch = batch_.id,
                                            .subject = {},
                                            .reason = "live",
                                            .due = batch_.received}));
    }
    return {};
  }

  // Whoever sent the batch over a channel of G compares it with us, by whatever message it came (G-7.2-2,
  // X-G-5).
  Result<void> putTags() {
    if (intake_.sender.peer) HUB_CHECK(putTag(*intake_.sender.peer));
    if (around_.node.energyUplink != EnergyUplink::tags) return {};
    for (const Peer& peer : above_)
      if (peer.id != intake_.sender.id()) HUB_CHECK(putTag(peer));
    return {};
  }

  Result<void> putTag(const Peer& peer) {
    if (!hasChannel(peer)) return {};
    auto tag = tagTowards(peer, intake_, {around_.crypto, around_.node, batch_.received});
    if (!tag) return {};
    tag->batch = batch_.id;
    return work_.tags().putOwn(*tag);
  }

  const Surroundings& around_;
  UnitOfWork& work_;
  const std::vector<Peer>& above_;  // the nodes above
  const Intake& intake_;
  Batch batch_;
  Findings findings_;
  std::vector<SeriesBlock> changed_;
  std::vector<Revision> revisions_;
};

// Who the values go on to; none when this node is the top or keeps them to itself.
Result<std::vector<Peer>> nodesAbove(const NodeSettings& node, UnitOfWork& work) {
  if (node.energyUplink == EnergyUplink::none) return std::vector<Peer>{};
  HUB_TRY(peers, work.peers().all());
  std::erase_if(peers, [](const Peer& peer) { return !peer.upstream; });
  return std::move(peers);
}

// In ascending order of the codes, so that two messages with the same enterprises cannot wait for each other.
Result<void> lockEnterprises(UnitOfWork& work, const std::vector<Intake>& parts) {
  std::map<std::string, const Intake*> ordered;
  for (const Intake& intake : parts) ordered.emplace(intake.enterprise, &intake);
  for (const auto& [code, intake] : ordered) {
    HUB_TRY(head, work.enterprises().lockHead(code, intake->sender.id()));
    HUB_CHECK(intake->channel == Channel::gData ? allowDelivery(work, head, intake->sender)
                                                : claimByData(work, head, intake->sender));
  }
  return {};
}

}  // namespace

Result<std::vector<BatchId>> ingest(const Surroundings& around, const std::vector<Intake>& parts) {
  std::vector<std::string> contents;
  for (const Intake& intake : parts) contents.push_back(contentMd5(around.crypto, intake));
  const TimePoint now = around.clock.now();
  return inUnit(around.storage, [&](UnitOfWork& work) -> Result<std::vector<BatchId>> {
    HUB_CHECK(lockEnterprises(work, parts));
    HUB_TRY(above, nodesAbove(around.node, work));
    std::vector<BatchId> ids;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      HUB_TRY(id, Ingestion(around, work, above, parts[i]).run(contents[i], now));
      ids.push_back(id);
    }
    return ids;
  });
}

}  // namespace hub::exchange
