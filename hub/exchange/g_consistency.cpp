#include "hub/exchange/g_consistency.h"

#include "hub/exchange/g_channel.h"
#include "schemas/messages/g_messages.h"

namespace hub::exchange {
namespace {

struct Comparison {
  bool held = false;
  std::string note;
};

// The blocks decide, not the tag: a tag whose values are gone must bring them back.
Result<bool> holdsBatch(UnitOfWork& work, const Tag& tag) {
  if (tag.batch == BatchId{}) return false;
  HUB_TRY(batch, work.batches().find(tag.batch));
  if (!batch) return false;
  HUB_TRY(present, work.series().present(batch->blocks));
  return present.size() == batch->blocks.size();
}

// What the comparison at the fixed time will see (OQ-48).
Result<void> settle(UnitOfWork& work, const Tag& tag, bool held, TimePoint now) {
  const TagState state = held ? TagState::agreed : TagState::missingHere;
  if (tag.state == state || (held && tag.state == TagState::merged)) return {};
  return work.tags().setState(tag.id, state, now);
}

Result<Comparison> compare(UnitOfWork& work, const Inquiry& inquiry, const schemas::LogSign& sign) {
  const TimePoint now = inquiry.around.clock.now();
  HUB_TRY(tag, work.tags().find(inquiry.caller.id, sign));
  Comparison comparison;
  if (tag) {
    HUB_TRY(held, holdsBatch(work, *tag));
    comparison.held = held;
    if (tag->sign.date != sign.date) comparison.note = "tag date differs by a day (OQ-46)";
    HUB_CHECK(settle(work, *tag, held, now));
  }
  Tag named;
  named.peer = inquiry.caller.id;
  named.sign = tag ? tag->sign : sign;
  named.algorithm = inquiry.caller.profile.tagAlgorithm;
  named.state = TagState::missingHere;
  named.received = true;
  named.changed = now;
  HUB_CHECK(work.tags().noteReceived(named));
  return comparison;
}

}  // namespace

Result<Answer> gConsistency(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::g::Consistency>(inquiry));
  HUB_CHECK(checkChannel(inquiry.caller, message.restcode));
  const auto sign = schemas::LogSign::parse(schemas::trimmed(message.logsign));
  if (!sign) return fail(Failure::malformed, "logsign 应为 日期-省编码-用能单位编码-MD5");
  if (sign->province != provinceCodeOf(inquiry.caller, inquiry.around.node))
    return fail(Failure::notPermitted, "logsign", "province code of another node");
  HUB_TRY(comparison,
          inUnit(inquiry.around.storage, [&](UnitOfWork& work) { return compare(work, inquiry, *sign); }));
  Answer answer = comparison.held ? accepted(ReplyForm::gConsistency) : lacking();
  answer.note = comparison.note;
  return answer;
}

}  // namespace hub::exchange
