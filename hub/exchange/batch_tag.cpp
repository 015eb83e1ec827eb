#include "hub/exchange/batch_tag.h"

#include <algorithm>

#include "hub/exchange/g_channel.h"
#include "schemas/declare/wire_type.h"
#include "schemas/json/writer.h"
#include "schemas/mapping/canonical_lines.h"

namespace hub::exchange {
namespace {

using Records = std::vector<schemas::g::Record>;

bool cameFrom(const Peer& peer, const Intake& intake) {
  return intake.channel == Channel::gData && intake.sender.id() == peer.id;
}

Records onWireOf(const Intake& intake, schemas::CivilTime inserted, const schemas::GMapping& mapping) {
  Records records;
  records.reserve(intake.records.size());
  for (const Incoming& incoming : intake.records)
    if (auto record = schemas::toG(intake.enterprise, incoming.record, inserted, mapping))
      records.push_back(std::move(*record));
  return records;
}

// Real-time records of a peer that must not send them: stored, but in no tag (X-G-6).
void dropRealTime(Records& records) {
  std::erase_if(records,
                [](const schemas::g::Record& record) { return schemas::trimmed(record.statDate) == "0"; });
}

std::string bodyOf(const Peer& peer, const std::string& data) {
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("data", data);
  writer.member(peer.profile.restcodeKey, peer.restcodes.front());
  writer.endObject();
  return std::move(writer).take();
}

std::string hashed(const Peer& peer, const Intake& intake, const Records& records, const Crypto& crypto) {
  const std::string& algorithm = peer.profile.tagAlgorithm;
  if (algorithm != "raw-data" && algorithm != "raw-body")
    return crypto.md5(schemas::canonicalText(records, peer.profile.extStatTime));
  const bool asCame = cameFrom(peer, intake);
  if (algorithm == "raw-body" && asCame) return crypto.md5(intake.wireBody);
  const std::string data = asCame ? intake.wireData : schemas::writeDeliveryRecords(records);
  return crypto.md5(algorithm == "raw-data" ? data : bodyOf(peer, data));
}

// The date part of the greatest UPLOAD_DATE (OQ-46).
std::optional<schemas::CivilDate> dateOf(const Records& records) {
  std::optional<schemas::CivilDate> latest;
  for (const schemas::g::Record& record : records) {
    const auto uploaded = schemas::CivilTime::parseTolerant(schemas::trimmed(record.uploadDate));
    if (uploaded && (!latest || uploaded->date() > *latest)) latest = uploaded->date();
  }
  return latest;
}

// The text of the tag is then that of contentMd5(): the same records, unmapped, with their times.
bool isContentItself(const Peer& peer, const Intake& intake, const schemas::GMapping& mapping) {
  return peer.profile.tagAlgorithm == "canonical-v1" && !cameFrom(peer, intake) && mapping.statTime &&
         mapping.dataCodes.empty() && mapping.inputTypes.empty() &&
         !mapping.enterpriseCodes.contains(intake.enterprise) && !intake.records.empty();
}

schemas::CivilDate dateOf(const Intake& intake) {
  schemas::CivilTime latest = intake.records.front().record.uploadDate;
  for (const Incoming& incoming : intake.records) latest = std::max(latest, incoming.record.uploadDate);
  return latest.date();
}

}  // namespace

std::string contentMd5(const Crypto& crypto, const Intake& intake) {
  schemas::CanonicalLines lines(intake.enterprise, intake.records.size());
  for (const Incoming& incoming : intake.records) lines.add(incoming.record);
  return crypto.md5(lines.text());
}

std::optional<Tag> tagTowards(const Peer& peer, const Intake& intake, const TagMaking& making) {
  const schemas::GMapping mapping = gMappingOf(peer);
  Tag tag;
  tag.peer = peer.id;
  tag.algorithm = peer.profile.tagAlgorithm;
  tag.changed = making.received;
  if (isContentItself(peer, intake, mapping)) {
    tag.sign = {dateOf(intake), provinceCodeOf(peer, making.node), intake.enterprise, making.contentMd5};
    return tag;
  }
  Records records =
      cameFrom(peer, intake) ? intake.wire : onWireOf(intake, Clock::civil(making.received), mapping);
  if (!mapping.statTime) dropRealTime(records);
  const auto date = dateOf(records);
  if (!date) return std::nullopt;
  tag.sign = {*date, provinceCodeOf(peer, making.node),
              std::string(schemas::trimmed(records.front().enterpriseCode)),
              hashed(peer, intake, records, making.crypto)};
  return tag;
}

}  // namespace hub::exchange
