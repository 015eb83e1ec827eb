// queue list|depth|show|retry|set-aside|take-back|round: what goes out.
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"

namespace hub::app {
namespace {

struct QueueOptions {
  std::string peer, state, enterprise;
  std::uint32_t limit = 100;
  std::uint64_t id = 0;
  bool body = false;
};

constexpr DeliveryState kStates[] = {DeliveryState::waiting,   DeliveryState::claimed,
                                     DeliveryState::queued,    DeliveryState::needsAttention,
                                     DeliveryState::delivered, DeliveryState::setAside};

std::set<std::string> stateNames() {
  std::set<std::string> names;
  for (const DeliveryState state : kStates) names.emplace(nameOf(state));
  return names;
}

std::uint64_t numberOf(std::optional<BatchId> batch) {
  return batch ? static_cast<std::uint64_t>(*batch) : 0;
}

Row rowOf(const Delivery& one, const std::string& peer) {
  Row row;
  row.number("id", static_cast<std::uint64_t>(one.id)).text("peer", peer).text("kind", nameOf(one.kind));
  row.text("state", nameOf(one.state))
      .text("enterprise", one.enterprise)
      .number("batch", numberOf(one.batch));
  row.text("reason", one.reason).number("attempts", one.attempts).time("due", one.due);
  row.text("lastCode", one.lastCode).text("lastMessage", one.lastMessage);
  return row;
}

Result<Exit> list(Cli& cli, const QueueOptions& given) {
  DeliveryFilter filter;
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  filter.peer = peer;
  for (const DeliveryState state : kStates)
    if (given.state == nameOf(state)) filter.state = state;
  if (!given.enterprise.empty()) filter.enterprise = given.enterprise;
  filter.limit = given.limit;
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<schemas::json::Object>> {
            PeerNames names(work);
            HUB_TRY(found, work.deliveries().list(filter));
            std::vector<schemas::json::Object> all;
            for (const Delivery& one : found) {
              HUB_TRY(name, names.of(one.peer));
              all.push_back(rowOf(one, name).take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> depth(Cli& cli, const QueueOptions& given) {
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(now, inUnit(*store, [&](UnitOfWork& work) { return work.deliveries().depth(peer); }));
  cli.print(Row()
                .number("waiting", now.waiting)
                .number("claimed", now.claimed)
                .number("queued", now.queued)
                .number("needsAttention", now.needsAttention)
                .number("setAside", now.setAside)
                .number("delivered", now.delivered)
                .time("oldest", now.oldest)
                .take());
  return Exit::ok;
}

Result<Exit> show(Cli& cli, const QueueOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(record, inUnit(*store, [&](UnitOfWork& work) -> Result<schemas::json::Object> {
            HUB_TRY(found, work.deliveries().find(DeliveryId{given.id}));
            if (!found) return fail(Failure::missing, {}, "no delivery " + std::to_string(given.id));
            HUB_TRY(name, PeerNames(work).of(found->peer));
            HUB_TRY(attempts, work.deliveries().attempts(found->id));
            Row row = rowOf(*found, name);
            row.time("created", found->created);
            schemas::json::Array tried;
            for (const Attempt& one : attempts)
              tried.emplace_back(Row()
                                     .time("started", one.started)
                                     .number("ms", static_cast<std::uint64_t>(one.took.count()))
                                     .text("code", one.code)
                                     .text("message", one.message)
                                     .take());
            row.json("tried", schemas::json::Value(std::move(tried)));
            if (given.body) row.text("body", found->body.value_or(""));
            return row.take();
          }));
  cli.print(record);
  return Exit::ok;
}

// A person's act on one delivery; `from` are the states it makes sense in.
Result<Exit> move(Cli& cli, std::uint64_t id, DeliveryState next, const std::vector<DeliveryState>& from,
                  const char* act) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(moved, inUnit(*store, [&](UnitOfWork& work) -> Result<bool> {
            HUB_TRY(found, work.deliveries().find(DeliveryId{id}));
            if (!found) return fail(Failure::missing, {}, "no delivery " + std::to_string(id));
            if (std::find(from.begin(), from.end(), found->state) == from.end()) {
              cli.say("nenghub: delivery " + std::to_string(id) + " is " + std::string(nameOf(found->state)));
              return false;
            }
            HUB_CHECK(cli.audited(work, act, std::to_string(id), std::string(nameOf(found->state))));
            return work.deliveries().setState(found->id, next, cli.clock().now());
          }));
  if (!moved) return Exit::conflict;
  cli.print(Row().number("id", id).text("state", nameOf(next)).take());
  return Exit::ok;
}

Result<Exit> round(Cli& cli, const QueueOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(count, inUnit(*store, [&](UnitOfWork& work) -> Result<std::uint64_t> {
            HUB_TRY(started, work.deliveries().startRound(peer.id, cli.clock().now()));
            HUB_CHECK(cli.audited(work, "round_started", peer.name, std::to_string(started)));
            return started;
          }));
  cli.print(Row().text("peer", peer.name).number("started", count).take());
  return Exit::ok;
}

void addFilters(CLI::App& command, QueueOptions& given) {
  command.add_option("--peer", given.peer, "Name of a peer");
  command.add_option("--enterprise", given.enterprise, "Credit code");
  command.add_option("--limit", given.limit)->check(CLI::Range(1u, 100000u))->capture_default_str();
}

}  // namespace

void addQueueCommands(Commands& commands) {
  using enum DeliveryState;
  auto given = std::make_shared<QueueOptions>();
  CLI::App& queue = commands.group("queue", "What goes out");
  CLI::App& list_ = commands.add(queue, "list", "Deliveries", {"queue list --state needs_attention"},
                                 [given](Cli& cli) { return list(cli, *given); });
  addFilters(list_, *given);
  list_.add_option("--state", given->state)->check(CLI::IsMember(stateNames()));
  commands
      .add(queue, "depth", "How many in which state", {"queue depth --peer province"},
           [given](Cli& cli) { return depth(cli, *given); })
      .add_option("--peer", given->peer, "Name of a peer");
  CLI::App& show_ = commands.add(queue, "show", "One delivery with every attempt", {"queue show 17 --body"},
                                 [given](Cli& cli) { return show(cli, *given); });
  show_.add_option("id", given->id)->required();
  show_.add_flag("--body", given->body, "With the bytes as they go out");
  const auto act = [&](const char* name, const char* help, DeliveryState next,
                       std::vector<DeliveryState> from, const char* audit) {
    commands
        .add(queue, name, help, {std::string("queue ") + name + " 17"},
             [=](Cli& cli) { return move(cli, given->id, next, from, audit); })
        .add_option("id", given->id)
        ->required();
  };
  act("retry", "Sends it again now", waiting, {waiting, queued, needsAttention}, "delivery_retried");
  act("set-aside", "Takes it out of the rounds; nothing is dropped", setAside,
      {waiting, queued, needsAttention}, "delivery_set_aside");
  act("take-back", "Undoes set-aside", waiting, {setAside}, "delivery_taken_back");
  commands
      .add(queue, "round", "Starts the next upload round of a peer now", {"queue round --peer province"},
           [given](Cli& cli) { return round(cli, *given); })
      .add_option("--peer", given->peer, "Name of a peer")
      ->required();
}

}  // namespace hub::app
