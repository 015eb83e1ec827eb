// jobs list|history|run.
#include "hub/app/commands/commands.h"
#include "hub/app/jobs_of.h"

namespace hub::app {
namespace {

/// A scheduler over the node's jobs for one command.
Result<jobs::Scheduler> schedulerOf(Cli& cli) {
  HUB_TRY(config, cli.config());
  HUB_TRY(within, cli.surroundings());
  HUB_TRY(around, cli.outward());
  return jobs::Scheduler(around.storage, around.clock, around.log, {.worker = Cli::actor()},
                         [around, within, config] { return jobsOf(around, within, *config); });
}

Result<Exit> list(Cli& cli) {
  HUB_TRY(scheduler, schedulerOf(cli));
  HUB_TRY(plans, scheduler.plan());
  std::vector<schemas::json::Object> rows;
  for (const auto& plan : plans) {
    Row row;
    row.text("job", plan.job).time("next", plan.next);
    row.time("last", plan.last ? plan.last->finished : std::nullopt).flag("ok", plan.last && plan.last->ok);
    row.text("result", plan.last ? plan.last->result : "");
    rows.push_back(row.take());
  }
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> history(Cli& cli, std::uint32_t limit) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(runs, inUnit(*store, [&](UnitOfWork& work) { return work.jobs().list(limit); }));
  std::vector<schemas::json::Object> rows;
  for (const JobRun& run : runs)
    rows.push_back(Row()
                       .text("job", run.job)
                       .time("planned", run.planned)
                       .time("started", run.started)
                       .time("finished", run.finished)
                       .flag("ok", run.ok)
                       .text("result", run.result)
                       .take());
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> run(Cli& cli, const std::string& name) {
  HUB_TRY(scheduler, schedulerOf(cli));
  HUB_TRY(result, scheduler.runNow(name));
  cli.print(Row().text("job", name).text("result", result).take());
  return Exit::ok;
}

}  // namespace

void addJobCommands(Commands& commands) {
  CLI::App& group = commands.group("jobs", "Work that runs by itself");
  auto name = std::make_shared<std::string>();
  auto limit = std::make_shared<std::uint32_t>(50);
  commands.add(group, "list", "Jobs with their next appointment", {"jobs list"}, list);
  commands
      .add(group, "history", "The latest runs", {"jobs history --limit 10"},
           [limit](Cli& cli) { return history(cli, *limit); })
      .add_option("--limit", *limit)
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
  commands
      .add(group, "run", "Runs one now", {"jobs run version_check/province"},
           [name](Cli& cli) { return run(cli, *name); })
      .add_option("name", *name)
      ->required();
}

}  // namespace hub::app
