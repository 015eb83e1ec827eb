#include "jobs/tag_push.h"

#include "hub/reconcile/tag_push.h"

namespace hub::jobs {

Result<std::string> TagPush::runOnce(const JobContext& context) {
  HUB_TRY(counts, reconcile::pushTags(storage_, context.now, peer_, {}, context.stop));
  return "tags_queued=" + std::to_string(counts.queued);
}

}  // namespace hub::jobs
