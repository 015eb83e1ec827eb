#include "hub/exchange/upload_energy_data.h"

#include <algorithm>

#include "hub/exchange/faulty_records.h"
#include "hub/exchange/ingest_group.h"
#include "schemas/declare/write.h"
#include "schemas/fast/energy_decoder.h"
#include "schemas/messages/batch_receipt.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

void leaveOut(const std::vector<std::size_t>& positions, std::vector<Incoming>& records) {
  std::erase_if(records, [&](const Incoming& incoming) {
    return std::binary_search(positions.begin(), positions.end(), incoming.position);
  });
}

// All of the message, or, for a sender whose faulty records are set aside, what is good of it. Without one
// good record nothing could be stored, and the sender has to hear what is wrong (OQ-16).
Result<Intake> decoded(const Inquiry& inquiry) {
  schemas::UploadEnergyData message;
  schemas::readObject(inquiry.root, schemas::Path({}), message, inquiry.reading);
  const schemas::Faults& faults = inquiry.reading.faults;
  FaultyRecords faulty;
  if (!faults.empty()) {
    const bool isWholeFaulty = !inquiry.caller.quarantines() || inquiry.reading.hasTooManyFaults();
    if (isWholeFaulty) return tl::unexpected(errorOf(faults));
    faulty = sortFaults(faults, inquiry.root);
    if (!faulty.structure.empty()) return tl::unexpected(errorOf(faulty.structure));
    // All of them are kept by position, so that a later delivery leaves out exactly these.
    if (faulty.positions.size() > kQuarantinedMax) return tl::unexpected(errorOf(faults));
  }
  HUB_CHECK(checkIdentity(message, inquiry.caller));
  if (!faults.empty() && faulty.positions.size() == message.data.size())
    return tl::unexpected(errorOf(faults));
  Intake intake = intakeOf(std::move(message), Channel::n88, {&inquiry.caller}, borrowed(inquiry.body));
  leaveOut(faulty.positions, intake.records);
  intake.rejected = static_cast<std::uint32_t>(faulty.positions.size());
  intake.quarantined = std::move(faulty.quarantined);
  return intake;
}

Result<Batch> stored(const Surroundings& around, Intake intake) {
  if (around.group) return around.group->submit(around, std::move(intake));
  std::vector<Intake> parts;
  parts.push_back(std::move(intake));
  HUB_TRY(batches, ingest(around, parts));
  return std::move(batches.front());
}

schemas::UploadReceipt receiptOf(const Batch& batch) {
  const auto number = [](std::uint32_t count) { return static_cast<std::int32_t>(count); };
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  schemas::UploadReceipt receipt;
  receipt.responseCode = success.code;
  receipt.responseMessage = success.text;
  receipt.batchId = {static_cast<std::uint64_t>(batch.id)};
  receipt.received = number(batch.records);
  receipt.stored = number(batch.stored);
  receipt.duplicate = number(batch.unchanged);
  receipt.suspect = number(batch.suspect);
  receipt.rejected = number(batch.rejected);
  return receipt;
}

}  // namespace

Intake intakeOf(schemas::UploadEnergyData message, Channel channel, Sender sender, Body body) {
  Intake intake;
  intake.channel = channel;
  intake.sender = sender;
  intake.enterprise = message.enterpriseCode.text();
  intake.body = std::move(body);
  intake.records.reserve(message.data.size());
  for (schemas::EnergyRecord& record : message.data)
    intake.records.push_back({std::move(record), intake.records.size(), false});
  return intake;
}

Result<Answer> acceptEnergy(const Surroundings& around, const Peer& caller, Intake intake) {
  HUB_TRY(batch, stored(around, std::move(intake)));
  Answer answer =
      caller.isDevice() ? answered(ReplyForm::n, schemas::write(receiptOf(batch))) : accepted(ReplyForm::n);
  answer.headers.emplace_back("Nenghub-Batch-Id", std::to_string(static_cast<std::uint64_t>(batch.id)));
  if (batch.rejected > 0) answer.note = "records in quarantine: " + std::to_string(batch.rejected);
  return answer;
}

Result<std::optional<Answer>> uploadEnergyQuickly(const RawInquiry& inquiry) {
  const schemas::json::Limits limits{.bytes = inquiry.around.node.bodyBytesMax};
  auto decoded = schemas::fast::decodeEnergy(inquiry.body, inquiry.reading, limits);
  if (!decoded) return std::nullopt;
  inquiry.reading.tolerated = std::move(decoded->tolerated);
  HUB_CHECK(checkIdentity(decoded->message, inquiry.caller));
  Intake intake =
      intakeOf(std::move(decoded->message), Channel::n88, {&inquiry.caller}, borrowed(inquiry.body));
  HUB_TRY(answer, acceptEnergy(inquiry.around, inquiry.caller, std::move(intake)));
  return std::optional(std::move(answer));
}

Result<Answer> uploadEnergyData(const Inquiry& inquiry) {
  HUB_TRY(intake, decoded(inquiry));
  return acceptEnergy(inquiry.around, inquiry.caller, std::move(intake));
}

}  // namespace hub::exchange
