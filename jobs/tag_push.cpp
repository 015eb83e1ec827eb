#include "jobs/tag_push.h"

#include "hub/reconcile/tag_push.h"

namespace hub::jobs {

Result<std::string> TagPush::runOnce(TimePoint now) {
  HUB_TRY(counts, reconcile::pushTags(storage_, now, peer_, {}));
  return "tags_queued=" + std::to_string(counts.queued);
}

}  // namespace hub::jobs
