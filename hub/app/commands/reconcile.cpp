// consistency push|list|compare, backfill, restore: proof of agreement with another node and its repair
// (G-7.1, G-7.2, G-7.5).
#include "hub/app/commands/commands.h"
#include "hub/reconcile/backfill.h"
#include "hub/reconcile/tag_compare.h"
#include "hub/reconcile/tag_push.h"

namespace hub::app {
namespace {

struct ScopeOptions {
  std::string peer, from, to, state;
  std::vector<std::string> enterprises;
  std::uint32_t limit = 10000;
  bool dryRun = false;
};

constexpr std::pair<const char*, TagState> kTagStates[] = {{"own", TagState::own},
                                                           {"agreed", TagState::agreed},
                                                           {"missing_there", TagState::missingThere},
                                                           {"missing_here", TagState::missingHere},
                                                           {"merged", TagState::merged}};

std::string nameOfState(TagState state) {
  for (const auto& [name, value] : kTagStates)
    if (value == state) return name;
  return "unknown";
}

std::optional<schemas::CivilDate> dateIn(const std::string& text) { return schemas::CivilDate::parse(text); }

Result<Exit> push(Cli& cli, const ScopeOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(store, cli.storage());
  reconcile::PushScope scope{.from = dateIn(given.from), .to = dateIn(given.to), .enterprise = std::nullopt};
  if (!given.enterprises.empty()) scope.enterprise = given.enterprises.front();
  HUB_TRY(counts, reconcile::pushTags(*store, cli.clock().now(), peer, scope));
  cli.print(Row().text("peer", peer.name).number("queued", counts.queued).take());
  return Exit::ok;
}

Result<Exit> list(Cli& cli, const ScopeOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  TagFilter filter;
  filter.peer = peer.id;
  filter.from = dateIn(given.from);
  filter.to = dateIn(given.to);
  filter.limit = given.limit;
  if (!given.enterprises.empty()) filter.enterprise = given.enterprises.front();
  for (const auto& [name, state] : kTagStates)
    if (given.state == name) filter.state = state;
  HUB_TRY(store, cli.storage());
  HUB_TRY(tags, inUnit(*store, [&](UnitOfWork& work) { return work.tags().list(filter); }));
  std::vector<schemas::json::Object> rows;
  for (const Tag& tag : tags)
    rows.push_back(Row()
                       .text("logsign", tag.sign.text())
                       .text("state", nameOfState(tag.state))
                       .number("batch", static_cast<std::uint64_t>(tag.batch))
                       .flag("received", tag.received)
                       .text("algorithm", tag.algorithm)
                       .time("changed", tag.changed)
                       .take());
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> compare(Cli& cli, const ScopeOptions& given) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  const auto today = cli.clock().civilNow().date();
  const auto from = dateIn(given.from).value_or(today.plusDays(-30)), to = dateIn(given.to).value_or(today);
  HUB_TRY(counts, reconcile::compareTags(*store, cli.clock().now(), peer, from, to));
  cli.print(Row()
                .text("peer", peer.name)
                .number("agreed", counts.agreed)
                .number("missingHere", counts.missingHere)
                .number("missingThere", counts.missingThere)
                .number("different", counts.different)
                .number("queued", counts.queued)
                .take());
  return counts.missingHere + counts.missingThere + counts.different == 0 ? Exit::ok : Exit::findings;
}

Result<Exit> send(Cli& cli, const ScopeOptions& given, reconcile::BackfillChoice choice) {
  HUB_TRY(peer, cli.peer(given.peer));
  HUB_TRY(store, cli.storage());
  const reconcile::BackfillScope scope{.from = *dateIn(given.from),
                                       .to = *dateIn(given.to),
                                       .enterprises = given.enterprises,
                                       .choice = choice};
  Row row;
  row.text("peer", peer.name);
  HUB_TRY(plan, reconcile::planBackfill(*store, peer, scope));
  row.number("batches", plan.tags.size()).number("records", plan.records);
  if (!given.dryRun) {
    HUB_TRY(queued, reconcile::queueBackfill(*store, cli.clock().now(), peer, scope, Cli::actor()));
    row.number("queued", queued);
  }
  cli.print(row.take());
  return Exit::ok;
}

void addDates(CLI::App& command, ScopeOptions& given, bool required) {
  command.add_option("--from", given.from, "First day, yyyy-MM-dd")->check(isDate)->required(required);
  command.add_option("--to", given.to, "Last day, inclusive")->check(isDate)->required(required);
}

void addBackfill(Commands& commands, std::shared_ptr<ScopeOptions> given, const char* name, const char* help,
                 reconcile::BackfillChoice choice) {
  const std::string example = std::string(name) + " --peer national --from 2026-11-01 --to 2026-11-30";
  CLI::App& command = commands.add(commands.program(), name, help, {example + " --dry-run", example},
                                   [=](Cli& cli) { return send(cli, *given, choice); });
  command.add_option("--peer", given->peer, "Name of a peer")->required();
  addDates(command, *given, true);
  command.add_option("--enterprise", given->enterprises, "Code as on the wire; repeatable; default all");
  command.add_flag("--dry-run", given->dryRun, "Counts only, nothing is sent");
}

}  // namespace

void addReconcileCommands(Commands& commands) {
  auto given = std::make_shared<ScopeOptions>();
  CLI::App& group = commands.group("consistency", "Tags that prove that two nodes hold the same (G-7.1)");
  CLI::App& push_ = commands.add(group, "push", "Sends tags to the node above",
                                 {"consistency push", "consistency push --from 2026-11-01 --to 2026-11-30"},
                                 [given](Cli& cli) { return push(cli, *given); });
  push_.add_option("--peer", given->peer, "Name; default the only node above");
  push_.add_option("--enterprise", given->enterprises, "Code as on the wire")->expected(1);
  addDates(push_, *given, false);
  CLI::App& list_ =
      commands.add(group, "list", "Tags with their state", {"consistency list --peer national --state own"},
                   [given](Cli& cli) { return list(cli, *given); });
  list_.add_option("--peer", given->peer, "Name of a peer")->required();
  list_.add_option("--state", given->state)
      ->check(CLI::IsMember({"own", "agreed", "missing_there", "missing_here", "merged"}));
  list_.add_option("--enterprise", given->enterprises, "Code as on the wire")->expected(1);
  list_.add_option("--limit", given->limit)->capture_default_str();
  addDates(list_, *given, false);
  CLI::App& compare_ = commands.add(
      group, "compare", "National: compares with what a province has named; exit 5 on differences",
      {"consistency compare --peer jiangsu"}, [given](Cli& cli) { return compare(cli, *given); });
  compare_.add_option("--peer", given->peer, "Name of a peer")->required();
  addDates(compare_, *given, false);
  addBackfill(commands, given, "backfill", "Sends what a peer is known to lack (7.2)",
              reconcile::BackfillChoice::missingThere);
  addBackfill(commands, given, "restore", "Sends everything of a period to a peer that lost data (7.5)",
              reconcile::BackfillChoice::everything);
}

}  // namespace hub::app
