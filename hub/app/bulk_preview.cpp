#include "hub/app/bulk_preview.h"

#include <algorithm>

namespace hub::app {
namespace {

constexpr std::uint32_t kPage = 5000;

}  // namespace

Result<BulkPreview> previewOf(Storage& storage, DeliveryFilter filter) {
  BulkPreview preview;
  filter.limit = kPage;
  while (true) {
    HUB_TRY(page, inUnit(storage, [&](UnitOfWork& work) { return work.deliveries().list(filter); }));
    for (const Delivery& one : page) ++preview.groups[{one.state, one.lastCode}];
    preview.total += page.size();
    if (!page.empty()) filter.after = preview.last = page.back().id;
    if (page.size() < kPage) return preview;
  }
}

Result<BulkAction> startBulk(Storage& storage, BulkAction action, const BulkPreview& preview) {
  action.filter.upTo = preview.last;
  action.total = preview.total;
  return inUnit(storage, [&](UnitOfWork& work) -> Result<BulkAction> {
    HUB_TRY(now, work.time());
    action.created = now;
    HUB_TRY(id, work.bulkActions().create(action));
    action.id = id;
    HUB_CHECK(work.audit().append({.time = now,
                                   .actor = action.by,
                                   .act = "bulk_" + std::string(nameOf(action.act)),
                                   .object = std::to_string(id),
                                   .result = "queued",
                                   .detail = "total=" + std::to_string(action.total) + " " +
                                             textOf(action.filter) + " reason=" + action.reason}));
    return action;
  });
}

std::string textOf(const DeliveryFilter& filter) {
  std::string text;
  const auto add = [&](const char* name, const std::string& value) {
    text += (text.empty() ? "" : " ") + std::string(name) + "=" + value;
  };
  if (filter.peer) add("peer", std::to_string(static_cast<std::uint32_t>(*filter.peer)));
  if (filter.state) add("state", std::string(nameOf(*filter.state)));
  if (filter.enterprise) add("enterprise", *filter.enterprise);
  if (filter.kind) add("kind", std::string(nameOf(*filter.kind)));
  if (filter.lastCode) add("code", *filter.lastCode);
  if (filter.reason) add("reason_of", *filter.reason);
  if (filter.createdFrom) add("from", Clock::civil(*filter.createdFrom).text());
  if (filter.createdTo) add("before", Clock::civil(*filter.createdTo).text());
  add("up_to", std::to_string(static_cast<std::uint64_t>(filter.upTo)));
  return text;
}

}  // namespace hub::app
