// peer add|change|list|show|suspend|resume|issue|import|export|tolerated: the registry of nodes and devices
// (OQ-05, OQ-08, OQ-42, OQ-85). Devices have commands of their own in device.cpp.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>

#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/identity.h"
#include "hub/app/peer_json.h"
#include "schemas/json/parse.h"

namespace hub::app {
namespace {

/// What was given on the command line; members of the JSON form of a peer are set from it.
struct PeerOptions {
  std::string name, role, provinceId, provinceCode, registerUrl, gUrl, tagAlgorithm, sendIsValid;
  std::string validNumeric, faulty, uploadTime;
  std::vector<std::string> regions, restcodes, fingerprints, certificates;
  bool extStatTime = false, strict = false, rejectUnknown = false, upstream = false, issue = false;
  bool ascii = false, noAscii = false;
  std::map<std::string, std::string> advertise;
};

void bindOptions(CLI::App& command, PeerOptions& given) {
  command.add_option("name", given.name, "Name, for people and metrics")->required();
  command.add_option("--role", given.role, "city, province or national; for devices: nenghub device add")
      ->check(CLI::IsMember({"city", "province", "national"}));
  command
      .add_option("--region", given.regions,
                  "Six digits; repeatable; one ending in 00 covers what lies below it")
      ->check(isRegion);
  command.add_option("--province-id", given.provinceId, "Serial number of 32 characters (N)");
  command.add_option("--province-code", given.provinceCode, "Province code of this channel's tags (G)");
  command.add_option("--restcode", given.restcodes, "Channel code (G); repeatable, the first is sent");
  command.add_option("--fingerprint", given.fingerprints,
                     "SHA-256 of the client certificate; twice for rotation");
  command.add_option("--cert", given.certificates, "PEM file to take the fingerprint from")
      ->check(CLI::ExistingFile);
  command.add_flag("--upstream", given.upstream, "The node above: we register and upload there");
  command.add_option("--register-url", given.registerUrl, "Where to register (N), https://…");
  command.add_option("--g-url", given.gUrl, "Address of its G messages, https://…");
  command.add_flag("--issue", given.issue, "National: give it a new provinceId and channel code");
  command.add_flag("--ext-stat-time", given.extStatTime, "Profile: STAT_TIME and real-time values in G");
  command.add_flag("--strict", given.strict, "Profile: no tolerance on reading");
  command.add_flag("--reject-unknown", given.rejectUnknown,
                   "Profile: unknown enterprise or code is an error");
  command.add_option("--tag-algorithm", given.tagAlgorithm, "Profile: canonical-v1, raw-data or raw-body");
  command.add_option("--send-is-valid", given.sendIsValid, "Profile: suspicious, always or never");
  command
      .add_option("--valid-numeric", given.validNumeric,
                  "Profile: what `valid` as 0 or 1 means: refused, zero_is_valid, one_is_valid")
      ->check(CLI::IsMember({"refused", "zero_is_valid", "one_is_valid"}));
  command.add_option("--faulty", given.faulty, "Profile: faulty records: by_role, reject, quarantine")
      ->check(CLI::IsMember({"by_role", "reject", "quarantine"}));
  command.add_option("--upload-time", given.uploadTime, "Profile: announced at registration, HH:mm:ss")
      ->check(isTimeOfDay);
  command.add_flag("--ascii", given.ascii, "Profile: Chinese of replies in ASCII escapes");
  command.add_flag("--no-ascii", given.noAscii, "Profile: undoes --ascii")->excludes("--ascii");
}

Result<Peer> withOptions(const PeerOptions& given, Peer base) {
  using schemas::json::Value;
  Row row;
  const auto text = [&](const char* name, const std::string& value) {
    if (!value.empty()) row.text(name, value);
  };
  const auto texts = [&](const char* name, const std::vector<std::string>& values) {
    if (!values.empty()) row.texts(name, values);
  };
  text("name", given.name);
  text("role", given.role);
  texts("regions", given.regions);
  text("provinceId", given.provinceId);
  text("provinceCode", given.provinceCode);
  texts("restcodes", given.restcodes);
  text("registerUrl", given.registerUrl);
  text("gUrl", given.gUrl);
  if (given.upstream) row.flag("upstream", true);
  std::vector<std::string> fingerprints = given.fingerprints;
  for (const std::string& file : given.certificates) {
    HUB_TRY(fingerprint, fingerprintIn(file));
    fingerprints.push_back(fingerprint);
  }
  texts("fingerprints", fingerprints);
  Row profile;
  if (given.extStatTime) profile.flag("extStatTime", true);
  if (given.strict) profile.flag("strict", true);
  if (given.rejectUnknown) profile.flag("rejectUnknown", true);
  if (given.ascii || given.noAscii) profile.flag("asciiReplies", given.ascii);
  const std::pair<const char*, const std::string*> choices[] = {{"tagAlgorithm", &given.tagAlgorithm},
                                                                {"sendIsValid", &given.sendIsValid},
                                                                {"validNumeric", &given.validNumeric},
                                                                {"faultyRecords", &given.faulty},
                                                                {"uploadTime", &given.uploadTime}};
  for (const auto& [member, value] : choices)
    if (!value->empty()) profile.text(member, *value);
  row.json("profile", Value(profile.take()));
  return peerWith(Value(row.take()), std::move(base));
}

Result<void> stored(Cli& cli, const Peer& peer, const std::string& act) {
  HUB_TRY(store, cli.storage());
  return inUnit(*store, [&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.peers().put(peer));
    return cli.audited(work, act, peer.name, auditText(peer));
  });
}

Result<std::optional<Peer>> named(Cli& cli, const std::string& name) {
  HUB_TRY(store, cli.storage());
  return inUnit(*store, [&](UnitOfWork& work) { return work.peers().findByName(name); });
}

Result<void> issueTo(Cli& cli, Peer& peer) {
  HUB_TRY(config, cli.config());
  HUB_CHECK(mayIssue(config->node.role));
  if (peer.provinceId.empty()) peer.provinceId = newProvinceId(cli.crypto());
  if (peer.restcodes.empty() && peer.role == Role::province) peer.restcodes = {newRestcode(cli.crypto())};
  return {};
}

Result<Exit> add(Cli& cli, const PeerOptions& given) {
  HUB_TRY(there, named(cli, given.name));
  if (there) {
    cli.say("nenghub: peer " + given.name + " exists already (nenghub peer change)");
    return Exit::conflict;
  }
  if (given.role.empty()) {
    cli.say("nenghub: --role is required");
    return Exit::usage;
  }
  HUB_TRY(made, withOptions(given, Peer{}));
  if (given.issue) HUB_CHECK(issueTo(cli, made));
  HUB_CHECK(stored(cli, made, "peer_added"));
  cli.print(objectOf(made));
  return Exit::ok;
}

Result<Exit> change(Cli& cli, const PeerOptions& given) {
  HUB_TRY(there, cli.peer(given.name));
  HUB_TRY(changed, withOptions(given, there));
  if (given.issue) HUB_CHECK(issueTo(cli, changed));
  HUB_CHECK(stored(cli, changed, "peer_changed"));
  cli.print(objectOf(changed));
  return Exit::ok;
}

// A platform has to ask at least once a day (X-N-3); so do we above.
bool missedVersionCheck(const Peer& peer, TimePoint now) {
  constexpr std::chrono::hours kDay{24};
  const bool asks = peer.upstream ? !peer.registerUrl.empty() : !peer.provinceId.empty();
  return asks && (!peer.lastVersionCheck || now - *peer.lastVersionCheck > kDay);
}

Result<Exit> list(Cli& cli) {
  HUB_TRY(store, cli.storage());
  const TimePoint now = cli.clock().now();
  HUB_TRY(peers, inUnit(*store, [](UnitOfWork& work) { return work.peers().platforms(); }));
  std::vector<schemas::json::Object> rows;
  for (const Peer& peer : peers)
    rows.push_back(Row()
                       .text("name", peer.name)
                       .text("role", nameOf(peer.role))
                       .texts("regions", peer.regions)
                       .flag("upstream", peer.upstream)
                       .flag("suspended", peer.suspended)
                       .text("provinceId", peer.provinceId)
                       .number("certificates", peer.fingerprints.size())
                       .time("lastVersionCheck", peer.lastVersionCheck)
                       .flag("versionCheckOverdue", missedVersionCheck(peer, now))
                       .take());
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> show(Cli& cli, const std::string& name) {
  HUB_TRY(peer, cli.peer(name));
  HUB_TRY(store, cli.storage());
  HUB_TRY(registration, inUnit(*store, [&](UnitOfWork& work) { return work.peers().registration(peer.id); }));
  auto object = objectOf(peer);
  Row more;
  more.number("regVersion", static_cast<std::uint64_t>(peer.regVersion));
  more.time("lastVersionCheck", peer.lastVersionCheck);
  if (registration) {
    more.text("ourProvinceId", registration->provinceId);
    more.text("theirRegVersion", registration->regVersion).text("theirDicVersion", registration->dicVersion);
    more.time("registered", registration->registeredAt);
  }
  for (auto& member : more.take()) object.push_back(std::move(member));
  cli.print(object);
  return Exit::ok;
}

Result<Exit> setSuspended(Cli& cli, const std::string& name, const char* act) {
  HUB_TRY(peer, cli.peer(name));
  peer.suspended = std::string_view(act) == "peer_suspended";
  HUB_CHECK(stored(cli, peer, act));
  cli.print(Row().text("name", peer.name).flag("suspended", peer.suspended).take());
  return Exit::ok;
}

Result<Exit> issue(Cli& cli, const std::string& name) {
  HUB_TRY(config, cli.config());
  HUB_CHECK(mayIssue(config->node.role));
  if (name.empty()) {
    const std::string provinceId = newProvinceId(cli.crypto()), restcode = newRestcode(cli.crypto());
    HUB_TRY(store, cli.storage());
    HUB_CHECK(inUnit(*store,
                     [&](UnitOfWork& work) { return cli.audited(work, "identity_issued", provinceId, ""); }));
    cli.print(Row().text("provinceId", provinceId).text("restcode", restcode).take());
    return Exit::ok;
  }
  HUB_TRY(peer, cli.peer(name));
  if (!peer.provinceId.empty()) {
    cli.say("nenghub: " + name + " has provinceId " + peer.provinceId + " already");
    return Exit::conflict;
  }
  HUB_CHECK(issueTo(cli, peer));
  HUB_CHECK(stored(cli, peer, "identity_issued"));
  cli.print(objectOf(peer));
  return Exit::ok;
}

Result<Exit> tolerated(Cli& cli, const std::string& name) {
  HUB_TRY(peer, peerIdOf(cli, name));
  return printTolerated(cli, peer);
}

Result<Exit> exportAll(Cli& cli) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(peers, inUnit(*store, [](UnitOfWork& work) { return work.peers().all(); }));
  for (const Peer& peer : peers)
    cli.printRaw(schemas::json::write(schemas::json::Value(objectOf(peer))) + "\n");
  return Exit::ok;
}

Result<Peer> importedLine(UnitOfWork& work, const std::string& line, const std::string& where) {
  const auto parsed = schemas::json::parse(line, true);
  if (!parsed) return fail(Failure::malformed, {}, where + ": " + parsed.error().rule);
  const auto* name = parsed->root.find("name");
  if (!name || !name->text()) return fail(Failure::malformed, {}, where + ": name is missing");
  HUB_TRY(there, work.peers().findByName(*name->text()));
  auto peer = peerWith(parsed->root, there.value_or(Peer{}));
  if (!peer) return fail(Failure::malformed, {}, where + ": " + peer.error().cause);
  return peer;
}

// All lines or none.
Result<Exit> import(Cli& cli, const std::string& file) {
  std::string content;
  if (file == "-")
    content.assign(std::istreambuf_iterator<char>(std::cin), {});
  else if (auto text = contentOf(file); text)
    content = *text;
  else
    return tl::unexpected(text.error());
  HUB_TRY(store, cli.storage());
  HUB_TRY(count, inUnit(*store, [&](UnitOfWork& work) -> Result<std::uint64_t> {
            std::istringstream lines(content);
            std::string line;
            std::uint64_t taken = 0;
            for (int number = 1; std::getline(lines, line); ++number) {
              if (line.find_first_not_of(" \r\t") == line.npos) continue;
              HUB_TRY(peer, importedLine(work, line, file + ":" + std::to_string(number)));
              HUB_CHECK(work.peers().put(peer));
              HUB_CHECK(cli.audited(work, "peer_imported", peer.name, auditText(peer)));
              ++taken;
            }
            return taken;
          }));
  cli.print(Row().number("imported", count).take());
  return Exit::ok;
}

}  // namespace

void addPeerCommands(Commands& commands) {
  CLI::App& group = commands.group("peer", "Nodes and devices that may call us or that we call");
  auto options = std::make_shared<PeerOptions>();
  auto name = std::make_shared<std::string>();
  bindOptions(
      commands.add(group, "add", "Adds a peer",
                   {"peer add nantong --role city --region 320600 --cert nantong.crt --province-id ID",
                    "peer add national --role national --region 100000 --upstream --register-url https://…"},
                   [options](Cli& cli) { return add(cli, *options); }),
      *options);
  bindOptions(commands.add(group, "change", "Changes what is given, lists as a whole",
                           {"peer change nantong --cert old.crt --cert new.crt"},
                           [options](Cli& cli) { return change(cli, *options); }),
              *options);
  commands.add(group, "list", "All nodes; devices are in device list", {"peer list", "--json peer list"},
               list);
  commands
      .add(group, "show", "One peer with its registration", {"peer show nantong"},
           [name](Cli& cli) { return show(cli, *name); })
      .add_option("name", *name)
      ->required();
  commands
      .add(group, "suspend", "Refuses its calls and stops its lane", {"peer suspend nantong"},
           [name](Cli& cli) { return setSuspended(cli, *name, "peer_suspended"); })
      .add_option("name", *name)
      ->required();
  commands
      .add(group, "resume", "Ends a suspension", {"peer resume nantong"},
           [name](Cli& cli) { return setSuspended(cli, *name, "peer_resumed"); })
      .add_option("name", *name)
      ->required();
  commands
      .add(group, "issue", "National: a new provinceId and channel code, for a peer or to be passed on",
           {"peer issue", "peer issue jiangsu"}, [name](Cli& cli) { return issue(cli, *name); })
      .add_option("name", *name);
  commands
      .add(group, "tolerated", "Where peers depart from the printed form and are understood all the same",
           {"peer tolerated", "peer tolerated nantong"}, [name](Cli& cli) { return tolerated(cli, *name); })
      .add_option("name", *name);
  commands.add(group, "export", "All peers and devices with their secrets as JSON lines",
               {"peer export > peers.jsonl"}, exportAll);
  commands
      .add(group, "import", "Adds or changes peers by name, all lines or none", {"peer import peers.jsonl"},
           [name](Cli& cli) { return import(cli, *name); })
      .add_option("file", *name, "JSON lines; - is standard input")
      ->required();
}

}  // namespace hub::app
