#include "hub/exchange/g_delivery.h"

#include <map>

#include "hub/exchange/backfill_wish.h"
#include "hub/exchange/g_channel.h"
#include "hub/exchange/ingest.h"
#include "schemas/json/writer.h"

namespace hub::exchange {
namespace {

using Records = std::vector<schemas::g::Record>;

// The records of a delivery by enterprise, in the order in which the enterprises first occur (OQ-45).
class Split {
 public:
  explicit Split(const Peer& sender) : sender_(sender), mapping_(gMappingOf(sender)) {}

  void add(const schemas::g::Record& record, std::size_t position, schemas::ReadContext& reading) {
    const auto value = schemas::fromG(record, "data[" + std::to_string(position) + "]", mapping_, reading);
    if (!value) return;
    Intake& part = partOf(value->enterprise);
    part.records.push_back({value->record, position, value->derivedStart});
    part.wire.push_back(record);
  }

  std::vector<Intake> take() && { return std::move(parts_); }

 private:
  Intake& partOf(const std::string& enterprise) {
    const auto [place, isNew] = index_.emplace(enterprise, parts_.size());
    if (isNew) {
      parts_.emplace_back();
      parts_.back().channel = Channel::gData;
      parts_.back().sender = {&sender_};
      parts_.back().enterprise = enterprise;
    }
    return parts_[place->second];
  }

  const Peer& sender_;
  schemas::GMapping mapping_;
  std::map<std::string, std::size_t> index_;
  std::vector<Intake> parts_;
};

std::string bodyWith(const Records& records, const std::string& restcode) {
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("data", schemas::writeDeliveryRecords(records));
  writer.member("restcode", restcode);
  writer.endObject();
  return std::move(writer).take();
}

// A batch is replayed from its body, so that of several enterprises each gets its own records only (G-7.2-8).
void attachBodies(std::vector<Intake>& parts, const schemas::g::Delivery& message, const std::string& body,
                  const Peer& caller) {
  const std::string* text = message.data.text();
  const bool isTaggedRaw = caller.profile.tagAlgorithm.starts_with("raw-");
  for (Intake& part : parts) {
    part.body = parts.size() == 1 ? borrowed(body) : owned(bodyWith(part.wire, message.restcode));
    // From here on a position is one of the body that is kept, which a replay reads and a person looks at.
    for (std::size_t i = 0; i < part.records.size(); ++i) part.records[i].position = i;
    if (!isTaggedRaw) continue;
    part.wireData = text ? *text : schemas::json::write(message.data);
    part.wireBody = body;
  }
}

Result<std::vector<Intake>> partsOf(const Inquiry& inquiry, const schemas::g::Delivery& message,
                                    const Records& records) {
  Split split(inquiry.caller);
  for (std::size_t i = 0; i < records.size(); ++i) split.add(records[i], i, inquiry.reading);
  if (!inquiry.reading.faults.empty()) return tl::unexpected(errorOf(inquiry.reading.faults));
  auto parts = std::move(split).take();
  attachBodies(parts, message, inquiry.body, inquiry.caller);
  return parts;
}

}  // namespace

Result<Answer> gDelivery(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::g::Delivery>(inquiry));
  HUB_CHECK(checkChannel(inquiry.caller, message.restcode));
  const Records records = schemas::readDeliveryRecords(message.data, inquiry.reading);
  if (!inquiry.reading.faults.empty()) return tl::unexpected(errorOf(inquiry.reading.faults));
  if (records.empty()) {
    HUB_CHECK(grantWish(inquiry));
    return accepted(ReplyForm::gDelivery);
  }
  HUB_TRY(parts, partsOf(inquiry, message, records));
  HUB_CHECK(ingest(inquiry.around, parts));
  return accepted(ReplyForm::gDelivery);
}

}  // namespace hub::exchange
