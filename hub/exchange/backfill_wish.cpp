#include "hub/exchange/backfill_wish.h"

#include "schemas/codes/logsign.h"

namespace hub::exchange {
namespace {

std::string memberText(const Inquiry& inquiry, const char* name) {
  const schemas::json::Value* value = inquiry.root.findFolded(name);
  const auto text = value ? schemas::scalarText(*value) : std::nullopt;
  return text ? std::string(schemas::trimmed(*text)) : std::string();
}

// The queue keeps one row for each batch and peer, so that asking twice sends once.
Result<void> queueBatch(UnitOfWork& work, const Inquiry& inquiry, const Tag& tag, Priority priority) {
  HUB_CHECK(work.deliveries().enqueue({.peer = inquiry.caller.id,
                                       .kind = DeliveryKind::gData,
                                       .priority = priority,
                                       .enterprise = tag.sign.enterprise,
                                       .batch = tag.batch,
                                       .subject = {},
                                       .reason = priority == Priority::restore ? "restore" : "backfill",
                                       .due = inquiry.around.clock.now()}));
  return {};
}

Result<void> sendNamed(const Inquiry& inquiry) {
  const auto sign = schemas::LogSign::parse(memberText(inquiry, "logsign"));
  if (!sign) return fail(Failure::malformed, "logsign 应为 日期-省编码-用能单位编码-MD5");
  return inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(tag, work.tags().find(inquiry.caller.id, *sign));
    if (!tag || tag->batch == BatchId{}) return fail(Failure::malformed, "logsign 批次不存在");
    return queueBatch(work, inquiry, *tag, Priority::backfill);
  });
}

Result<void> sendPeriod(const Inquiry& inquiry) {
  TagFilter filter;
  filter.peer = inquiry.caller.id;
  filter.from = schemas::CivilDate::parse(memberText(inquiry, "from"));
  filter.to = schemas::CivilDate::parse(memberText(inquiry, "to"));
  if (!filter.from || !filter.to) return fail(Failure::malformed, "from、to 应为 yyyy-MM-dd");
  if (const std::string enterprise = memberText(inquiry, "enterprise"); !enterprise.empty())
    filter.enterprise = enterprise;
  filter.limit = 1'000'000;
  return inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(tags, work.tags().list(filter));
    for (const Tag& tag : tags)
      if (tag.batch != BatchId{}) HUB_CHECK(queueBatch(work, inquiry, tag, Priority::restore));
    return {};
  });
}

}  // namespace

Result<void> grantWish(const Inquiry& inquiry) {
  const std::string action = schemas::json::folded(memberText(inquiry, "action"));
  if (inquiry.caller.profile.extStatTime) {
    if (action == "notice") return {};
    if (action == "request") return sendNamed(inquiry);
    if (action == "recover") return sendPeriod(inquiry);
  }
  return fail(Failure::malformed, "data 不得为空");
}

}  // namespace hub::exchange
