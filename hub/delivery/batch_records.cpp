#include "hub/delivery/batch_records.h"

#include <set>

#include "schemas/declare/read.h"
#include "schemas/json/parse.h"

namespace hub::delivery {
namespace {

namespace json = schemas::json;

tl::unexpected<Error> unreadable(const std::string& what) {
  return fail(Failure::malformed, "批次原文无法读取: " + what, "a stored batch does not read back");
}

// The member `data` of the stored body.
Result<json::Value> dataOf(UnitOfWork& work, const Batch& batch) {
  HUB_TRY(body, work.batches().body(batch.id));
  auto parsed = json::parse(body);
  if (!parsed) return unreadable(parsed.error().rule);
  const json::Value* data = parsed->root.findFolded("data");
  if (!data) return unreadable("data");
  return *data;
}

// As on arrival, whatever has become of the sender's settings since.
Result<schemas::ReadContext> readingOf(UnitOfWork& work, const Batch& batch) {
  schemas::ReadContext context;
  if (batch.readAs) {
    static_cast<schemas::ReadProfile&>(context) = *batch.readAs;
  } else if (batch.peer != PeerId{}) {
    HUB_TRY(sender, work.peers().find(batch.peer));
    if (sender) static_cast<schemas::ReadProfile&>(context) = sender->readProfile();
    context.strict = false;
  }
  return context;
}

Result<std::set<std::size_t>> quarantinedOf(UnitOfWork& work, const Batch& batch) {
  std::set<std::size_t> positions;
  if (batch.rejected == 0) return positions;
  HUB_TRY(records, work.batches().quarantined(batch.id));
  for (const QuarantinedRecord& record : records) positions.insert(record.position);
  return positions;
}

// A batch with records in quarantine still has them in its body: they are left out as they were on arrival
// (OQ-16).
Result<std::vector<schemas::EnergyRecord>> nRecords(UnitOfWork& work, const Batch& batch,
                                                    const json::Value& data) {
  const json::Array* items = data.array();
  if (!items) return unreadable("data");
  HUB_TRY(context, readingOf(work, batch));
  HUB_TRY(quarantined, quarantinedOf(work, batch));
  std::vector<schemas::EnergyRecord> records;
  records.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i) {
    if (quarantined.contains(i)) continue;
    schemas::EnergyRecord record;
    schemas::readObject((*items)[i], "data[" + std::to_string(i) + "]", record, context);
    records.push_back(std::move(record));
  }
  if (!context.faults.empty()) return unreadable(schemas::detailOf(context.faults));
  return records;
}

Result<std::vector<schemas::EnergyRecord>> nRecordsFromG(UnitOfWork& work, const Batch& batch,
                                                         const json::Value& data) {
  HUB_TRY(sender, work.peers().find(batch.peer));
  const schemas::GMapping mapping = sender ? gMappingOf(*sender) : schemas::GMapping{};
  schemas::ReadContext context;
  context.foldedNames = true;
  std::vector<schemas::EnergyRecord> records;
  const auto received = schemas::readDeliveryRecords(data, context);
  HUB_TRY(quarantined, quarantinedOf(work, batch));
  for (std::size_t i = 0; i < received.size(); ++i) {
    if (quarantined.contains(i)) continue;
    if (auto value = schemas::fromG(received[i], "data[" + std::to_string(i) + "]", mapping, context))
      records.push_back(std::move(value->record));
  }
  if (!context.faults.empty()) return unreadable(schemas::detailOf(context.faults));
  return records;
}

}  // namespace

schemas::GMapping gMappingOf(const Peer& peer) {
  const PeerProfile& profile = peer.profile;
  return {profile.extStatTime, profile.sendIsValid, profile.enterpriseCodes, profile.dataCodes,
          profile.inputTypes};
}

Result<std::vector<schemas::EnergyRecord>> recordsOf(UnitOfWork& work, const Batch& batch) {
  HUB_TRY(data, dataOf(work, batch));
  if (batch.channel == Channel::gData) return nRecordsFromG(work, batch, data);
  return nRecords(work, batch, data);
}

Result<std::string> gDataAsReceived(UnitOfWork& work, const Batch& batch) {
  HUB_TRY(data, dataOf(work, batch));
  if (const std::string* text = data.text()) return *text;
  return json::write(data);
}

}  // namespace hub::delivery
