// serve, migrate, check-config.
#include "hub/app/app.h"
#include "hub/app/commands/commands.h"

namespace hub::app {
namespace {

Result<Exit> migrate(Cli& cli) {
  HUB_TRY(config, cli.config());
  HUB_TRY(report, mysql::migrate(config->database, cli.crypto()));
  cli.print(
      Row().number("from", report.from).number("to", report.to).texts("applied", report.applied).take());
  return Exit::ok;
}

Result<Exit> checkConfig(Cli& cli) {
  HUB_TRY(config, cli.config());
  cli.print(Row()
                .text("node", config->node.name)
                .text("role", nameOf(config->node.role))
                .text("region", config->node.region)
                .text("wireUrl", config->node.wireUrl)
                .text("http", config->http.listen.text())
                .text("metrics", config->metrics.text())
                .text("edge", config->edge.listen.text())
                .text("device", config->device.listen ? config->device.listen->text() : "")
                .text("deviceUrl", config->node.deviceUrl)
                .text("schema", config->database.schema)
                .take());
  return Exit::ok;
}

Result<Exit> serve(Cli& cli) {
  HUB_TRY(config, cli.config());
  HUB_CHECK(App::run(*config));
  return Exit::ok;
}

}  // namespace

void addServeCommands(Commands& commands) {
  commands.add(commands.program(), "serve", "Runs the node until SIGTERM or SIGINT",
               {"--config node.toml serve"}, serve);
  commands.add(commands.program(), "migrate", "Makes or updates the database; safe to repeat",
               {"--config node.toml migrate"}, migrate);
  commands.add(commands.program(), "check-config", "Reads the configuration and says what is wrong with it",
               {"--config node.toml check-config", "--config node.toml --json check-config"}, checkConfig);
}

}  // namespace hub::app
