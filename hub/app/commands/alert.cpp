// alert list.
#include "hub/app/commands/commands.h"

namespace hub::app {
namespace {

struct AlertOptions {
  bool all = false;
  std::string kind;
  std::uint32_t limit = 100;
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
    row.text("severity", nameOf(alert.severity)).text("kind", alert.kind).text("subject", alert.subject);
    row.time("since", alert.since).time("last", alert.last).number("count", alert.count);
    if (given.all) row.time("over", alert.over);
    row.text("text", alert.text);
    rows.push_back(row.take());
  }
  cli.print(rows);
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
  list_.add_option("--limit", given->limit)->check(CLI::Range(1u, 10000u))->capture_default_str();
}

}  // namespace hub::app
