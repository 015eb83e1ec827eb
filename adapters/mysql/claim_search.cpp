#include "adapters/mysql/claim_search.h"

#include <algorithm>

#include "adapters/mysql/delivery_row.h"

namespace hub::mysql {
namespace {

// Dives into one priority: beyond them are only enterprises behind more than a thousand that all have to
// wait.
constexpr int kDivesMax = 64;

// One dive for each priority that has rows; grouping by priority would read them all.
constexpr const char* kNextPrioritySql = R"sql(
  SELECT MIN(priority) FROM delivery FORCE INDEX (delivery_turn)
  WHERE peer_id = ? AND state = 0 AND parked = 0 AND priority >= ?
)sql";

// The instruments of an enterprise wait for its older configuration, its energy data for both (N-8.2-1), as
// far as they are still to come in this round; one whose round is used up holds nobody back. What is sent
// after configuration waits for younger ones, too. Each kind is looked up by itself, so that the look-up is
// one of a whole key.
#define STILL_TO_COME(KIND)                                                                   \
  "EXISTS (SELECT 1 FROM delivery c FORCE INDEX (delivery_once) WHERE c.peer_id = d.peer_id " \
  "AND c.kind = " KIND                                                                        \
  " AND c.enterprise_code = d.enterprise_code AND c.open = 1 AND c.state IN (0, 1) "          \
  "AND (c.id < d.id OR d.after_config = 1)) "
#define MAY_GO \
  DELIVERY_IS_DUE " AND NOT (d.kind >= 1 AND (d.kind <= 2 OR d.after_config = 1) AND " STILL_TO_COME("0") ") " \
  "AND NOT (d.kind >= 2 AND (d.kind = 2 OR d.after_config = 1) AND " STILL_TO_COME("1") ") "
#define DIVE(UPPER)                                                              \
  "SELECT d.id, d.enterprise_code, " MAY_GO                                      \
  "FROM delivery d FORCE INDEX (delivery_turn) "                                 \
  "WHERE d.peer_id = ? AND d.state = 0 AND d.parked = 0 AND d.priority = ? AND " \
  "d.enterprise_code >= ? " UPPER "ORDER BY d.enterprise_code, d.id LIMIT ?"
constexpr const char* kAheadSql = DIVE("");
constexpr const char* kBehindSql = DIVE("AND d.enterprise_code < ? ");

/// The text that follows `text` in the order of utf8mb4_nopad_bin with none between.
std::string next(const std::string& text) { return text + '\0'; }

template <class Turns>
std::vector<std::string> inTurn(const Turns& turns, std::size_t most) {
  std::vector<std::string> ids;
  for (std::size_t round = 0, before = 1; ids.size() < most && before > 0; ++round) {
    before = ids.size();
    for (const auto& turn : turns)
      if (round < turn.ids.size()) ids.push_back(turn.ids[round]);
    before = ids.size() - before;
  }
  if (ids.size() > most) ids.resize(most);
  return ids;
}

}  // namespace

Result<std::vector<std::string>> ClaimSearch::run() {
  std::vector<std::string> found;
  for (int from = 0; found.size() < wanted_;) {
    HUB_TRY(rows, session_.query(kNextPrioritySql, {wish_.peer, from}));
    const auto priority = rows.at(0).number<Priority>(0);
    if (rows[0].isNull(0) || (wish_.upTo && priority > *wish_.upTo)) break;
    HUB_TRY(ids, ofPriority(priority));
    found.insert(found.end(), ids.begin(), ids.end());
    from = static_cast<int>(priority) + 1;
  }
  return found;
}

Result<std::vector<std::string>> ClaimSearch::ofPriority(Priority priority) {
  std::vector<Turn> turns;
  HUB_CHECK(walk(priority, Half::ahead, turns));
  HUB_CHECK(walk(priority, Half::behind, turns));
  return inTurn(turns, wanted_);
}

// The last enterprise of a dive may have been cut off: the next dive begins with it, unless it filled the
// whole dive, when what was seen of it is enough.
Result<void> ClaimSearch::walk(Priority priority, Half half, std::vector<Turn>& turns) {
  std::string from = half == Half::ahead ? next(wish_.after) : std::string();
  const auto goes = [](const Turn& turn) { return !turn.ids.empty(); };
  for (int dives = 0; dives < kDivesMax; ++dives) {
    if (static_cast<std::size_t>(std::count_if(turns.begin(), turns.end(), goes)) >= wanted_) return {};
    HUB_TRY(rows, dive(priority, half, from));
    const std::size_t turnsBefore = turns.size();
    for (const Row& row : rows) {
      if (turns.size() == turnsBefore || turns.back().enterprise != row.view(1))
        turns.push_back({row.text(1), {}, 0});
      ++turns.back().seen;
      if (row.flag(2)) turns.back().ids.push_back(row.text(0));
    }
    if (rows.size() < 2 * wanted_) return {};
    if (turns.back().seen == rows.size()) {
      from = next(turns.back().enterprise);
    } else {
      from = turns.back().enterprise;
      turns.pop_back();
    }
  }
  return {};
}

Result<Rows> ClaimSearch::dive(Priority priority, Half half, const std::string& from) {
  Parameters parameters{wish_.now, wish_.now + kLongestWait, wish_.peer, priority, from};
  if (half == Half::behind) parameters.emplace_back(next(wish_.after));
  parameters.emplace_back(2 * wanted_);
  return session_.query(half == Half::ahead ? kAheadSql : kBehindSql, parameters);
}

}  // namespace hub::mysql
