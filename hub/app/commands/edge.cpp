// edge config, cert fingerprint.
#include <filesystem>

#include "adapters/crypto/certificate.h"
#include "adapters/http/installation_secret.h"
#include "hub/app/commands/commands.h"
#include "hub/app/edge_settings.h"

namespace hub::app {
namespace {

namespace fs = std::filesystem;

Result<void> directoryFor(const fs::path& directory) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) return fail(Failure::internal, {}, directory.string() + ": " + failed.message());
  return {};
}

// Made once: the hub and the edge of one installation share it.
Result<std::string> secretOf(Cli& cli, const std::string& file) {
  if (!fs::exists(file)) {
    HUB_CHECK(directoryFor(fs::path(file).parent_path()));
    HUB_CHECK(writePrivately(file, cli.crypto().randomHex(32) + "\n"));
    cli.say("made the edge secret " + file);
  }
  HUB_TRY(text, contentOf(file));
  const std::string secret = text.substr(0, text.find_first_of("\r\n"));
  if (!http::isUsableSecret(secret))
    return fail(Failure::malformed, {}, file + ": at least 32 characters of A-Z a-z 0-9 - _");
  return secret;
}

Result<Exit> writeEdge(Cli& cli) {
  HUB_TRY(config, cli.config());
  HUB_CHECK(directoryFor(config->edge.directory));
  HUB_TRY(secret, secretOf(cli, config->edge.secretFile));
  HUB_TRY(text, http::edgeConfig(edgeSettings(*config, secret)));
  const std::string file = config->edge.directory + "/nginx.conf";
  HUB_CHECK(writePrivately(file, text));
  const auto& device = config->device;
  cli.print(Row()
                .text("file", file)
                .text("listen", config->edge.listen.text())
                .text("device", device.listen ? device.listen->text() : "")
                .text("legacy", device.legacyListen ? device.legacyListen->text() : "")
                .take());
  if (device.legacyListen)
    cli.say("nenghub: device.legacy_listen speaks TLS 1.0 and 1.1, which anybody on the way may break");
  cli.say("start it with: nginx -p " + config->edge.directory + " -e " + config->edge.directory +
          "/error.log -c " + file);
  return Exit::ok;
}

Result<Exit> fingerprint(Cli& cli, const std::string& file) {
  HUB_TRY(pem, contentOf(file));
  const auto facts = crypto::certificateIn(pem);
  if (!facts) return fail(Failure::malformed, {}, file + ": " + facts.error().cause);
  if (!cli.json) {
    cli.printRaw(facts->sha256 + "\n");
    return Exit::ok;
  }
  cli.print(Row()
                .text("sha256", facts->sha256)
                .text("subject", facts->subject)
                .text("issuer", facts->issuer)
                .time("notBefore", facts->notBefore)
                .time("notAfter", facts->notAfter)
                .take());
  return Exit::ok;
}

}  // namespace

void addEdgeCommands(Commands& commands) {
  commands.add(commands.group("edge", "The nginx in front of the hub"), "config",
               "Writes nginx.conf, and the edge secret when there is none",
               {"--config node.toml edge config"}, writeEdge);
  auto file = std::make_shared<std::string>();
  commands
      .add(commands.group("cert", "Certificate files"), "fingerprint",
           "SHA-256 of the leaf, as a peer row holds it", {"cert fingerprint nantong.crt"},
           [file](Cli& cli) { return fingerprint(cli, *file); })
      .add_option("file", *file, "PEM")
      ->required();
}

}  // namespace hub::app
