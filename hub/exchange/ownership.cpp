#include "hub/exchange/ownership.h"

namespace hub::exchange {
namespace {

tl::unexpected<Error> conflict() {
  return fail(Failure::malformed, "enterpriseCode 已由其他平台上报", kOwnershipConflict);
}

// A head made by a backfill from above names no reporter: the node above does not report for enterprises.
Result<bool> isLeftByNodeAbove(UnitOfWork& work, const EnterpriseHead& head) {
  if (!head.provisional || head.owner == PeerId{}) return false;
  HUB_TRY(owner, work.peers().find(head.owner));
  return owner && owner->upstream;
}

}  // namespace

Result<void> claimByData(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender) {
  if (head.owner == sender.id()) return {};
  HUB_TRY(free, isLeftByNodeAbove(work, head));
  if (!free) return conflict();
  return work.enterprises().setOwner(head.code, sender.id(), true);
}

Result<void> claimByConfig(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender) {
  if (head.owner != sender.id() && !head.provisional) return conflict();
  if (head.owner == sender.id() && !head.provisional) return {};
  return work.enterprises().setOwner(head.code, sender.id(), false);
}

Result<void> allowDelivery(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender) {
  if (head.owner == sender.id() || sender.isAbove()) return {};
  HUB_TRY(free, isLeftByNodeAbove(work, head));
  if (!free) return conflict();
  return {};
}

Result<void> checkReporter(UnitOfWork& work, const std::string& code, const Peer& caller) {
  HUB_TRY(head, work.enterprises().head(code));
  if (!head || head->owner != caller.id) return noSuchEnterprise();
  return {};
}

tl::unexpected<Error> noSuchEnterprise() { return fail(Failure::malformed, "enterpriseCode 不存在"); }

}  // namespace hub::exchange
