// enterprise list|show.
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "schemas/declare/write.h"
#include "schemas/json/parse.h"

namespace hub::app {
namespace {

Result<Exit> list(Cli& cli, const std::string& peerName) {
  std::optional<PeerId> owner;
  if (peerName == "local") {
    owner = PeerId{};
  } else if (!peerName.empty()) {
    HUB_TRY(peer, cli.peer(peerName));
    owner = peer.id;
  }
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<schemas::json::Object>> {
            PeerNames names(work);
            HUB_TRY(found, work.enterprises().list(owner));
            std::vector<schemas::json::Object> all;
            for (const EnterpriseSummary& one : found) {
              HUB_TRY(name, names.of(one.owner));
              Row row;
              row.text("code", one.code).text("name", one.name).text("region", one.regionCode);
              row.text("industry", one.industryCode).text("owner", name).flag("provisional", one.provisional);
              all.push_back(row.take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

template <class M>
schemas::json::Value asJson(const M& message) {
  const auto parsed = schemas::json::parse(schemas::write(message), true);
  return parsed ? parsed->root : schemas::json::Value();
}

Result<Exit> show(Cli& cli, const std::string& code) {
  HUB_TRY(store, cli.storage());
  std::optional<EnterpriseConfig> config;
  std::vector<schemas::MeteringInstrument> instruments;
  HUB_TRY(head, inUnit(*store, [&](UnitOfWork& work) -> Result<std::optional<EnterpriseHead>> {
            HUB_TRY(found, work.enterprises().config(code));
            HUB_TRY(meters, work.enterprises().instruments(code));
            config = found;
            instruments = meters;
            return work.enterprises().head(code);
          }));
  if (!head) return fail(Failure::missing, {}, "no enterprise " + code);
  Row row;
  row.text("code", code).flag("provisional", head->provisional);
  if (config) {
    row.text("name", config->enterprise.name).text("received", config->received.text());
    row.number("collectItems", config->collectItems.size());
  }
  row.number("instruments", instruments.size());
  if (cli.json && config) row.json("enterprise", asJson(config->enterprise));
  cli.print(row.take());
  return Exit::ok;
}

}  // namespace

void addEnterpriseCommands(Commands& commands) {
  CLI::App& group = commands.group("enterprise", "Key energy users known here");
  auto peer = std::make_shared<std::string>();
  auto code = std::make_shared<std::string>();
  commands
      .add(group, "list", "All, or those one peer reports",
           {"enterprise list", "enterprise list --peer nantong"},
           [peer](Cli& cli) { return list(cli, *peer); })
      .add_option("--peer", *peer, "Name of a peer, or local");
  commands
      .add(group, "show", "Configuration and instruments in force", {"enterprise show 91330000573973053F"},
           [code](Cli& cli) { return show(cli, *code); })
      .add_option("code", *code)
      ->required();
}

}  // namespace hub::app
