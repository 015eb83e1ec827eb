#include "adapters/mysql/tolerance_store.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

constexpr BulkInsert kAdd{.head = "INSERT INTO wire_tolerated (peer_id, rule, times, last_seen) VALUES ",
                          .tail =
                              " ON DUPLICATE KEY UPDATE times = times + VALUES(times), last_seen = "
                              "GREATEST(last_seen, VALUES(last_seen))",
                          .columns = 4};
constexpr const char* kAllSql =
    "SELECT peer_id, rule, times, last_seen FROM wire_tolerated ORDER BY peer_id, rule";
constexpr const char* kOfPeerSql =
    "SELECT peer_id, rule, times, last_seen FROM wire_tolerated WHERE peer_id = ? ORDER BY rule";

}  // namespace

Result<void> MySqlToleranceStore::add(const std::vector<ToleranceCount>& counts) {
  // In the order of the key, so that two units at once do not lock each other out.
  std::vector<ToleranceCount> ordered = counts;
  std::sort(ordered.begin(), ordered.end(), [](const ToleranceCount& a, const ToleranceCount& b) {
    return std::tie(a.peer, a.row) < std::tie(b.peer, b.row);
  });
  return insertAll(session_, kAdd, ordered, [](const ToleranceCount& count) {
    return Parameters{count.peer, clipped(count.row, kWordMax), count.count, count.last};
  });
}

Result<std::vector<ToleranceCount>> MySqlToleranceStore::list(std::optional<PeerId> peer) {
  HUB_TRY(rows, peer ? session_.query(kOfPeerSql, {*peer}) : session_.query(kAllSql));
  std::vector<ToleranceCount> counts;
  for (const Row& row : rows)
    counts.push_back({row.number<PeerId>(0), row.text(1), row.number<std::uint64_t>(2), row.time(3)});
  return counts;
}

}  // namespace hub::mysql
