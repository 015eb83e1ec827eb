// audit list: what was done or refused, by whom.
#include "hub/app/commands/commands.h"

namespace hub::app {
namespace {

Result<Exit> list(Cli& cli, std::uint32_t limit) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(events, inUnit(*store, [&](UnitOfWork& work) { return work.audit().list(limit); }));
  std::vector<schemas::json::Object> rows;
  for (const AuditEvent& event : events)
    rows.push_back(Row()
                       .time("time", event.time)
                       .text("actor", event.actor)
                       .text("act", event.act)
                       .text("object", event.object)
                       .text("result", event.result)
                       .text("detail", event.detail)
                       .take());
  cli.print(rows);
  return Exit::ok;
}

}  // namespace

void addAuditCommands(Commands& commands) {
  CLI::App& group = commands.group("audit", "The audit log");
  auto limit = std::make_shared<std::uint32_t>(50);
  commands
      .add(group, "list", "The latest entries", {"audit list --limit 200"},
           [limit](Cli& cli) { return list(cli, *limit); })
      .add_option("--limit", *limit)
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
}

}  // namespace hub::app
