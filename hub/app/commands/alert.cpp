// alert list|end.
#include "hub/app/alert_end.h"
#include "hub/app/commands/commands.h"

namespace hub::app {
namespace {

struct AlertOptions {
  bool all = false;
  std::string kind, reason;
  std::uint32_t limit = 100;
  std::uint64_t id = 0;
};

Result<Exit> list(Cli& cli, const AlertOptions& given) {
  AlertFilter filter;
  filter.open = !given.all;
  if (!given.kind.empty()) filter.kind = given.kind;
  filter.limit = given.limit;
  HUB_TRY(store, cli.storage());
  HUB_TRY(alerts, inUnit(*store, [&](UnitOfWork& work) { return work.alerts().list(filter); }));
  std::vector<schemas::json::Object> rows;
  for (const Alert& alert : alerts) {
    Row row;
    row.number("id", alert.id).text("severity", nameOf(alert.severity));
    row.text("kind", alert.kind).text("subject", alert.subject);
    row.time("since", alert.since).time("last", alert.last).number("count", alert.count);
    if (given.all) row.time("over", alert.over);
    row.text("text", alert.text);
    rows.push_back(row.take());
  }
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> end(Cli& cli, const AlertOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(ended, inUnit(*store, [&](UnitOfWork& work) {
            return endAlert(work, given.id, Cli::actor(), given.reason);
          }));
  if (!ended) {
    cli.say("nenghub: alert " + std::to_string(given.id) + " is over already");
    return Exit::conflict;
  }
  cli.print(Row()
                .number("id", ended->id)
                .text("kind", ended->kind)
                .text("subject", ended->subject)
                .text("state", "over")
                .take());
  return Exit::ok;
}

}  // namespace

void addAlertCommands(Commands& commands) {
  auto given = std::make_shared<AlertOptions>();
  CLI::App& group = commands.group("alert", "What a person should look at");
  CLI::App& list_ = commands.add(group, "list", "Open alerts, the youngest first",
                                 {"alert list", "alert list --all --kind clock_wrong"},
                                 [given](Cli& cli) { return list(cli, *given); });
  list_.add_flag("--all", given->all, "Those that are over as well");
  list_.add_option("--kind", given->kind, "peer_unreachable, job_failed, clock_wrong, queue_old …");
  list_.add_option("--limit", given->limit, "Rows at most")
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
  CLI::App& end_ =
      commands.add(group, "end", "Ends one whose matter is no more; while it is so it is raised again",
                   {"alert end 17 --reason \"host hub2 has been taken down\""},
                   [given](Cli& cli) { return end(cli, *given); });
  end_.add_option("id", given->id, "As alert list shows it")->required();
  end_.add_option("--reason", given->reason, "For whoever looks at it later")->required();
}

}  // namespace hub::app
