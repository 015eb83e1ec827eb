// register, version-check, sync base-data|config, download config|energy: questions to the node above.
#include "hub/app/commands/commands.h"
#include "hub/delivery/g_client.h"
#include "hub/delivery/n_client.h"
#include "schemas/declare/write.h"

namespace hub::app {
namespace {

struct AskOptions {
  std::string peer, enterprise, date;
  int statType = 1;
};

Row rowOf(const DictionaryChange& change) {
  Row row;
  row.number("version", static_cast<std::uint64_t>(change.version)).number("added", change.added);
  row.number("changed", change.changed).number("ended", change.ended).number("unchanged", change.unchanged);
  return row;
}

schemas::json::Value valueOf(const std::optional<DictionaryChange>& change) {
  return change ? schemas::json::Value(rowOf(*change).take()) : schemas::json::Value();
}

Result<Exit> registerThere(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(around, cli.outward());
  HUB_TRY(registration, delivery::NClient(around).registerWith(peer));
  HUB_TRY(store, cli.storage());
  HUB_CHECK(inUnit(*store, [&](UnitOfWork& work) {
    return cli.audited(work, "registered", peer.name, registration.provinceId);
  }));
  Row row;
  row.text("peer", peer.name)
      .text("provinceId", registration.provinceId)
      .time("registered", registration.registeredAt);
  for (const Service service : kServices)
    if (const auto url = registration.urls.find(service); url != registration.urls.end())
      row.text(pathOf(service).data() + 1, url->second);
  cli.print(row.take());
  return Exit::ok;
}

Result<Exit> checkVersions(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(around, cli.outward());
  HUB_TRY(checked, delivery::NClient(around).checkVersions(peer));
  cli.print(Row()
                .text("peer", peer.name)
                .text("regVersion", checked.regVersion)
                .text("dicVersion", checked.dicVersion)
                .flag("registeredAgain", checked.registeredAgain)
                .json("dictionary", valueOf(checked.dictionary))
                .take());
  return Exit::ok;
}

// By G where the peer has an address for it, else by N.
Result<Exit> syncBaseData(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(around, cli.outward());
  if (peer.gUrl.empty()) {
    HUB_TRY(change, delivery::NClient(around).downloadBaseData(peer));
    cli.print(rowOf(change).take());
    return Exit::ok;
  }
  HUB_TRY(synced, delivery::GClient(around).syncBaseData(peer));
  cli.print(
      Row().json("dictionary", valueOf(synced.dictionary)).number("enterprises", synced.enterprises).take());
  return Exit::ok;
}

Result<Exit> syncConfig(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(around, cli.outward());
  HUB_TRY(synced, delivery::GClient(around).syncConfig(peer));
  cli.print(Row()
                .number("enterprises", synced.enterprises)
                .number("changed", synced.changed)
                .number("unreadable", synced.unreadable)
                .take());
  return synced.unreadable == 0 ? Exit::ok : Exit::findings;
}

Result<schemas::CreditCode> creditCode(const std::string& text) {
  const auto code = schemas::CreditCode::parse(text);
  if (!code) return fail(Failure::malformed, {}, text + " is no credit code");
  return *code;
}

Result<Exit> downloadConfig(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(code, creditCode(given.enterprise));
  HUB_TRY(around, cli.outward());
  HUB_TRY(reply, delivery::NClient(around).downloadConfig(peer, code));
  cli.printRaw(schemas::write(reply) + "\n");
  return Exit::ok;
}

Result<Exit> downloadEnergy(Cli& cli, const AskOptions& given) {
  HUB_TRY(peer, cli.upstream(given.peer));
  HUB_TRY(code, creditCode(given.enterprise));
  HUB_TRY(around, cli.outward());
  const auto day = *schemas::CivilDate::parse(given.date);
  const auto statType = static_cast<schemas::StatType>(given.statType);
  HUB_TRY(reply, delivery::NClient(around).downloadEnergy(peer, code, statType, day));
  cli.printRaw(schemas::write(reply) + "\n");
  return Exit::ok;
}

}  // namespace

void addUpstreamCommands(Commands& commands) {
  auto given = std::make_shared<AskOptions>();
  const auto bound = [&](CLI::App& parent, const char* name, const char* help,
                         std::vector<std::string> examples,
                         Result<Exit> (*run)(Cli&, const AskOptions&)) -> CLI::App& {
    CLI::App& command =
        commands.add(parent, name, help, examples, [=](Cli& cli) { return run(cli, *given); });
    command.add_option("--peer", given->peer, "Name; default the only node above");
    return command;
  };
  bound(commands.program(), "register", "Registers with the node above (8.3)",
        {"register", "register --peer province"}, registerThere);
  bound(commands.program(), "version-check", "Asks for its versions and follows them up (8.5)",
        {"version-check"}, checkVersions);
  CLI::App& sync = commands.group("sync", "Takes over what the node above holds");
  bound(sync, "base-data", "The base dictionary (7.3, or 8.4 where the peer has no G address)",
        {"sync base-data --peer national"}, syncBaseData);
  bound(sync, "config", "Configurations of enterprises (7.4)", {"sync config --peer national"}, syncConfig);
  CLI::App& download = commands.group("download", "Shows what the node above holds, as JSON");
  bound(download, "config", "Configuration of an enterprise (8.9)",
        {"download config --enterprise 91330000573973053F"}, downloadConfig)
      .add_option("--enterprise", given->enterprise, "Credit code")
      ->required();
  CLI::App& energy = bound(
      download, "energy", "Values of an enterprise on a day (8.10)",
      {"download energy --enterprise 91330000573973053F --date 2026-11-18 --stat-type 0"}, downloadEnergy);
  energy.add_option("--enterprise", given->enterprise, "Credit code")->required();
  energy.add_option("--date", given->date, "yyyy-MM-dd")->check(isDate)->required();
  energy.add_option("--stat-type", given->statType, "0 real time, 1 day, 2 month, 3 year")
      ->check(CLI::Range(0, 3))
      ->capture_default_str();
}

}  // namespace hub::app
