// queue bulk …: one act on many deliveries, looked at first.
#include "hub/app/bulk_preview.h"
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"

namespace hub::app {
namespace {

struct BulkOptions {
  std::string peer, reason;
  QueueWords words;
  std::uint64_t id = 0;
  std::uint32_t limit = 20;
  bool dryRun = false, yes = false;
};

Row rowOf(const BulkAction& one) {
  Row row;
  row.number("id", one.id).text("act", nameOf(one.act)).text("state", nameOf(one.state));
  row.number("total", one.total).number("changed", one.changed).number("refused", one.refused);
  row.text("by", one.by).text("reason", one.reason);
  row.time("created", one.created).time("finished", one.finished);
  return row;
}

Result<Exit> start(Cli& cli, QueueAct act, const BulkOptions& given) {
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  BulkAction action;
  action.act = act;
  action.filter = filterOf(given.words, peer);
  if (!action.filter.state) action.filter.state = stateMeantBy(act);
  action.reason = given.reason;
  action.by = Cli::actor();
  HUB_TRY(store, cli.storage());
  HUB_TRY(preview, previewOf(*store, action.filter));
  std::vector<schemas::json::Object> rows;
  for (const auto& [group, count] : preview.groups)
    rows.push_back(
        Row().text("state", nameOf(group.first)).text("code", group.second).number("count", count).take());
  if (given.dryRun || !given.yes || preview.total == 0) {
    rows.push_back(Row().text("state", "total").text("code", "").number("count", preview.total).take());
    cli.print(rows);
    if (preview.total == 0)
      cli.say("nenghub: nothing matches");
    else if (!given.dryRun)
      cli.say("nenghub: nothing was done; --yes does it");
    return Exit::ok;
  }
  HUB_TRY(created, startBulk(*store, action, preview));
  cli.print(rowOf(created).take());
  cli.say("nenghub: a serving process works on it: nenghub queue bulk show " + std::to_string(created.id));
  return Exit::ok;
}

Result<Exit> list(Cli& cli, const BulkOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(actions, inUnit(*store, [&](UnitOfWork& work) { return work.bulkActions().list(given.limit); }));
  std::vector<schemas::json::Object> rows;
  for (const BulkAction& one : actions) rows.push_back(rowOf(one).take());
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> show(Cli& cli, const BulkOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(
      record, inUnit(*store, [&](UnitOfWork& work) -> Result<schemas::json::Object> {
        HUB_TRY(found, work.bulkActions().find(given.id));
        if (!found) return fail(Failure::missing, {}, "no bulk action " + std::to_string(given.id));
        HUB_TRY(refusals, work.bulkActions().refusals(given.id, BulkActionStore::kRefusalsMax));
        schemas::json::Array refused;
        for (const BulkRefusal& one : refusals)
          refused.emplace_back(
              Row().number("delivery", static_cast<std::uint64_t>(one.delivery)).text("why", one.why).take());
        Row row = rowOf(*found);
        row.text("filter", textOf(found->filter));
        row.number("cursor", static_cast<std::uint64_t>(found->cursor));
        return row.json("refusals", schemas::json::Value(std::move(refused))).take();
      }));
  cli.print(record);
  return Exit::ok;
}

Result<Exit> setState(Cli& cli, BulkState state, const BulkOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(
      changed, inUnit(*store, [&](UnitOfWork& work) -> Result<bool> {
        HUB_TRY(found, work.bulkActions().find(given.id));
        if (!found) return fail(Failure::missing, {}, "no bulk action " + std::to_string(given.id));
        HUB_TRY(now, work.time());
        HUB_TRY(done, work.bulkActions().setState(given.id, state, now));
        if (done)
          HUB_CHECK(cli.audited(work, "bulk_" + std::string(nameOf(state)), std::to_string(given.id), {}));
        return done;
      }));
  if (!changed) {
    cli.say("nenghub: bulk action " + std::to_string(given.id) + " is over");
    return Exit::conflict;
  }
  cli.print(Row().number("id", given.id).text("state", nameOf(state)).take());
  return Exit::ok;
}

void addAct(Commands& commands, CLI::App& bulk, QueueAct which, const char* name, const char* help) {
  auto given = std::make_shared<BulkOptions>();
  const std::string line = std::string("queue bulk ") + name + " --peer province --code E2002";
  CLI::App& command =
      commands.add(bulk, name, help, {line + " --dry-run", line + " --reason \"item added there\" --yes"},
                   [=](Cli& cli) { return start(cli, which, *given); });
  command.add_option("--peer", given->peer, "Name of a peer");
  const std::string usual = "Of the deliveries; usually " + std::string(nameOf(stateMeantBy(which)));
  command.add_option("--state", given->words.state, usual)->check(CLI::IsMember(actableStateNames()));
  addQueueFilter(command, given->words);
  auto* reason = command.add_option("--reason", given->reason, "For whoever looks at it later");
  auto* dryRun = command.add_flag("--dry-run", given->dryRun, "Only counts");
  auto* yes = command.add_flag("--yes", given->yes, "Does it");
  yes->excludes(dryRun)->needs(reason);
}

void addNumbered(Commands& commands, CLI::App& bulk, const char* name, const char* help,
                 const std::shared_ptr<BulkOptions>& given, Action action) {
  commands.add(bulk, name, help, {std::string("queue bulk ") + name + " 3"}, std::move(action))
      .add_option("id", given->id)
      ->required();
}

}  // namespace

void addBulkCommands(Commands& commands, CLI::App& queue) {
  CLI::App& bulk = *queue.add_subcommand("bulk", "One act on many deliveries, looked at first");
  bulk.require_subcommand(1);
  bulk.fallthrough();
  addAct(commands, bulk, QueueAct::sendAgain, "retry", "Sends them again now");
  addAct(commands, bulk, QueueAct::sendAfterConfiguration, "retry-after-config",
         "Sends them again behind their enterprises' configuration and instruments");
  addAct(commands, bulk, QueueAct::setAside, "set-aside", "Takes them out of the rounds");
  addAct(commands, bulk, QueueAct::takeBack, "take-back", "Undoes set-aside");
  auto given = std::make_shared<BulkOptions>();
  commands
      .add(bulk, "list", "Bulk actions, the youngest first", {"queue bulk list"},
           [given](Cli& cli) { return list(cli, *given); })
      .add_option("--limit", given->limit)
      ->check(CLI::Range(1u, 1000u))
      ->capture_default_str();
  addNumbered(commands, bulk, "show", "One with its progress and what was refused", given,
              [given](Cli& cli) { return show(cli, *given); });
  addNumbered(commands, bulk, "pause", "Stops after the unit that runs", given,
              [given](Cli& cli) { return setState(cli, BulkState::paused, *given); });
  addNumbered(commands, bulk, "continue", "Goes on where it was", given,
              [given](Cli& cli) { return setState(cli, BulkState::running, *given); });
  addNumbered(commands, bulk, "cancel", "Leaves the rest alone; what is done stays done", given,
              [given](Cli& cli) { return setState(cli, BulkState::cancelled, *given); });
}

}  // namespace hub::app
