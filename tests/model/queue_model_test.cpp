// Random walks through the states of the queue, the database and a simple model side by side.
//
// 20 seconds; NENGHUB_MODEL_SECONDS makes it longer. A failure prints the shortest walk that shows it and a
// line RC_PARAMS="reproduce=…", the seed stands in the first lines of the output: RC_PARAMS="seed=…" walks
// the same way again.
#include <cstdlib>

#include "tests/model/queue_commands.h"
#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using mysql_tests::must;
using std::chrono::steady_clock;

std::chrono::seconds timeGiven() {
  const char* seconds = std::getenv("NENGHUB_MODEL_SECONDS");
  return std::chrono::seconds{seconds ? std::atoi(seconds) : 20};
}

class QueueModel : public mysql_tests::DatabaseTest {
 protected:
  /// A peer of its own, so that one walk does not see the rows of another; what earlier ones let expire is
  /// put away.
  model::Subject newSubject(hub::Storage& storage) {
    hub::Peer peer;
    peer.name = "peer-" + std::to_string(++walks_);
    return must(hub::inUnit(storage, [&](auto& work) -> hub::Result<model::Subject> {
      HUB_TRY(id, work.peers().put(peer));
      HUB_TRY(time, work.time());
      HUB_CHECK(work.deliveries().releaseExpired(10'000));
      // Yesterday: nothing is queued for a time ahead of the store.
      return model::Subject{storage, id, time - std::chrono::days{1}};
    }));
  }

  int walks_ = 0;
};

// OQ-18, OQ-88
TEST_F(QueueModel, TheDatabaseDoesWhatTheModelDoes) {
  const auto storage = migrated();
  setenv("RC_PARAMS", "max_success=1000000 max_size=80", 0);
  const auto end = steady_clock::now() + timeGiven();

  const bool holds = rc::check("the queue", [&] {
    if (steady_clock::now() > end) return;
    model::Subject subject = newSubject(*storage);
    rc::state::check(model::Queue{}, subject, model::nextCommand);
  });

  EXPECT_TRUE(holds);
  EXPECT_GT(walks_, 10);
  std::printf("%d walks\n", walks_);
}

}  // namespace
