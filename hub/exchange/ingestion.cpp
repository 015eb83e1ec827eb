#include "hub/exchange/ingestion.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "hub/exchange/batch_tag.h"
#include "hub/exchange/derived_start.h"
#include "hub/exchange/g_channel.h"
#include "hub/exchange/unknown_codes.h"
#include "schemas/declare/write.h"

namespace hub::exchange {
namespace {

std::vector<SeriesKey> keysOf(const std::vector<ArrivedValues>& arrived) {
  std::vector<SeriesKey> keys;
  keys.reserve(arrived.size());
  for (const ArrivedValues& values : arrived) keys.push_back(values.key);
  return keys;
}

// The same good records beside other faulty ones are another batch: its receipt names other faults.
std::string withFaulty(const Crypto& crypto, const std::string& valuesMd5, const Intake& intake) {
  if (intake.quarantined.empty()) return valuesMd5;
  std::string all = valuesMd5;
  for (const QuarantinedRecord& faulty : intake.quarantined)
    all += "\n" + std::to_string(faulty.position) + " " + faulty.record;
  return crypto.md5(all);
}

// A value as the record it came as, for people who look into the quarantine.
QuarantinedRecord quarantinedOf(const ArrivedValues& group, const quality::Refused& refused) {
  const SeriesValue& value = group.values[refused.value];
  schemas::EnergyRecord record;
  record.dataCode = schemas::DataCode::parseOpaque(value.rawCode.text()).value_or(schemas::DataCode());
  record.dataValue = value.value;
  record.inputType = value.inputType;
  record.statType = static_cast<std::int32_t>(group.key.statType);
  record.statDate = value.at;
  record.uploadDate = value.uploadDate;
  record.scope = value.scope;
  record.valid = value.valid;
  QuarantinedRecord result;
  result.position = group.positions[refused.value];
  result.record = schemas::write(record);
  result.member = "data[" + std::to_string(result.position) + "].dataValue";
  result.reason = refused.rule;
  return result;
}

// One finding a rule and point is what people read; of a message with a hundred thousand points they read the
// first ones, and how many there are.
constexpr std::uint32_t kPointsPerRule = 200;

std::vector<Finding> limited(std::vector<Finding> findings) {
  std::map<std::string, std::uint32_t> met;
  std::vector<Finding> kept;
  for (Finding& finding : findings)
    if (++met[finding.rule] <= kPointsPerRule) kept.push_back(std::move(finding));
  for (const auto& [rule, count] : met) {
    if (count <= kPointsPerRule) continue;
    Finding rest;
    rest.rule = rule;
    rest.count = count - kPointsPerRule;
    rest.evidence = "另有" + std::to_string(rest.count) + "个数据项同样如此";
    kept.push_back(std::move(rest));
  }
  return kept;
}

std::uint32_t suspectOf(const Intake& intake) {
  return static_cast<std::uint32_t>(
      std::count_if(intake.records.begin(), intake.records.end(),
                    [](const Incoming& incoming) { return !incoming.record.valid; }));
}

}  // namespace

Ingestion::Ingestion(const Surroundings& around, const Intake& intake, TimePoint now)
    : around_(around),
      intake_(intake),
      valuesMd5_(intake.contentMd5.empty() ? contentMd5(around.crypto, intake) : intake.contentMd5),
      rules_(around.rules ? around.rules->current() : std::make_shared<const quality::RuleBook>()),
      quarantined_(intake.quarantined) {
  batch_.peer = intake.sender.id();
  batch_.channel = intake.channel;
  batch_.enterprise = intake.enterprise;
  batch_.contentMd5 = withFaulty(around.crypto, valuesMd5_, intake);
  batch_.received = now;
  batch_.records = static_cast<std::uint32_t>(intake.records.size()) + intake.rejected;
  batch_.suspect = suspectOf(intake);
  batch_.rejected = intake.rejected;
  batch_.readAs = intake.sender.peer ? intake.sender.peer->readProfile() : schemas::ReadProfile{};
}

// The sender hears that nothing of it is new.
void Ingestion::repeat() {
  over_ = true;
  batch_.id = known_->id;
  batch_.received = known_->received;
  batch_.blocks = known_->blocks;
  batch_.findings = known_->findings;
  batch_.rejected = known_->rejected;
  batch_.unchanged = batch_.records - std::min(batch_.records, batch_.rejected);
}

Result<void> Ingestion::arrange(UnitOfWork& work) {
  if (hasDerivedStarts(intake_)) {
    HUB_TRY(records, withKnownStarts(work, intake_));
    arrived_ = byBlock(intake_.enterprise, records);
  } else {
    arrived_ = byBlock(intake_.enterprise, intake_.records);
  }
  batch_.blocks = keysOf(arrived_);
  return {};
}

std::size_t Ingestion::placeOf(const SeriesKey& key) const {
  const auto found = std::lower_bound(batch_.blocks.begin(), batch_.blocks.end(), key);
  return static_cast<std::size_t>(found - batch_.blocks.begin());
}

Result<void> Ingestion::merge(std::vector<SeriesBlock> stored, const quality::ConfigIndex* config) {
  HUB_CHECK(refuseUnknown(intake_, config));
  std::vector<SeriesBlock> before(arrived_.size());
  for (SeriesBlock& block : stored) before[placeOf(block.key)] = std::move(block);
  judge(before, config);
  const Tier tier = intake_.sender.isAbove() ? Tier::farther : Tier::sameOrNearer;
  batch_.blocks.clear();
  for (std::size_t i = 0; i < arrived_.size(); ++i) {
    if (arrived_[i].values.empty()) continue;  // rules keep all of them out
    batch_.blocks.push_back(arrived_[i].key);
    before[i].key = std::move(arrived_[i].key);
    keep(exchange::merge(std::move(before[i]), std::move(arrived_[i].values), tier));
  }
  arrived_.clear();
  return {};
}

// The rules see what came beside what was there; a value they keep out goes to quarantine (OQ-16).
void Ingestion::judge(const std::vector<SeriesBlock>& stored, const quality::ConfigIndex* config) {
  std::vector<quality::ArrivedSeries> series;
  series.reserve(arrived_.size());
  for (std::size_t i = 0; i < arrived_.size(); ++i)
    series.push_back({&arrived_[i].key, arrived_[i].values, stored[i].values});
  const quality::ArrivedBatch batch{.enterprise = intake_.enterprise,
                                    .sender = intake_.sender.peer,
                                    .channel = intake_.channel,
                                    .received = Clock::civil(batch_.received),
                                    .config = config,
                                    .series = series};
  quality::Verdict verdict = quality::judge(*rules_, batch);
  addFindings(std::move(verdict.findings));
  realTimeDue_ = quality::realTimeDue(batch);
  setAside(verdict.refused);
}

void Ingestion::findMissing(const std::vector<SeriesKey>& missing) {
  const quality::ArrivedBatch batch{.enterprise = intake_.enterprise,
                                    .sender = intake_.sender.peer,
                                    .channel = intake_.channel,
                                    .received = Clock::civil(batch_.received),
                                    .config = nullptr,
                                    .series = {}};
  addFindings(quality::missingRealTime(*rules_, batch, missing));
}

void Ingestion::addFindings(std::vector<Finding> found) {
  found = limited(std::move(found));
  std::move(found.begin(), found.end(), std::back_inserter(findings_));
  batch_.findings = static_cast<std::uint32_t>(findings_.size());
}

void Ingestion::setAside(const std::vector<quality::Refused>& refused) {
  if (refused.empty()) return;
  std::map<std::pair<std::size_t, std::size_t>, const quality::Refused*>
      first;  // a value may break two rules
  for (const quality::Refused& one : refused) first.try_emplace({one.series, one.value}, &one);
  // Every one, however many: a later delivery leaves out exactly these (hub/delivery/batch_records.h).
  for (const auto& [place, one] : first) {
    keptOut_.insert(arrived_[place.first].positions[place.second]);
    quarantined_.push_back(quarantinedOf(arrived_[place.first], *one));
  }
  for (auto place = first.begin(); place != first.end();) {
    ArrivedValues& group = arrived_[place->first.first];
    ArrivedValues rest{group.key, {}, {}};
    for (std::size_t i = 0; i < group.values.size(); ++i) {
      if (keptOut_.contains(group.positions[i])) continue;
      rest.values.push_back(std::move(group.values[i]));
      rest.positions.push_back(group.positions[i]);
    }
    const std::size_t series = place->first.first;
    while (place != first.end() && place->first.first == series) ++place;
    group = std::move(rest);
  }
  batch_.rejected += static_cast<std::uint32_t>(first.size());
}

void Ingestion::keep(Merged merged) {
  batch_.stored += merged.stored;
  batch_.unchanged += merged.unchanged;
  batch_.superseded += merged.superseded;
  std::move(merged.revisions.begin(), merged.revisions.end(), std::back_inserter(revisions_));
  if (merged.changed()) changed_.push_back(std::move(merged.block));
}

void Ingestion::identify(BatchId id) {
  batch_.id = id;
  if (known_) batch_.received = known_->received;
  for (SeriesBlock& block : changed_) block.batch = id;
  for (Revision& revision : revisions_) revision.batch = id;
  for (Finding& finding : findings_) {
    finding.batch = id;
    finding.enterprise = intake_.enterprise;
  }
  for (QuarantinedRecord& record : quarantined_) {
    record.batch = id;
    record.enterprise = intake_.enterprise;
  }
}

// What the node above will get of it, and therefore what both compare. The sender has tagged all it sent.
Intake Ingestion::withoutKeptOut() const {
  Intake rest = intake_;
  std::erase_if(rest.records, [this](const Incoming& incoming) {
    return keptOut_.contains(static_cast<std::uint32_t>(incoming.position));
  });
  prepare(around_.crypto, rest);
  return rest;
}

// Whoever sent the batch over a channel of G compares it with us, by whatever message it came (G-7.2-2,
// X-G-5). Collected values get their tag as part of the batch that packs them (hub/exchange/daily_pack.h).
std::vector<Tag> Ingestion::tags(const std::vector<Peer>& above) const {
  std::vector<Tag> tags;
  if (intake_.channel == Channel::collected) return tags;
  std::optional<Intake> rest;
  if (!keptOut_.empty()) rest = withoutKeptOut();
  const auto add = [&](const Peer& peer, const Intake& records, const std::string& md5) {
    if (!hasChannel(peer)) return;
    auto tag = tagTowards(peer, records, {around_.crypto, around_.node, batch_.received, md5});
    if (!tag) return;
    tag->batch = batch_.id;
    tags.push_back(std::move(*tag));
  };
  if (intake_.sender.peer) add(*intake_.sender.peer, intake_, valuesMd5_);
  if (around_.node.energyUplink == EnergyUplink::tags)
    for (const Peer& peer : above)
      if (peer.id != intake_.sender.id())
        add(peer, rest ? *rest : intake_, rest ? rest->contentMd5 : valuesMd5_);
  return tags;
}

std::vector<NewDelivery> Ingestion::deliveries(const std::vector<Peer>& above) const {
  std::vector<NewDelivery> deliveries;
  const bool goesOn = intake_.channel != Channel::collected && !known_;
  if (!goesOn || around_.node.energyUplink != EnergyUplink::upload) return deliveries;
  for (const Peer& peer : above) {
    if (peer.id == intake_.sender.id()) continue;
    deliveries.push_back({.peer = peer.id,
                          .kind = DeliveryKind::energyData,
                          .priority = Priority::live,
                          .enterprise = intake_.enterprise,
                          .batch = batch_.id,
                          .subject = {},
                          .reason = "live",
                          .due = batch_.received});
  }
  return deliveries;
}

}  // namespace hub::exchange
