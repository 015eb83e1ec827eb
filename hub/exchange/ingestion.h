// One batch on its way into the store: what is to be looked up, judged, merged and written for it. Which
// statements that takes for several batches at once is decided in ingest.cpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/exchange/arrived_values.h"
#include "hub/exchange/merge.h"
#include "hub/quality/arrival.h"

namespace hub::exchange {

/// Of one attempt of a unit; made anew when the unit is repeated. The steps in the order in which they stand.
class Ingestion {
 public:
  Ingestion(const Surroundings& around, const Intake& intake, TimePoint now);

  const Intake& intake() const { return intake_; }
  const Batch& batch() const { return batch_; }
  ContentKey contentKey() const { return {batch_.channel, batch_.enterprise, batch_.contentMd5}; }

  /// A batch of the same content is stored already.
  void meet(Batch known) { known_ = std::move(known); }
  const std::optional<Batch>& known() const { return known_; }
  /// All blocks of the known batch are there: nothing is left to do but to answer.
  void repeat();
  bool isOver() const { return over_; }

  /// Arranges the values as blocks; batch().blocks are their keys, ascending.
  Result<void> arrange(UnitOfWork& work);
  /// Judges and merges. `stored` = those of batch().blocks that are stored, ascending. `malformed` for
  /// unknown codes of a peer that must not send them. `config` is nullptr without an 8.6.
  Result<void> merge(std::vector<SeriesBlock> stored, const quality::ConfigIndex* config);
  /// Real-time blocks that may be missing and were not part of the batch (N-8.8-4).
  const std::vector<SeriesKey>& realTimeDue() const { return realTimeDue_; }
  void findMissing(const std::vector<SeriesKey>& missing);

  /// The id under which the batch is stored; a known one keeps its own.
  void identify(BatchId id);

  // What is to be written.
  std::vector<SeriesBlock>& changed() { return changed_; }
  std::vector<Revision>& revisions() { return revisions_; }
  const std::vector<Finding>& findings() const { return findings_; }
  const std::vector<QuarantinedRecord>& quarantined() const { return quarantined_; }
  /// Towards each of those that compares it with us, and has a channel of G.
  std::vector<Tag> tags(const std::vector<Peer>& above) const;
  std::vector<NewDelivery> deliveries(const std::vector<Peer>& above) const;

 private:
  std::size_t placeOf(const SeriesKey& key) const;
  Intake withoutKeptOut() const;
  /// Bounded for each rule.
  void addFindings(std::vector<Finding> found);
  void judge(const std::vector<SeriesBlock>& stored, const quality::ConfigIndex* config);
  void setAside(const std::vector<quality::Refused>& refused);
  void keep(Merged merged);

  const Surroundings& around_;
  const Intake& intake_;
  std::string valuesMd5_;  // canonical MD5 of the records alone
  Batch batch_;
  std::optional<Batch> known_;
  bool over_ = false;
  std::vector<ArrivedValues> arrived_;
  std::shared_ptr<const quality::RuleBook> rules_;
  std::vector<SeriesKey> realTimeDue_;
  std::vector<Finding> findings_;
  std::vector<QuarantinedRecord> quarantined_;
  std::set<std::uint32_t> keptOut_;  // positions of values that quality rules keep out
  std::vector<SeriesBlock> changed_;
  std::vector<Revision> revisions_;
};

}  // namespace hub::exchange
