// lane list|show|pause|resume|set: the ways to the peers.
#include "hub/app/commands/commands.h"
#include "hub/app/lane_text.h"
#include "hub/app/lanes.h"

namespace hub::app {
namespace {

struct LaneOptions {
  std::string peer, reason, window;
  std::optional<std::uint32_t> concurrency, perMinute, backfillParallel;
  std::optional<std::uint64_t> bytesPerSecond;
};

std::optional<TimePoint> whileOpen(const Breaker& breaker, TimePoint time) {
  return breaker.state == BreakerState::closed ? std::nullopt : std::optional(time);
}

Row rowOf(const Peer& peer, const LaneState& lane, TimePoint now) {
  Row row;
  row.text("peer", peer.name).text("state", peer.suspended ? "suspended" : laneWord(lane, now));
  const auto resting = lane.restUntil && *lane.restUntil > now ? lane.restUntil : std::nullopt;
  row.text("cause", lane.pause ? lane.pause->reason : lane.breaker.cause);
  row.number("failures", lane.breaker.failures);
  row.time("nextProbe", whileOpen(lane.breaker, lane.breaker.probeAt)).time("restUntil", resting);
  row.time("lastSuccess", lane.lastSuccess).time("lastFailure", lane.lastFailure);
  return row;
}

void addSettings(Row& row, const LaneSettings& settings) {
  row.number("concurrency", settings.concurrency).number("perMinute", settings.requestsPerMinute);
  row.number("bytesPerSecond", settings.bytesPerSecond);
  row.number("backfillParallel", settings.backfillParallel).text("window", windowText(settings));
}

Result<Exit> list(Cli& cli) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<schemas::json::Object>> {
            HUB_TRY(now, work.time());
            HUB_TRY(peers, work.peers().platforms());
            std::vector<schemas::json::Object> all;
            for (const Peer& peer : peers) {
              if (!hasLane(peer)) continue;
              HUB_TRY(lane, work.lanes().find(peer.id));
              all.push_back(rowOf(peer, lane, now).take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> show(Cli& cli, const LaneOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(record, inUnit(*store, [&](UnitOfWork& work) -> Result<schemas::json::Object> {
            HUB_TRY(now, work.time());
            HUB_TRY(lane, work.lanes().find(peer.id));
            Row row = rowOf(peer, lane, now);
            row.text("message", lane.breaker.message).number("probes", lane.breaker.probes);
            row.time("openedAt", whileOpen(lane.breaker, lane.breaker.openedAt));
            row.text("pausedBy", lane.pause ? lane.pause->by : "");
            row.time("pausedSince", lane.pause ? std::optional(lane.pause->since) : std::nullopt);
            addSettings(row, lane.settings);
            return row.take();
          }));
  cli.print(record);
  return Exit::ok;
}

Result<Exit> pause(Cli& cli, const LaneOptions& given, bool pauses) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(record, inUnit(*store, [&](UnitOfWork& work) -> Result<schemas::json::Object> {
            HUB_TRY(now, work.time());
            std::optional<LanePause> stands;
            if (pauses) stands = LanePause{given.reason, Cli::actor(), now};
            HUB_CHECK(work.lanes().setPause(peer.id, stands));
            HUB_CHECK(cli.audited(work, pauses ? "lane_paused" : "lane_resumed", peer.name, given.reason));
            HUB_TRY(lane, work.lanes().find(peer.id));
            return rowOf(peer, lane, now).take();  // its breaker or window may still keep it from sending
          }));
  cli.print(record);
  return Exit::ok;
}

void change(LaneSettings& settings, const LaneOptions& given) {
  settings.concurrency = given.concurrency.value_or(settings.concurrency);
  settings.requestsPerMinute = given.perMinute.value_or(settings.requestsPerMinute);
  settings.bytesPerSecond = given.bytesPerSecond.value_or(settings.bytesPerSecond);
  settings.backfillParallel = given.backfillParallel.value_or(settings.backfillParallel);
  if (!given.window.empty()) static_cast<void>(readWindow(given.window, settings));
}

Result<Exit> set(Cli& cli, const LaneOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(record, inUnit(*store, [&](UnitOfWork& work) -> Result<schemas::json::Object> {
            HUB_TRY(lane, work.lanes().find(peer.id));
            change(lane.settings, given);
            Row row;
            row.text("peer", peer.name);
            addSettings(row, lane.settings);
            auto object = row.take();
            HUB_CHECK(work.lanes().set(peer.id, lane.settings));
            HUB_CHECK(
                cli.audited(work, "lane_set", peer.name, schemas::json::write(schemas::json::Value(object))));
            return object;
          }));
  cli.print(record);
  return Exit::ok;
}

std::string isWindow(const std::string& text) {
  LaneSettings settings;
  return readWindow(text, settings) ? "" : "a window is HH:mm-HH:mm, or always";
}

void addSetCommand(Commands& commands, CLI::App& lane, const std::shared_ptr<LaneOptions>& given) {
  CLI::App& set_ = commands.add(
      lane, "set", "Changes what is given; holds for all processes within seconds",
      {"lane set province --concurrency 4 --per-minute 120", "lane set province --window 22:00-06:00"},
      [given](Cli& cli) { return set(cli, *given); });
  set_.add_option("peer", given->peer, "Name of a peer")->required();
  set_.add_option("--concurrency", given->concurrency, "Calls at once; 0 = delivery.threads")
      ->check(CLI::Range(0u, 64u));
  set_.add_option("--per-minute", given->perMinute, "Requests a minute; 0 = no limit")
      ->check(CLI::Range(0u, 1'000'000u));
  set_.add_option("--bytes-per-second", given->bytesPerSecond, "0 = no limit")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 40));
  set_.add_option("--backfill-parallel", given->backfillParallel,
                  "Of the calls at once, for backfill and restore")
      ->check(CLI::Range(1u, 64u));
  set_.add_option("--window", given->window, "HH:mm-HH:mm of the day in China, or always")->check(isWindow);
}

}  // namespace

void addLaneCommands(Commands& commands) {
  auto given = std::make_shared<LaneOptions>();
  CLI::App& lane = commands.group("lane", "The ways to the peers");
  commands.add(lane, "list", "Every lane with what keeps it from sending", {"lane list"}, list);
  commands
      .add(lane, "show", "One lane with its settings", {"lane show province"},
           [given](Cli& cli) { return show(cli, *given); })
      .add_option("peer", given->peer, "Name of a peer")
      ->required();
  CLI::App& pause_ = commands.add(lane, "pause", "Nothing goes out until it is resumed; calls under way end",
                                  {"lane pause province --reason \"maintenance until 18:00\""},
                                  [given](Cli& cli) { return pause(cli, *given, true); });
  pause_.add_option("peer", given->peer, "Name of a peer")->required();
  pause_.add_option("--reason", given->reason, "For whoever looks at it later")->required();
  commands
      .add(lane, "resume", "Ends the pause, and shows what the lane does then", {"lane resume province"},
           [given](Cli& cli) { return pause(cli, *given, false); })
      .add_option("peer", given->peer, "Name of a peer")
      ->required();
  addSetCommand(commands, lane, given);
}

}  // namespace hub::app
