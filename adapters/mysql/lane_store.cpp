#include "adapters/mysql/lane_store.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

// 0 closed, 1 open, 2 halfOpen.
static_assert(static_cast<int>(BreakerState::open) == 1 && static_cast<int>(BreakerState::halfOpen) == 2);

constexpr std::chrono::seconds kSuccessNoted{1};

#define LANE_COLUMNS                                                                                        \
  "SELECT peer_id, concurrency, requests_per_minute, bytes_per_second, backfill_parallel, window_from, "    \
  "window_to, pause_reason, pause_by, pause_since, breaker, failures, probes, opened_at, probe_at, cause, " \
  "message, rest_until, last_success, last_failure FROM lane "
constexpr const char* kFindSql = LANE_COLUMNS "WHERE peer_id = ?";
constexpr const char* kLockedSql = LANE_COLUMNS "WHERE peer_id = ? FOR UPDATE";
constexpr const char* kListSql = LANE_COLUMNS "ORDER BY peer_id";
// Takes the row's lock at once, whether it stood or not.
constexpr const char* kMakeSql =
    "INSERT INTO lane (peer_id) VALUES (?) ON DUPLICATE KEY UPDATE peer_id = VALUES(peer_id)";

constexpr const char* kSetSql = R"sql(
  INSERT INTO lane (peer_id, concurrency, requests_per_minute, bytes_per_second, backfill_parallel, window_from,
                    window_to) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE
    concurrency = VALUES(concurrency), requests_per_minute = VALUES(requests_per_minute),
    bytes_per_second = VALUES(bytes_per_second), backfill_parallel = VALUES(backfill_parallel),
    window_from = VALUES(window_from), window_to = VALUES(window_to)
)sql";
constexpr const char* kPauseSql = R"sql(
  INSERT INTO lane (peer_id, pause_reason, pause_by, pause_since) VALUES (?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE
    pause_reason = VALUES(pause_reason), pause_by = VALUES(pause_by), pause_since = VALUES(pause_since)
)sql";
// Not further ahead of the database than the longest rest and the longest wait for a probe: a clock that was
// ahead for a while keeps no lane shut for a day.
constexpr const char* kRestSql = R"sql(
  INSERT INTO lane (peer_id, rest_until) VALUES (?, LEAST(?, UTC_TIMESTAMP(3) + INTERVAL 3600 SECOND))
  ON DUPLICATE KEY UPDATE rest_until = IF(rest_until > VALUES(rest_until) AND
    rest_until <= UTC_TIMESTAMP(3) + INTERVAL 3600 SECOND, rest_until, VALUES(rest_until))
)sql";

constexpr const char* kSucceededSql = R"sql(
  UPDATE lane SET breaker = 0, failures = 0, probes = 0, opened_at = NULL, probe_at = NULL, cause = '',
                  message = '', last_success = ? WHERE peer_id = ?
)sql";
constexpr const char* kFailedSql =
    "UPDATE lane SET failures = failures + 1, cause = ?, last_failure = ? WHERE peer_id = ?";
constexpr const char* kOpenSql = R"sql(
  UPDATE lane SET breaker = 1, probes = ?, opened_at = ?,
    probe_at = LEAST(?, UTC_TIMESTAMP(3) + INTERVAL 600 SECOND), cause = ?, message = ?
  WHERE peer_id = ?
)sql";
// A probe whose time is over came to nothing: who sent it is gone.
// One that lies further ahead than any was written under another clock.
constexpr const char* kProbeSql =
    "UPDATE lane SET breaker = 2, probe_at = LEAST(?, UTC_TIMESTAMP(3) + INTERVAL 600 SECOND) WHERE peer_id "
    "= ? AND breaker <> 0 AND (probe_at <= ? OR probe_at > ? + INTERVAL 600 SECOND)";

std::optional<TimePoint> timeIn(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.time(column));
}

Breaker breakerOf(const Row& row) {
  return {.state = row.number<BreakerState>(10),
          .failures = row.number<std::uint32_t>(11),
          .probes = row.number<std::uint32_t>(12),
          .openedAt = timeIn(row, 13).value_or(TimePoint{}),
          .probeAt = timeIn(row, 14).value_or(TimePoint{}),
          .cause = row.text(15),
          .message = row.text(16)};
}

LaneState laneOf(const Row& row) {
  LaneState lane;
  lane.peer = row.number<PeerId>(0);
  lane.settings = {.concurrency = row.number<std::uint32_t>(1),
                   .requestsPerMinute = row.number<std::uint32_t>(2),
                   .bytesPerSecond = row.number<std::uint64_t>(3),
                   .backfillParallel = row.number<std::uint32_t>(4),
                   .windowFrom = row.number<std::int32_t>(5),
                   .windowTo = row.number<std::int32_t>(6)};
  if (!row.isNull(7)) lane.pause = LanePause{row.text(7), row.text(8), row.time(9)};
  lane.breaker = breakerOf(row);
  lane.restUntil = timeIn(row, 17);
  lane.lastSuccess = timeIn(row, 18);
  lane.lastFailure = timeIn(row, 19);
  return lane;
}

/// Closed and well, and it was said a moment ago: a success more is no news.
bool isNoNews(const LaneState& lane, TimePoint now) {
  return lane.breaker.state == BreakerState::closed && lane.breaker.failures == 0 && lane.lastSuccess &&
         std::chrono::abs(now - *lane.lastSuccess) < kSuccessNoted;
}

}  // namespace

Result<LaneState> MySqlLaneStore::find(PeerId peer) {
  HUB_TRY(rows, session_.query(kFindSql, {peer}));
  if (!rows.empty()) return laneOf(rows[0]);
  LaneState fresh;
  fresh.peer = peer;
  return fresh;
}

Result<LaneState> MySqlLaneStore::locked(PeerId peer) {
  HUB_CHECK(session_.execute(kMakeSql, {peer}));
  HUB_TRY(rows, session_.query(kLockedSql, {peer}));
  return laneOf(rows.at(0));
}

Result<std::vector<LaneState>> MySqlLaneStore::list() {
  HUB_TRY(rows, session_.query(kListSql));
  std::vector<LaneState> lanes;
  for (const Row& row : rows) lanes.push_back(laneOf(row));
  return lanes;
}

Result<void> MySqlLaneStore::set(PeerId peer, const LaneSettings& settings) {
  HUB_CHECK(session_.execute(kSetSql,
                             {peer, settings.concurrency, settings.requestsPerMinute, settings.bytesPerSecond,
                              settings.backfillParallel, settings.windowFrom, settings.windowTo}));
  return {};
}

Result<void> MySqlLaneStore::setPause(PeerId peer, const std::optional<LanePause>& pause) {
  if (pause)
    HUB_CHECK(session_.execute(
        kPauseSql, {peer, clipped(pause->reason, kNoteMax), clipped(pause->by, kLineMax), pause->since}));
  else
    HUB_CHECK(session_.execute(kPauseSql, {peer, nullptr, "", nullptr}));
  return {};
}

Result<void> MySqlLaneStore::rest(PeerId peer, TimePoint until) {
  HUB_CHECK(session_.execute(kRestSql, {peer, until}));
  return {};
}

Result<bool> MySqlLaneStore::succeeded(PeerId peer, TimePoint now) {
  HUB_TRY(seen, find(peer));
  if (isNoNews(seen, now)) return false;
  HUB_TRY(lane, locked(peer));
  HUB_CHECK(session_.execute(kSucceededSql, {now, peer}));
  return lane.breaker.state != BreakerState::closed;
}

Result<Breaker> MySqlLaneStore::failed(PeerId peer, const std::string& cause, TimePoint now) {
  HUB_TRY(lane, locked(peer));
  const bool isClosed = lane.breaker.state == BreakerState::closed;
  if (isClosed) lane.breaker.cause = clipped(cause, kWordMax);
  ++lane.breaker.failures;
  HUB_CHECK(session_.execute(kFailedSql, {lane.breaker.cause, now, peer}));
  return lane.breaker;
}

Result<bool> MySqlLaneStore::open(PeerId peer, const std::string& cause, const std::string& message,
                                  TimePoint now, TimePoint probeAt) {
  HUB_TRY(lane, locked(peer));
  const Breaker& before = lane.breaker;
  // Others that were on their way when it opened have nothing to add.
  if (before.state == BreakerState::open) return false;
  const bool wasClosed = before.state == BreakerState::closed;
  HUB_CHECK(
      session_.execute(kOpenSql, {wasClosed ? 0 : before.probes + 1, wasClosed ? now : before.openedAt,
                                  probeAt, clipped(cause, kWordMax), clipped(message, kTextMax), peer}));
  return wasClosed;
}

Result<bool> MySqlLaneStore::takeProbe(PeerId peer, TimePoint now, TimePoint until) {
  HUB_TRY(taken, session_.execute(kProbeSql, {until, peer, now, now}));
  return taken > 0;
}

}  // namespace hub::mysql
