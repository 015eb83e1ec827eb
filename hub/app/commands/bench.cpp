// bench: load on one endpoint, over mutual TLS, and what it took.
#include <sys/resource.h>

#include <sstream>

#include "adapters/partners/load_client.h"
#include "hub/app/commands/commands.h"
#include "hub/app/load_figures.h"
#include "hub/simulate/load_bodies.h"

namespace hub::app {
namespace {

constexpr const char* kDocumentIdentity = "0ef6ecea08bf84c7b639c3e9b84ed546";
constexpr int kConnectionsMax = 4096;
constexpr std::uint64_t kRequestsMax = 10'000'000;
constexpr int kSecondsMax = 3600;
// Prepared daily bodies for a run that ends by the clock; about 100 M values before enterprises share them.
constexpr std::uint64_t kRequestsGuess = 5000;

struct BenchOptions {
  std::string url;
  partners::LoadClientSettings client;
  std::string identity = kDocumentIdentity, enterprise, profile = "platform", shape = "daily", day;
  std::string bodiesFile;
  int items = 200, corrected = 1000;
  std::uint64_t requests = 0, first = 0, enterprises = 0, seed = 1;
  int seconds = 0;
  bool isOutsideMeant = false;
};

Result<partners::LoadTarget> targetOf(const BenchOptions& given) {
  HUB_TRY(target, partners::loadTargetOf(given.url));
  if (!target.isInside && !given.isOutsideMeant)
    return fail(Failure::notPermitted, {},
                target.authority +
                    " is neither loopback nor private; load on other people's machines needs "
                    "--i-know-what-i-do");
  return target;
}

simulate::LoadShape shapeOf(const BenchOptions& given, const Clock& clock) {
  const auto yesterday = clock.civilNow().date().plusDays(-1);
  return {.isDevice = given.profile == "device",
          .isDaily = given.shape == "daily",
          .identity = given.identity,
          .enterprise = given.enterprise,
          .day = given.day.empty() ? yesterday : *schemas::CivilDate::parse(given.day),
          .items = given.items,
          .firstEnterprise = given.first,
          .enterprises = given.enterprises,
          .seed = given.seed,
          .corrected = given.corrected};
}

double processorSeconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// The body of request n; nothing when there is none.
using BodyOf = std::function<std::optional<partners::LoadBody>(std::uint64_t)>;

struct Bodies {
  BodyOf of;
  int valuesEach = 0;
};

Bodies madeUp(const BenchOptions& given, const Clock& clock) {
  auto made = std::make_shared<simulate::LoadBodies>(shapeOf(given, clock));
  made->prepare(given.requests == 0 ? kRequestsGuess : given.requests);
  const BodyOf of = [made](std::uint64_t n) -> std::optional<partners::LoadBody> {
    auto records = made->records(n);
    if (!records) return std::nullopt;
    return partners::LoadBody{made->head(n), std::move(records)};
  };
  return {of, made->recordsPerRequest()};
}

Result<Bodies> fromFile(const std::string& file) {
  HUB_TRY(text, contentOf(file));
  auto lines = std::make_shared<std::vector<std::string>>();
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) lines->push_back(line);
  if (lines->empty()) return fail(Failure::missing, {}, file + ": no request body in it");
  return Bodies{[lines](std::uint64_t n) {
                  return partners::LoadBody{(*lines)[n % lines->size()], nullptr};
                },
                0};
}

Result<Bodies> bodiesOf(const BenchOptions& given, const Clock& clock) {
  if (given.bodiesFile.empty()) return madeUp(given, clock);
  return fromFile(given.bodiesFile);
}

Result<Exit> run(Cli& cli, const BenchOptions& given) {
  using Time = std::chrono::steady_clock;
  HUB_TRY(target, targetOf(given));
  HUB_TRY(client, partners::LoadClient::make(target, given.client));
  HUB_TRY(bodies, bodiesOf(given, cli.clock()));
  const std::uint64_t requests = given.requests == 0 ? kRequestsMax : given.requests;
  const auto end =
      given.seconds == 0 ? Time::time_point::max() : Time::now() + std::chrono::seconds(given.seconds);
  std::uint64_t asked = 0;
  LoadFigures figures;
  const auto next = [&] {
    const bool isOver = asked == requests || Time::now() >= end;
    return isOver ? std::nullopt : bodies.of(asked++);
  };
  const double before = processorSeconds();
  HUB_TRY(took, client->run(next, [&](const partners::LoadAnswer& answer) { figures.add(answer); }));
  cli.print(loadRow(figures, {took, processorSeconds() - before, bodies.valuesEach}));
  return figures.accepted() == figures.answers() ? Exit::ok : Exit::findings;
}

void addTargetOptions(CLI::App& command, BenchOptions& given) {
  command.add_option("--url", given.url, "Whole address, e.g. https://127.0.0.1:28443/uploadEnergyData")
      ->required();
  command.add_option("--ca", given.client.caFile, "Authorities the server's certificate must come from")
      ->check(CLI::ExistingFile)
      ->required();
  CLI::Option* certificate =
      command.add_option("--cert", given.client.certificateFile)->check(CLI::ExistingFile);
  CLI::Option* key = command.add_option("--key", given.client.keyFile)->check(CLI::ExistingFile);
  certificate->needs(key);
  key->needs(certificate);
  command.add_flag("--i-know-what-i-do", given.isOutsideMeant, "Also addresses that are not private");
}

void addBodyOptions(CLI::App& command, BenchOptions& given) {
  command.add_option("--id", given.identity, "provinceId or deviceId")->capture_default_str();
  command.add_option("--profile", given.profile)
      ->check(CLI::IsMember({"platform", "device"}))
      ->capture_default_str();
  command.add_option("--shape", given.shape, "A day of all items in each request, or one record")
      ->check(CLI::IsMember({"daily", "single"}))
      ->capture_default_str();
  command.add_option("--items", given.items, "Data codes of an enterprise")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--day", given.day, "yyyy-MM-dd; yesterday when not given")->check(isDate);
  command.add_option("--first", given.first, "Number of the first made-up enterprise")
      ->check(CLI::Range(0, 999'999'999));
  CLI::Option* several =
      command.add_option("--enterprises", given.enterprises,
                         "So many in turn; each turn sends the day before, or the next slot");
  command.add_option("--enterprise", given.enterprise, "One real credit code for all requests")
      ->check([](const std::string& text) {
        return schemas::CreditRule::accepts(text) ? std::string() : schemas::CreditRule::kRule;
      })
      ->excludes(several);
  command.add_option("--seed", given.seed, "Equal seeds make equal values; a greater one is a later upload")
      ->capture_default_str();
  command.add_option("--corrected", given.corrected, "Of 1000 values so many differ from those of seed 1")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command.add_option("--bodies", given.bodiesFile, "Request bodies instead, one a line, in turn")
      ->check(CLI::ExistingFile);
}

void addSizeOptions(CLI::App& command, BenchOptions& given) {
  command.add_option("--connections", given.client.connections)
      ->check(CLI::Range(1, kConnectionsMax))
      ->capture_default_str();
  CLI::Option_group* size = command.add_option_group("Size");
  size->add_option("--requests", given.requests)->check(CLI::Range(std::uint64_t{1}, kRequestsMax));
  size->add_option("--seconds", given.seconds)->check(CLI::Range(1, kSecondsMax));
  size->require_option(1, 2);
  command.add_flag("--reconnect", given.client.reconnect, "A new TLS connection for each request");
}

}  // namespace

void addBenchCommands(Commands& commands) {
  auto given = std::make_shared<BenchOptions>();
  CLI::App& command =
      commands.add(commands.program(), "bench", "Load on an endpoint of a node, over mutual TLS",
                   {"bench --url https://127.0.0.1:28443/uploadEnergyData --ca ca.crt --cert city.crt --key "
                    "city.key --requests 50",
                    "bench --url https://127.0.0.1:28443/uploadEnergyData --ca ca.crt --cert city.crt --key "
                    "city.key --shape single "
                    "--connections 64 --seconds 10"},
                   [given](Cli& cli) { return run(cli, *given); });
  addTargetOptions(command, *given);
  addBodyOptions(command, *given);
  addSizeOptions(command, *given);
}

}  // namespace hub::app
