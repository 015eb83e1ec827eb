#include "hub/app/cli.h"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "hub/app/commands/commands.h"
#include "hub/app/given_value.h"
#include "jobs/quality_settings.h"
#include "schemas/codes/code.h"

namespace hub::app {
namespace {

Exit exitOf(const Error& error) {
  switch (error.failure) {
    case Failure::missing:
      return Exit::notFound;
    case Failure::busy:
    case Failure::leaseLost:
      return Exit::conflict;
    case Failure::malformed:
    case Failure::notPermitted:
    case Failure::tooLarge:
    case Failure::internal:
    case Failure::database:
    case Failure::retryable:
    case Failure::unreachable:
      return Exit::failure;
  }
  return Exit::failure;
}

std::string wordsOf(const Error& error) {
  if (error.detail.empty()) return error.cause.empty() ? "failed" : error.cause;
  return error.cause.empty() ? error.detail : error.detail + " (" + error.cause + ")";
}

int run(Cli& cli, const Action& action) {
  const Result<Exit> outcome = action(cli);
  if (outcome) return static_cast<int>(*outcome);
  cli.say("nenghub: " + wordsOf(outcome.error()));
  return static_cast<int>(exitOf(outcome.error()));
}

}  // namespace

Result<const Config*> Cli::config() {
  if (!config_) {
    HUB_TRY(read, readConfig(configFile, environmentOfProcess()));
    config_ = std::make_unique<Config>(read);
  }
  return config_.get();
}

Result<mysql::MySqlStorage*> Cli::storage() {
  if (!storage_) {
    HUB_TRY(settings, config());
    mysql::DatabaseSettings database = settings->database;
    database.poolSize = 2;
    HUB_TRY(opened, mysql::MySqlStorage::open(database, crypto_));
    storage_ = std::move(opened);
  }
  return storage_.get();
}

Result<exchange::Surroundings> Cli::surroundings() {
  HUB_TRY(settings, config());
  HUB_TRY(store, storage());
  if (!log_) {
    log_ = std::make_unique<Log>(settings->logForm, settings->node.name);
    if (const auto taken = jobs::QualitySettings(*store, rules_).runOnce({clock_.now()}); !taken)
      say("nenghub: quality rules with their defaults: " + wordsOf(taken.error()));
  }
  return exchange::Surroundings{*store, clock_, crypto_, *log_, settings->node, &rules_};
}

Result<delivery::Surroundings> Cli::outward() {
  HUB_TRY(within, surroundings());
  if (!partner_) {
    const ClientConfig& client = config_->client;
    partner_ = std::make_unique<partners::CurlPartner>(
        partners::CurlPartnerSettings{.certificateFile = client.certFile,
                                      .keyFile = client.keyFile,
                                      .caFile = client.caFile,
                                      .proxy = client.proxy});
  }
  return delivery::Surroundings{within.storage, *partner_,  within.clock,
                                within.crypto,  within.log, within.node};
}

Result<Peer> Cli::peer(const std::string& name) {
  HUB_TRY(store, storage());
  HUB_TRY(found, inUnit(*store, [&](UnitOfWork& work) { return work.peers().findByName(name); }));
  if (!found) return fail(Failure::missing, {}, "no peer " + name + " (nenghub peer list)");
  return *found;
}

Result<Peer> Cli::upstream(const std::string& name) {
  if (!name.empty()) return peer(name);
  HUB_TRY(store, storage());
  HUB_TRY(peers, inUnit(*store, [](UnitOfWork& work) { return work.peers().upstreams(); }));
  if (peers.size() == 1) return peers.front();
  return fail(Failure::missing, {},
              peers.empty() ? "no node above (nenghub peer add NAME --upstream …)"
                            : "several nodes above: say which with --peer");
}

Result<void> Cli::audited(UnitOfWork& work, const std::string& act, const std::string& object,
                          const std::string& detail) {
  return work.audit().append({clock_.now(), actor(), act, object, "ok", detail});
}

std::string Cli::actor() {
  const char* sudo = std::getenv("SUDO_USER");
  const passwd* account = getpwuid(getuid());
  return std::string("cli:") + (sudo ? sudo : account ? account->pw_name : "unknown");
}

void Cli::print(const std::vector<schemas::json::Object>& rows) const {
  if (!json) {
    if (rows.empty()) say("none");
    return printRaw(tableOf(rows));
  }
  schemas::json::Array items;
  for (const auto& row : rows) items.emplace_back(row);
  printRaw(schemas::json::write(schemas::json::Value(std::move(items))) + "\n");
}

void Cli::print(const schemas::json::Object& record) const {
  printRaw(json ? schemas::json::write(schemas::json::Value(record)) + "\n" : recordOf(record));
}

void Cli::printRaw(std::string_view text) const { std::cout << text << std::flush; }
void Cli::say(std::string_view text) const { std::cerr << text << std::endl; }

CLI::App& Commands::group(const std::string& name, const std::string& help) {
  CLI::App* made = app_.add_subcommand(name, help);
  made->require_subcommand(1);
  made->fallthrough();
  return *made;
}

CLI::App& Commands::add(CLI::App& parent, const std::string& name, const std::string& help,
                        const std::vector<std::string>& examples, Action action) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->fallthrough();
  std::string footer = "Examples:";
  for (const std::string& example : examples) footer += "\n  nenghub " + example;
  command->footer(footer);
  command->callback([this, action = std::move(action)] { chosen_ = action; });
  return *command;
}

int runProgram(int argc, char** argv) {
  CLI::App app("nenghub: data exchange of cities, provinces and the nation for key energy users", "nenghub");
  Cli cli;
  Commands commands(app);
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("nenghub ") + kVersion);
  app.add_option("--config", cli.configFile, "Configuration file")
      ->envname("NENGHUB_CONFIG")
      ->default_str("nenghub.toml");
  app.add_flag("--json", cli.json, "Data on standard output as JSON");
  app.footer("Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 conflict, 5 findings");
  cli.configFile = "nenghub.toml";
  addAllCommands(commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? static_cast<int>(Exit::ok) : static_cast<int>(Exit::usage);
  }
  return run(cli, commands.chosen());
}

Result<std::string> contentOf(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (std::filesystem::is_directory(file) || !stream || !(text << stream.rdbuf()))
    return fail(Failure::missing, {}, file + ": cannot be read: " + std::strerror(errno));
  return text.str();
}

Result<void> writePrivately(const std::string& file, std::string_view content) {
  const std::string fresh = file + ".new";
  const auto failed = [&](const char* step) {
    return fail(Failure::internal, {}, fresh + ": " + step + ": " + std::strerror(errno));
  };
  ::unlink(fresh.c_str());
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("open");
  const ssize_t written = ::write(descriptor, content.data(), content.size());
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (written != static_cast<ssize_t>(content.size()) || !synced) return failed("write");
  if (::rename(fresh.c_str(), file.c_str()) != 0) return failed("rename");
  return {};
}

std::string isDate(const std::string& text) {
  return schemas::CivilDate::parse(text) ? "" : "a date is yyyy-MM-dd";
}
std::string isRegion(const std::string& text) {
  return schemas::RegionRule::accepts(text) ? "" : "a region has six digits";
}
std::string isTimeOfDay(const std::string& text) {
  return timeOfDayIn(text) ? "" : "a time of day is HH:mm:ss";
}
std::string isCreditCode(const std::string& text) {
  return schemas::CreditRule::accepts(text) ? ""
                                            : "a credit code has 18 characters, the last a check character";
}

}  // namespace hub::app
