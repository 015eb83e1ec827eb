// queue list|depth|show|retry|retry-after-config|set-aside|take-back|round: what goes out.
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/queue_filter.h"
#include "jobs/next_round.h"
#include "jobs/queue_acts.h"

namespace hub::app {
namespace {

struct QueueOptions {
  std::string peer, reason;
  QueueWords words;
  std::uint32_t limit = 100;
  std::uint64_t id = 0, after = 0;
  bool body = false;
};

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
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  DeliveryFilter filter = filterOf(given.words, peer);
  filter.after = DeliveryId{given.after};
  filter.limit = given.limit;
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<schemas::json::Object>> {
            PeerNames names(work);
            HUB_TRY(found, work.deliveries().list(filter));
            std::vector<schemas::json::Object> all;
            for (const Delivery& one : found) {
              HUB_TRY(name, names.of(one.peer));
              all.push_back(rowOf(one, name).time("created", one.created).text("note", one.note).take());
            }
            return all;
          }));
  cli.print(rows);
  if (rows.size() == given.limit)
    cli.say("nenghub: there may be more: --after " + rows.back().front().value.number()->lexeme);
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
            row.time("created", found->created).time("finished", found->finished).text("note", found->note);
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

// What a delivery was before a person's act, and whether the state allowed it.
struct Acted {
  bool done = false;
  Delivery delivery;
};

Result<Exit> act(Cli& cli, QueueAct act, const QueueOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(acted, inUnit(*store, [&](UnitOfWork& work) -> Result<Acted> {
            HUB_TRY(now, work.time());
            HUB_TRY(found, work.deliveries().find(DeliveryId{given.id}));
            if (!found) return fail(Failure::missing, {}, "no delivery " + std::to_string(given.id));
            HUB_TRY(done, jobs::QueueActs(work, act, given.reason, now).on(*found));
            if (!done) return Acted{false, *found};
            HUB_CHECK(cli.audited(work, "delivery_" + std::string(nameOf(act)), std::to_string(given.id),
                                  std::string(nameOf(found->state)) + " " + given.reason));
            HUB_TRY(after, work.deliveries().find(found->id));
            return Acted{true, after ? *after : *found};
          }));
  if (!acted.done) {
    cli.say("nenghub: delivery " + std::to_string(given.id) + " is " +
            std::string(nameOf(acted.delivery.state)));
    return Exit::conflict;
  }
  cli.print(Row().number("id", given.id).text("state", nameOf(acted.delivery.state)).take());
  return Exit::ok;
}

Result<Exit> round(Cli& cli, const QueueOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  HUB_TRY(count, jobs::startNextRound(*store, peer.id, {cli.clock().now()}));
  HUB_CHECK(inUnit(*store, [&](UnitOfWork& work) {
    return cli.audited(work, "round_started", peer.name, std::to_string(count));
  }));
  cli.print(Row().text("peer", peer.name).number("started", count).take());
  return Exit::ok;
}

void addListCommand(Commands& commands, CLI::App& queue, const std::shared_ptr<QueueOptions>& given) {
  CLI::App& list_ = commands.add(
      queue, "list", "Deliveries, by id",
      {"queue list --state needs_attention", "queue list --peer province --code E2002 --after 12345"},
      [given](Cli& cli) { return list(cli, *given); });
  list_.add_option("--peer", given->peer, "Name of a peer");
  list_.add_option("--state", given->words.state)->check(CLI::IsMember(stateNames()));
  addQueueFilter(list_, given->words);
  list_.add_option("--after", given->after, "Ids above this: the next page");
  list_.add_option("--limit", given->limit)->check(CLI::Range(1u, 100000u))->capture_default_str();
}

void addActs(Commands& commands, CLI::App& queue, const std::shared_ptr<QueueOptions>& given) {
  const auto add = [&](const char* name, const char* help, QueueAct which, const std::string& example) {
    CLI::App& command = commands.add(queue, name, help, {std::string("queue ") + name + example},
                                     [=](Cli& cli) { return act(cli, which, *given); });
    command.add_option("id", given->id)->required();
    auto* reason = command.add_option("--reason", given->reason, "For whoever looks at it later");
    if (which == QueueAct::setAside) reason->required();
  };
  add("retry", "Sends it again now", QueueAct::sendAgain, " 17");
  add("retry-after-config", "Sends it again behind its enterprise's configuration and instruments",
      QueueAct::sendAfterConfiguration, " 17");
  add("set-aside", "Takes it out of the rounds; nothing is dropped", QueueAct::setAside,
      " 17 --reason \"enterprise has closed\"");
  add("take-back", "Undoes set-aside", QueueAct::takeBack, " 17");
}

}  // namespace

void addQueueFilter(CLI::App& command, QueueWords& words) {
  command.add_option("--enterprise", words.enterprise, "Credit code");
  command.add_option("--kind", words.kind)->check(CLI::IsMember(kindNames()));
  command.add_option("--code", words.code, "The peer's last code or the last fault: E2002, timeout …");
  command.add_option("--reason-of", words.reasonOf, "Why it was queued: live, correction, backfill …");
  command.add_option("--from", words.from, "First day on which it was queued")->check(isDate);
  command.add_option("--to", words.to, "Last day on which it was queued")->check(isDate);
}

void addQueueCommands(Commands& commands) {
  auto given = std::make_shared<QueueOptions>();
  CLI::App& queue = commands.group("queue", "What goes out");
  addListCommand(commands, queue, given);
  commands
      .add(queue, "depth", "How many in which state", {"queue depth --peer province"},
           [given](Cli& cli) { return depth(cli, *given); })
      .add_option("--peer", given->peer, "Name of a peer");
  CLI::App& show_ = commands.add(queue, "show", "One delivery with every attempt", {"queue show 17 --body"},
                                 [given](Cli& cli) { return show(cli, *given); });
  show_.add_option("id", given->id)->required();
  show_.add_flag("--body", given->body, "With the bytes as they go out");
  addActs(commands, queue, given);
  commands
      .add(queue, "round", "Starts the next upload round of a peer now", {"queue round --peer province"},
           [given](Cli& cli) { return round(cli, *given); })
      .add_option("--peer", given->peer, "Name of a peer")
      ->required();
  addBulkCommands(commands, queue);
}

}  // namespace hub::app
