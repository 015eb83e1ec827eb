#include "hub/exchange/batch_receipt.h"

#include <algorithm>

#include "schemas/declare/write.h"
#include "schemas/messages/batch_receipt.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

constexpr std::size_t kFaultsMax = 100;

std::int32_t number(std::uint32_t count) { return static_cast<std::int32_t>(count); }

std::vector<schemas::RecordFault> faultsOf(const std::vector<QuarantinedRecord>& quarantined) {
  std::vector<schemas::RecordFault> faults;
  const std::size_t count = std::min(quarantined.size(), kFaultsMax);
  for (std::size_t i = 0; i < count; ++i)
    faults.push_back({number(quarantined[i].position), quarantined[i].member, quarantined[i].reason});
  return faults;
}

Result<schemas::BatchReceiptReply> receiptOf(UnitOfWork& work, const Peer& caller, BatchId id) {
  HUB_TRY(batch, work.batches().find(id));
  if (!batch || batch->peer != caller.id) return fail(Failure::malformed, "batchId 不存在");
  schemas::BatchReceiptReply reply;
  reply.batchId = {static_cast<std::uint64_t>(batch->id)};
  reply.enterpriseCode = batch->enterprise;
  reply.receiveTime = Clock::civil(batch->received);
  reply.received = number(batch->records);
  reply.stored = number(batch->stored);
  reply.duplicate = number(batch->unchanged);
  reply.superseded = number(batch->superseded);
  reply.suspect = number(batch->suspect);
  reply.rejected = number(batch->rejected);
  if (batch->rejected == 0) return reply;
  HUB_TRY(quarantined, work.batches().quarantined(id));
  reply.faults = faultsOf(quarantined);
  return reply;
}

}  // namespace

Result<Answer> batchReceipt(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::BatchReceipt>(inquiry));
  HUB_TRY(reply, inUnit(inquiry.around.storage, [&](UnitOfWork& work) {
            return receiptOf(work, inquiry.caller, BatchId{message.batchId.value});
          }));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  reply.responseCode = success.code;
  reply.responseMessage = success.text;
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
