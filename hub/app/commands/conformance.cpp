// conformance: plays a platform, a device or a node against another platform and says what conforms; explains
// request files.
#include <algorithm>

#include "adapters/partners/curl_partner.h"
#include "hub/app/commands/commands.h"
#include "hub/conformance/explain.h"
#include "hub/conformance/report_text.h"

namespace hub::app {
namespace {

struct ConformanceOptions {
  conformance::Target target;
  std::string role = "city", day, clause;
  std::string certificate, key, authority;
  bool dryRun = false;
  std::string explainFile;
  std::string message, profile = "auto";
};

using Profile = conformance::ExplainOptions::Profile;

Result<Exit> explain(Cli& cli, const ConformanceOptions& given) {
  if (!given.message.empty() && !conformance::kindNamed(given.message))
    return fail(Failure::missing, {}, "no message " + given.message + " (see --help)");
  HUB_TRY(bytes, contentOf(given.explainFile));
  const Profile profile = given.profile == "device"     ? Profile::device
                          : given.profile == "platform" ? Profile::platform
                                                        : Profile::byContent;
  const auto explanation = conformance::explain(bytes, {given.message, profile});
  if (cli.json)
    cli.print(conformance::explanationJson(explanation));
  else
    cli.printRaw(conformance::explanationText(explanation));
  return explanation.code == "0" ? Exit::ok : Exit::findings;
}

std::string trimmedAddress(std::string address) {
  while (address.ends_with('/')) address.pop_back();
  return address;
}

Result<conformance::Target> targetOf(const Cli& cli, const ConformanceOptions& given) {
  conformance::Target target = given.target;
  target.role = *roleNamed(given.role);
  target.url = trimmedAddress(target.url);
  if (target.role == Role::national && target.gUrl.empty())
    return fail(Failure::malformed, {}, "role national speaks G only: give --g-url");
  if (!target.gUrl.empty() && target.restcode.empty())
    return fail(Failure::malformed, {}, "--g-url needs --restcode");
  if (target.enterprise.empty()) target.enterprise = conformance::madeUpEnterprise(target.region);
  if (!schemas::CreditRule::accepts(target.enterprise))
    return fail(Failure::malformed, {}, "--enterprise: wrong check character or length");
  target.day =
      given.day.empty() ? cli.clock().civilNow().date().plusDays(-1) : *schemas::CivilDate::parse(given.day);
  return target;
}

// What is not given is what this node itself uses towards the node above.
Result<partners::CurlPartnerSettings> identityOf(Cli& cli, const ConformanceOptions& given) {
  partners::CurlPartnerSettings settings{given.certificate, given.key, given.authority, {}};
  const bool isAnonymousDevice = given.role == "device" && given.certificate.empty();
  if (!settings.caFile.empty() &&
      (isAnonymousDevice || (!settings.certificateFile.empty() && !settings.keyFile.empty())))
    return settings;
  HUB_TRY(config, cli.config());
  const ClientConfig& client = config->client;
  if (settings.caFile.empty()) settings.caFile = client.caFile;
  if (settings.certificateFile.empty() && !isAnonymousDevice) {
    settings.certificateFile = client.certFile;
    settings.keyFile = client.keyFile;
  }
  settings.proxy = client.proxy;
  return settings;
}

Result<Exit> test(Cli& cli, const ConformanceOptions& given) {
  HUB_TRY(target, targetOf(cli, given));
  const conformance::Checks checks = conformance::checksFor(target);
  const auto asked = std::count_if(checks.begin(), checks.end(), [&](const conformance::Check& check) {
    return conformance::isAbout(check, given.clause);
  });
  if (asked == 0) return fail(Failure::missing, {}, "no check is about " + given.clause + " (see --dry-run)");
  if (given.dryRun) {
    if (cli.json)
      cli.print(conformance::planJson(target, checks, given.clause));
    else
      cli.printRaw(conformance::planText(target, checks, given.clause));
    return Exit::ok;
  }
  HUB_TRY(identity, identityOf(cli, given));
  cli.say(conformance::introduction(target, checks, given.clause));
  partners::CurlPartner partner(identity);
  partners::CurlPartner stranger({{}, {}, identity.caFile, identity.proxy});
  conformance::Session session({partner, &stranger, cli.clock(), cli.crypto()}, target);
  int done = 0;
  const auto told = [&](const conformance::Finding&) {
    constexpr int kOften = 25;
    if (++done % kOften == 0) cli.say("已完成" + std::to_string(done) + "项");
  };
  const conformance::Report report = conformance::run(session, checks, given.clause, told);
  const auto unjudgeable = conformance::unjudgeableFor(target);
  if (cli.json)
    cli.print(conformance::reportJson(target, report, unjudgeable));
  else
    cli.printRaw(conformance::reportText(target, report, unjudgeable));
  if (!report.stopped.empty()) return Exit::failure;
  return report.conforms() ? Exit::ok : Exit::findings;
}

Result<Exit> run(Cli& cli, const ConformanceOptions& given) {
  if (!given.explainFile.empty()) return explain(cli, given);
  if (given.target.url.empty() || given.target.region.empty())
    return fail(Failure::malformed, {}, "give --target and --region, or --explain FILE");
  return test(cli, given);
}

void addTargetOptions(CLI::App& command, ConformanceOptions& given) {
  conformance::Target& target = given.target;
  command.add_option("--target", target.url, "https://host:port of the platform");
  command
      .add_option("--role", given.role,
                  "Whom to play: city and province call by N (and by G with --g-url), device by the "
                  "device profile, national by G")
      ->check(CLI::IsMember({"city", "province", "device", "national"}))
      ->capture_default_str();
  command.add_option("--register-url", target.registerUrl, "Address of registration, when it is another");
  command.add_option("--g-url", target.gUrl, "Address of the G messages, e.g. https://host:port/necc");
  command.add_option("--restcode", target.restcode, "Channel code of G");
  command.add_option("--province-code", target.provinceCode, "Province code in logsign; default: the region");
  command.add_option("--region", target.region, "Region that the certificate is bound to")->check(isRegion);
  command.add_option("--province-id", target.provinceId, "What registration should give");
  command.add_option("--enterprise", target.enterprise,
                     "Unified social credit code of all test data; default: made up");
  command.add_option("--day", given.day, "Day of the test values; default: yesterday")->check(isDate);
  command.add_option("--max-requests", target.requestsMax)->check(CLI::Range(1, 5000))->capture_default_str();
  command.add_flag("--read-only", target.readOnly, "Send nothing that could be stored");
}

}  // namespace

void addConformanceCommands(Commands& commands) {
  auto given = std::make_shared<ConformanceOptions>();
  CLI::App& command = commands.add(
      commands.program(), "conformance",
      "Tests another platform clause by clause, or explains a request file",
      {"conformance --target https://10.0.0.1:8443 --region 320600 --cert c.crt --key c.key --ca ca.crt",
       "conformance --target https://10.0.0.1:8443 --region 320600 --dry-run",
       "conformance --target https://10.0.0.1:8445 --role device --region 320600 --enterprise CODE --ca "
       "ca.crt",
       "conformance --explain body.json",
       "--json conformance --explain body.json --message uploadEnergyData"},
      [given](Cli& cli) { return run(cli, *given); });
  addTargetOptions(command, *given);
  command.add_option("--cert", given->certificate,
                     "Client certificate (PEM); default: [client] of the configuration");
  command.add_option("--key", given->key, "Its private key");
  command.add_option("--ca", given->authority, "Authority of the platform's certificate");
  command.add_option("--clause", given->clause, "Only what is about this clause, e.g. N-8.8 or OQ-19");
  command.add_flag("--dry-run", given->dryRun, "List the checks and what they would store; send nothing");
  command.add_option("--explain", given->explainFile, "A request body: what is wrong with it, offline");
  command.add_option("--message", given->message, "With --explain: which message it is meant to be");
  command.add_option("--profile", given->profile, "With --explain: platform or device")
      ->check(CLI::IsMember({"auto", "platform", "device"}))
      ->capture_default_str();
}

}  // namespace hub::app
