// jobs list|history|run.
#include <thread>

#include "hub/app/asked_run.h"
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/job_text.h"
#include "jobs/heartbeat.h"

namespace hub::app {
namespace {

struct JobOptions {
  std::string name;
  std::uint32_t limit = 50;
  std::uint32_t waitSeconds = 600;
  bool here = false;
};

// A process that serves looks this often at least (jobs.poll_seconds); after some looks nobody is there.
constexpr int kLooksUntilNobody = 3;

Result<Exit> list(Cli& cli) {
  HUB_TRY(scheduler, schedulerOf(cli));
  HUB_TRY(plans, scheduler->plan());
  std::vector<schemas::json::Object> rows;
  for (const auto& plan : plans) {
    Row row;
    row.text("job", plan.job).text("state", jobWord(plan)).time("next", plan.next);
    row.time("last", plan.last ? plan.last->finished : std::nullopt).text("outcome", outcomeWord(plan.last));
    row.text("result", plan.last ? plan.last->result : "");
    rows.push_back(row.take());
  }
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> history(Cli& cli, const JobOptions& given) {
  HUB_TRY(store, cli.storage());
  const auto job = given.name.empty() ? std::nullopt : std::optional(given.name);
  HUB_TRY(runs, inUnit(*store, [&](UnitOfWork& work) { return work.jobs().list(given.limit, job); }));
  std::vector<schemas::json::Object> rows;
  for (const JobRun& run : runs)
    rows.push_back(Row()
                       .text("job", run.job)
                       .time("planned", run.planned)
                       .flag("asked", run.asked)
                       .time("started", run.started)
                       .time("finished", run.finished)
                       .text("outcome", outcomeWord(run))
                       .text("worker", run.worker)
                       .text("result", run.result)
                       .take());
  cli.print(rows);
  return Exit::ok;
}

Exit printRun(Cli& cli, const std::string& job, const char* state, const std::string& result) {
  cli.print(Row().text("job", job).text("state", state).text("result", result).take());
  return std::string_view(state) == "failed" ? Exit::failure : Exit::ok;
}

Result<Exit> runHere(Cli& cli, const std::string& name) {
  HUB_TRY(scheduler, schedulerOf(cli));
  const jobs::Heartbeat heartbeat(*scheduler, std::chrono::seconds(5));
  HUB_TRY(result, scheduler->runNow(name));
  return printRun(cli, name, "done", result);
}

Result<Exit> whatCameOf(Cli& cli, const std::string& name, const AskedRun& asked, bool isNobodyThere) {
  if (asked.isOver()) {
    return printRun(cli, name, asked.run->ok ? "done" : "failed", asked.run->result);
  }
  if (!isNobodyThere) {
    if (asked.isWaiting && asked.isBusy) cli.say("nenghub: it waits for the run that goes on");
    cli.say("nenghub: what comes of it: nenghub jobs history --job " + name);
    return printRun(cli, name, asked.isWaiting ? "asked" : "running", "");
  }
  cli.say(
      "nenghub: nobody has taken it yet: is nenghub serve running? It is done as soon as a process serves; " +
      std::string("with --here this command does it itself"));
  printRun(cli, name, "asked", "");
  return Exit::conflict;
}

Result<Exit> run(Cli& cli, const JobOptions& given) {
  if (given.here) return runHere(cli, given.name);
  HUB_TRY(config, cli.config());
  HUB_TRY(scheduler, schedulerOf(cli));
  HUB_TRY(plans, scheduler->plan());
  const auto isNamed = [&](const auto& plan) { return plan.job == given.name; };
  if (std::ranges::none_of(plans, isNamed))
    return fail(Failure::missing, {}, "no job " + given.name + " (nenghub jobs list)");
  HUB_TRY(store, cli.storage());
  HUB_TRY(asked, askForRun(*store, given.name,
                           {cli.clock().now(), Cli::actor(), "job_asked", given.name, "ok", ""}));
  const auto begun = std::chrono::steady_clock::now();
  while (true) {
    HUB_TRY(now, lookAfter(*store, given.name, asked));
    const auto waited = std::chrono::steady_clock::now() - begun;
    const bool isNobodyThere = now.isWaiting && !now.isBusy && waited > kLooksUntilNobody * config->jobs.poll;
    if (now.isOver() || isNobodyThere || waited >= std::chrono::seconds(given.waitSeconds))
      return whatCameOf(cli, given.name, now, isNobodyThere);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

}  // namespace

void addJobCommands(Commands& commands) {
  CLI::App& group = commands.group("jobs", "Jobs: work that runs by itself at its appointments");
  auto given = std::make_shared<JobOptions>();
  commands.add(group, "list", "Jobs of this node: state, next appointment, last run", {"jobs list"}, list);
  CLI::App& history_ =
      commands.add(group, "history", "The latest runs, the youngest first, with what they did",
                   {"jobs history --limit 10", "jobs history --job version_check/province"},
                   [given](Cli& cli) { return history(cli, *given); });
  history_.add_option("--job", given->name, "Name of a job");
  history_.add_option("--limit", given->limit, "Rows at most")
      ->check(CLI::Range(1u, 10000u))
      ->capture_default_str();
  CLI::App& run_ =
      commands.add(group, "run", "Has a serving process do a job once, now, and waits for the result",
                   {"jobs run version_check/province", "jobs run upload_round/province --wait 30",
                    "jobs run quality_daily --here"},
                   [given](Cli& cli) { return run(cli, *given); });
  run_.add_option("name", given->name, "Name of a job, as jobs list shows it")->required();
  run_.add_option("--wait", given->waitSeconds, "Seconds to wait for the result; 0 only asks")
      ->check(CLI::Range(0u, 86400u))
      ->capture_default_str();
  run_.add_flag("--here", given->here, "In this command instead of a serving process");
}

}  // namespace hub::app
