// quality rules|settings|set|unset|findings|interval: verdicts of the hub on what arrives (field-notes 3).
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/rule_setting.h"
#include "schemas/codes/code.h"
#include "schemas/codes/data_code.h"

namespace hub::app {
namespace {

using schemas::json::Object;

struct QualityOptions {
  std::string rule, mode, enterprise, peer, kind, from, to, code;
  std::vector<std::string> parameters;
  std::uint32_t minutes = 0;
  bool learn = false;
};

Result<RuleSetting> placeOf(Cli& cli, const QualityOptions& given) {
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  RuleSetting place;
  place.rule = given.rule;
  place.enterprise = given.enterprise;
  place.peer = peer.value_or(PeerId{});
  place.energyKind = given.kind;
  return place;
}

std::string numberText(double value) {
  std::ostringstream text;
  text.precision(15);
  text << value;
  return text.str();
}

// What counts for the place given; with none, what counts where nothing narrower is set.
Result<Exit> rules(Cli& cli, const QualityOptions& given) {
  HUB_TRY(place, placeOf(cli, given));
  HUB_TRY(store, cli.storage());
  HUB_TRY(settings, inUnit(*store, [](UnitOfWork& work) { return work.quality().settings(); }));
  HUB_TRY(book, quality::RuleBook::of(settings));
  const quality::RuleBook::Scope scope{place.enterprise, place.peer, place.energyKind};
  std::vector<Object> rows;
  for (const quality::RuleInfo& rule : quality::catalogue()) {
    schemas::json::Object parameters;
    std::string words;
    for (const quality::ParameterInfo& one : rule.parameters) {
      const std::string value = numberText(book.parameter(rule.name, one.name, scope));
      parameters.push_back({one.name, schemas::json::Value(schemas::json::Number{value})});
      words += (words.empty() ? "" : " ") + std::string(one.name) + "=" + value;
    }
    Row row;
    row.text("rule", rule.name).number("version", rule.version);
    row.text("mode", nameOf(book.mode(rule.name, scope))).text("default", nameOf(rule.mode));
    row.text("runs", rule.onArrival ? "arrival" : "job");
    if (cli.json)
      row.json("parameters", schemas::json::Value(parameters));
    else
      row.text("parameters", words);
    rows.push_back(row.text("title", rule.title).text("clause", rule.clause).take());
  }
  cli.print(rows);
  return Exit::ok;
}

Row rowOf(const RuleSetting& setting, const std::string& peer) {
  Row row;
  row.text("rule", setting.rule).text("enterprise", setting.enterprise).text("peer", peer);
  row.text("kind", setting.energyKind).text("mode", setting.mode ? nameOf(*setting.mode) : "");
  row.text("parameters", setting.parameters);
  return row;
}

Result<std::string> peerNameOf(UnitOfWork& work, PeerId id) {
  return id == PeerId{} ? Result<std::string>("") : PeerNames(work).of(id);
}

Result<Exit> settings(Cli& cli) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [](UnitOfWork& work) -> Result<std::vector<Object>> {
            HUB_TRY(stored, work.quality().settings());
            std::vector<Object> all;
            for (const RuleSetting& setting : stored) {
              HUB_TRY(peer, peerNameOf(work, setting.peer));
              all.push_back(rowOf(setting, peer).take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> set(Cli& cli, const QualityOptions& given) {
  HUB_TRY(place, placeOf(cli, given));
  HUB_TRY(parameters, parametersIn(given.parameters));
  place.mode = ruleModeNamed(given.mode);
  if (!place.mode && parameters.empty()) {
    cli.say("nenghub: --mode or --parameter is required");
    return Exit::usage;
  }
  HUB_TRY(store, cli.storage());
  HUB_TRY(made, inUnit(*store, [&](UnitOfWork& work) -> Result<RuleSetting> {
            HUB_TRY(stored, work.quality().settings());
            HUB_TRY(merged, mergedSetting(stored, place, parameters));
            HUB_CHECK(work.quality().putSetting(merged));
            const auto words = schemas::json::write(schemas::json::Value(rowOf(merged, given.peer).take()));
            HUB_CHECK(cli.audited(work, "quality_rule_set", merged.rule, words));
            return merged;
          }));
  cli.say("a running node takes it over within half a minute");
  cli.print(rowOf(made, given.peer).take());
  return Exit::ok;
}

Result<void> removeSetting(Cli& cli, UnitOfWork& work, const RuleSetting& place, const std::string& words) {
  HUB_TRY(stored, work.quality().settings());
  const bool isThere = std::any_of(stored.begin(), stored.end(), [&](const RuleSetting& one) {
    return one.rule == place.rule && one.enterprise == place.enterprise && one.peer == place.peer &&
           one.energyKind == place.energyKind;
  });
  if (!isThere) return fail(Failure::missing, {}, "no such setting (nenghub quality settings)");
  HUB_CHECK(work.quality().putSetting(place));
  return cli.audited(work, "quality_rule_unset", place.rule, words);
}

Result<Exit> unset(Cli& cli, const QualityOptions& given) {
  HUB_TRY(place, placeOf(cli, given));
  HUB_TRY(store, cli.storage());
  const auto row = rowOf(place, given.peer).take();
  const auto words = schemas::json::write(schemas::json::Value(row));
  HUB_CHECK(inUnit(*store, [&](UnitOfWork& work) { return removeSetting(cli, work, place, words); }));
  cli.print(row);
  return Exit::ok;
}

Result<Exit> findings(Cli& cli, const QualityOptions& given) {
  HUB_TRY(store, cli.storage());
  const auto from = *schemas::CivilDate::parse(given.from), to = *schemas::CivilDate::parse(given.to);
  HUB_TRY(found, inUnit(*store, [&](UnitOfWork& work) {
            return work.quality().findings(given.enterprise, from, to);
          }));
  std::vector<Object> rows;
  for (const PeriodFinding& one : found) {
    const Finding& finding = one.finding;
    Row row;
    row.text("period", one.period.text()).text("rule", finding.rule).number("version", finding.version);
    row.text("code", finding.code);
    row.json("statType", statTypeOf(finding));
    row.number("count", finding.count).text("evidence", finding.evidence).text("clause", finding.clause);
    rows.push_back(row.time("found", one.found).take());
  }
  cli.print(rows);
  return Exit::ok;
}

Object objectOf(const PointHabit& habit) {
  Row row;
  row.text("enterprise", habit.enterprise).text("code", habit.code);
  row.number("minutes", habit.intervalSeconds / 60).flag("configured", habit.configured);
  row.number("days", habit.days).text("learned", habit.learned.days ? habit.learned.text() : "");
  return row.take();
}

// Without a point: lists what is known. With one: sets its interval, or gives it back to learning.
Result<Exit> interval(Cli& cli, const QualityOptions& given) {
  HUB_TRY(store, cli.storage());
  if (!given.code.empty() && given.minutes == 0 && !given.learn) {
    cli.say("nenghub: --minutes or --learn is required with --code");
    return Exit::usage;
  }
  const auto code = schemas::DataCode::parseOpaque(given.code);
  if (!given.code.empty() && !code) return fail(Failure::malformed, {}, given.code + " is no data code");
  HUB_TRY(habits, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<PointHabit>> {
            HUB_TRY(known, work.quality().habits(given.enterprise));
            if (!code) return known;
            PointHabit habit{.enterprise = given.enterprise, .code = code->canonical()};
            for (const PointHabit& one : known)
              if (one.code == habit.code) habit = one;
            habit.configured = !given.learn;
            habit.intervalSeconds = given.learn ? 0 : given.minutes * 60;
            HUB_CHECK(work.quality().putHabits({habit}));
            HUB_CHECK(cli.audited(work, "quality_interval_set", given.enterprise + " " + habit.code,
                                  given.learn ? "learn" : std::to_string(given.minutes) + " min"));
            return std::vector{habit};
          }));
  std::vector<Object> rows;
  for (const PointHabit& habit : habits) rows.push_back(objectOf(habit));
  cli.print(rows);
  return Exit::ok;
}

std::string isKind(const std::string& text) {
  return text.size() == 6 && text.find_first_not_of("0123456789") == text.npos
             ? ""
             : "an energy kind has six digits: class and type of the data code";
}

void addPlace(CLI::App& command, QualityOptions& given) {
  command.add_option("--enterprise", given.enterprise, "Only this credit code")->check(isCreditCode);
  command.add_option("--peer", given.peer, "Only this peer or device");
  command.add_option("--kind", given.kind, "Only this energy kind, six digits")->check(isKind);
}

void addSettings(Commands& commands, CLI::App& group, const std::shared_ptr<QualityOptions>& given) {
  CLI::App& set_ = commands.add(
      group, "set", "Changes what is given; the narrowest setting counts",
      {"quality set out_of_range --mode quarantine", "quality set jump --parameter factor=8 --kind 023300"},
      [given](Cli& cli) { return set(cli, *given); });
  set_.add_option("rule", given->rule)->required();
  set_.add_option("--mode", given->mode, "off, report or quarantine")
      ->check(CLI::IsMember({"off", "report", "quarantine"}));
  set_.add_option("--parameter", given->parameters, "name=number; repeatable");
  addPlace(set_, *given);
  CLI::App& unset_ = commands.add(group, "unset", "Removes a setting", {"quality unset jump --kind 023300"},
                                  [given](Cli& cli) { return unset(cli, *given); });
  unset_.add_option("rule", given->rule)->required();
  addPlace(unset_, *given);
  commands.add(group, "settings", "All settings that differ from the defaults", {"quality settings"},
               settings);
}

}  // namespace

void addQualityCommands(Commands& commands) {
  auto given = std::make_shared<QualityOptions>();
  CLI::App& group = commands.group("quality", "Verdicts on what arrives, beside the sender's own `valid`");
  addPlace(commands.add(group, "rules", "All rules with mode and parameters as they count",
                        {"quality rules", "quality rules --enterprise 91330000573973053F"},
                        [given](Cli& cli) { return rules(cli, *given); }),
           *given);
  addSettings(commands, group, given);
  CLI::App& findings_ = commands.add(
      group, "findings", "What jobs found in what is stored; batch show has what was found on arrival",
      {"quality findings --enterprise 91330000573973053F --from 2026-11-01 --to 2026-11-30"},
      [given](Cli& cli) { return findings(cli, *given); });
  findings_.add_option("--enterprise", given->enterprise, "Credit code")->required()->check(isCreditCode);
  findings_.add_option("--from", given->from, "First period, yyyy-MM-dd")->required()->check(isDate);
  findings_.add_option("--to", given->to, "Last period, yyyy-MM-dd")->required()->check(isDate);
  CLI::App& interval_ = commands.add(
      group, "interval", "How often real-time points report: learned, or set here",
      {"quality interval --enterprise 91330000573973053F",
       "quality interval --enterprise 91330000573973053F --code 04-01-00-00-040200-30 --minutes 15"},
      [given](Cli& cli) { return interval(cli, *given); });
  interval_.add_option("--enterprise", given->enterprise, "Credit code")->required()->check(isCreditCode);
  interval_.add_option("--code", given->code, "Data code, in any of its shapes");
  interval_.add_option("--minutes", given->minutes, "15, 30 or 60")->check(CLI::IsMember({15u, 30u, 60u}));
  interval_.add_flag("--learn", given->learn, "Learns it again")->excludes("--minutes");
}

}  // namespace hub::app
