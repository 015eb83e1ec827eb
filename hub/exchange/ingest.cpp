#include "hub/exchange/ingest.h"

#include <algorithm>
#include <map>

#include "hub/exchange/batch_tag.h"
#include "hub/exchange/ingestion.h"
#include "hub/exchange/ownership.h"

namespace hub::exchange {
namespace {

template <class T>
void moveTo(std::vector<T>& all, std::vector<T> some) {
  std::move(some.begin(), some.end(), std::back_inserter(all));
}

// Those of `keys` that are not among `found`, which ascends.
std::vector<SeriesKey> lacking(const std::vector<SeriesKey>& keys, const std::vector<SeriesKey>& found) {
  std::vector<SeriesKey> missing;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(missing),
               [&](const SeriesKey& key) { return !std::binary_search(found.begin(), found.end(), key); });
  return missing;
}

// All batches of one unit, with one statement of a kind for all of them. Steps in the order of run().
class IngestUnit {
 public:
  IngestUnit(const Surroundings& around, UnitOfWork& work, const std::vector<Peer>& above)
      : around_(around), work_(work), above_(above) {}

  struct Done {
    std::vector<Batch> batches;
    VerdictCounts verdicts;
  };

  Result<Done> run(const std::vector<Intake>& parts, TimePoint now) {
    for (const Intake& intake : parts) all_.emplace_back(around_, intake, now);
    HUB_CHECK(lockEnterprises());
    HUB_CHECK(meetKnown());
    HUB_CHECK(mergeValues());
    HUB_CHECK(findRealTime());
    HUB_CHECK(insertBatches());
    HUB_CHECK(saveValues());
    HUB_CHECK(passOn());
    for (const Ingestion& one : all_) done_.batches.push_back(one.batch());
    return std::move(done_);
  }

 private:
  // In ascending order of the codes, so that two units with the same enterprises cannot wait for each other.
  Result<void> lockEnterprises() {
    std::map<std::string, const Intake*> ordered;
    for (const Ingestion& one : all_) ordered.emplace(one.intake().enterprise, &one.intake());
    std::vector<HeadClaim> claims;
    for (const auto& [code, intake] : ordered) claims.push_back({code, intake->sender.id()});
    HUB_TRY(heads, work_.enterprises().lockHeads(claims));
    for (const EnterpriseHead& head : heads) {
      digests_.emplace(head.code, head.configDigest);
      const Intake& intake = *ordered.at(head.code);
      HUB_CHECK(intake.channel == Channel::gData ? allowDelivery(work_, head, intake.sender)
                                                 : claimByData(work_, head, intake.sender));
    }
    return {};
  }

  // The same content again: answered as it stands, unless blocks of it are gone.
  Result<void> meetKnown() {
    std::vector<ContentKey> keys;
    for (const Ingestion& one : all_) keys.push_back(one.contentKey());
    HUB_TRY(known, work_.batches().findByContents(keys));
    if (known.empty()) return {};
    std::vector<SeriesKey> blocks;
    for (Batch& batch : known) {
      blocks.insert(blocks.end(), batch.blocks.begin(), batch.blocks.end());
      const auto same = std::find_if(all_.begin(), all_.end(), [&](const Ingestion& one) {
        return one.intake().enterprise == batch.enterprise && one.intake().channel == batch.channel;
      });
      same->meet(std::move(batch));
    }
    HUB_TRY(present, presentOf(std::move(blocks)));
    for (Ingestion& one : all_)
      if (one.known() && lacking(one.known()->blocks, present).empty()) one.repeat();
    return {};
  }

  Result<std::vector<SeriesKey>> presentOf(std::vector<SeriesKey> keys) {
    std::sort(keys.begin(), keys.end());
    HUB_TRY(present, work_.series().present(keys));
    std::sort(present.begin(), present.end());
    return std::move(present);
  }

  Result<void> mergeValues() {
    std::vector<SeriesKey> keys;
    for (Ingestion& one : all_) {
      if (one.isOver()) continue;
      HUB_CHECK(one.arrange(work_));
      keys.insert(keys.end(), one.batch().blocks.begin(), one.batch().blocks.end());
    }
    std::sort(keys.begin(), keys.end());
    HUB_TRY(loaded, work_.series().load(keys));
    std::map<std::string, std::vector<SeriesBlock>, std::less<>> stored;
    for (SeriesBlock& block : loaded) stored[block.key.enterprise].push_back(std::move(block));
    for (Ingestion& one : all_) {
      if (one.isOver()) continue;
      HUB_TRY(config, configOf(one.intake().enterprise));
      HUB_CHECK(one.merge(std::move(stored[one.intake().enterprise]), config.get()));
    }
    return {};
  }

  // nullptr without an 8.6.
  Result<std::shared_ptr<const quality::ConfigIndex>> configOf(const std::string& enterprise) {
    std::shared_ptr<const quality::ConfigIndex> index;
    const std::string& digest = digests_.at(enterprise);
    if (digest.empty()) return index;
    if (around_.configs) index = around_.configs->find(enterprise, digest);
    if (index) return index;
    HUB_TRY(config, work_.enterprises().config(enterprise));
    if (!config) return index;
    index = std::make_shared<const quality::ConfigIndex>(quality::ConfigIndex::of(*config));
    if (around_.configs) around_.configs->keep(enterprise, digest, index);
    return index;
  }

  // Real time may have come in another part of the same day's upload (OQ-33).
  Result<void> findRealTime() {
    std::vector<SeriesKey> due;
    for (const Ingestion& one : all_)
      due.insert(due.end(), one.realTimeDue().begin(), one.realTimeDue().end());
    if (due.empty()) return {};
    HUB_TRY(present, presentOf(std::move(due)));
    for (Ingestion& one : all_)
      if (const auto missing = lacking(one.realTimeDue(), present); !missing.empty())
        one.findMissing(missing);
    return {};
  }

  Result<void> insertBatches() {
    std::vector<Ingestion*> fresh;
    std::vector<NewBatch> rows;
    for (Ingestion& one : all_) {
      if (one.isOver()) continue;
      if (one.known()) {
        one.identify(one.known()->id);
        continue;
      }
      fresh.push_back(&one);
      rows.push_back({&one.batch(), *one.intake().body});
    }
    if (fresh.empty()) return {};
    HUB_TRY(ids, work_.batches().insertBatches(rows));
    std::vector<Finding> findings;
    std::vector<QuarantinedRecord> quarantined;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      fresh[i]->identify(ids[i]);
      done_.verdicts.quarantined += fresh[i]->batch().rejected;
      for (const Finding& finding : fresh[i]->findings()) ++done_.verdicts.findings[finding.rule];
      moveTo(findings, fresh[i]->findings());
      moveTo(quarantined, fresh[i]->quarantined());
    }
    if (!findings.empty()) HUB_CHECK(work_.batches().keepFindings(findings));
    if (!quarantined.empty()) HUB_CHECK(work_.batches().keepQuarantined(quarantined));
    return {};
  }

  Result<void> saveValues() {
    std::vector<SeriesBlock> changed;
    std::vector<Revision> revisions;
    for (Ingestion& one : all_) {
      moveTo(changed, std::move(one.changed()));
      moveTo(revisions, std::move(one.revisions()));
    }
    if (!changed.empty()) HUB_CHECK(work_.series().save(changed));
    if (!revisions.empty()) HUB_CHECK(work_.series().keepRevisions(revisions));
    return {};
  }

  Result<void> passOn() {
    std::vector<Tag> tags;
    std::vector<NewDelivery> deliveries;
    for (const Ingestion& one : all_) {
      if (one.isOver()) continue;
      moveTo(tags, one.tags(above_));
      moveTo(deliveries, one.deliveries(above_));
    }
    if (!tags.empty()) HUB_CHECK(work_.tags().putAllOwn(tags));
    if (!deliveries.empty()) HUB_CHECK(work_.deliveries().enqueueAll(deliveries));
    return {};
  }

  const Surroundings& around_;
  UnitOfWork& work_;
  const std::vector<Peer>& above_;  // the nodes above
  std::vector<Ingestion> all_;
  std::map<std::string, std::string, std::less<>> digests_;  // of the configurations, by enterprise
  Done done_;
};

template <class Unit>
Result<IngestUnit::Done> once(Storage& storage, const Unit& unit) {
  HUB_TRY(work, storage.begin());
  HUB_TRY(done, unit(*work));
  HUB_CHECK(work->commit());
  return std::move(done);
}

}  // namespace

Result<std::vector<Batch>> ingest(const Surroundings& around, const std::vector<Intake>& parts,
                                  Repeat repeat) {
  // Who the values go on to; nobody when this node is the top or keeps them to itself.
  std::vector<Peer> above;
  if (around.node.energyUplink != EnergyUplink::none) {
    HUB_TRY(upstreams, around.storage.upstreams());
    above = std::move(upstreams);
  }
  const TimePoint now = around.clock.now();
  const auto unit = [&](UnitOfWork& work) { return IngestUnit(around, work, above).run(parts, now); };
  HUB_TRY(done, repeat == Repeat::whenItHelps ? inUnit(around.storage, unit) : once(around.storage, unit));
  if (around.verdicts) around.verdicts->countVerdicts(done.verdicts);
  return std::move(done.batches);
}

void prepare(const Crypto& crypto, Intake& intake) { intake.contentMd5 = contentMd5(crypto, intake); }

}  // namespace hub::exchange
