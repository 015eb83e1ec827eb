// device add|change|list|show|suspend|resume|requests|approve|refuse|slots|tolerated: end devices of
// enterprises (field-notes 1.2).
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/device_setup.h"
#include "hub/app/peer_json.h"
#include "hub/app/upload_slots.h"
#include "schemas/codes/code.h"

namespace hub::app {
namespace {

/// What was given on the command line. CLI11 leaves what was not given empty.
struct DeviceOptions {
  std::string device, enterprise;  // name or credit code
  std::vector<std::string> certificates;
  std::string validNumeric, faulty;
  bool sm4 = false, noSm4 = false, ascii = false, noAscii = false;
  bool strict = false, tolerant = false, rejectUnknown = false, acceptUnknown = false;
  DeviceWish wish;
};

std::optional<bool> choiceOf(bool yes, bool no) {
  return yes ? std::optional(true) : no ? std::optional(false) : std::nullopt;
}

Result<DeviceWish> wishOf(const DeviceOptions& given) {
  DeviceWish wish = given.wish;
  for (const std::string& file : given.certificates) {
    HUB_TRY(fingerprint, fingerprintIn(file));
    wish.fingerprints.push_back(fingerprint);
  }
  if (!given.validNumeric.empty())
    wish.validNumeric = validNumericNamed(
        given.validNumeric +
        (given.validNumeric == "refused" || given.validNumeric.ends_with("_is_valid") ? "" : "_is_valid"));
  if (!given.faulty.empty()) wish.faultyRecords = faultyRecordsNamed(given.faulty);
  wish.fieldEncryption = choiceOf(given.sm4, given.noSm4);
  wish.asciiReplies = choiceOf(given.ascii, given.noAscii);
  wish.strict = choiceOf(given.strict, given.tolerant);
  wish.rejectUnknown = choiceOf(given.rejectUnknown, given.acceptUnknown);
  return wish;
}

Result<std::optional<Peer>> found(UnitOfWork& work, const std::string& nameOrCode) {
  if (schemas::CreditRule::accepts(nameOrCode)) {
    HUB_TRY(device, work.peers().findDeviceOf(nameOrCode));
    if (device) return device;
  }
  HUB_TRY(peer, work.peers().findByName(nameOrCode));
  if (peer && !peer->isDevice()) peer.reset();
  return peer;
}

Result<Peer> deviceNamed(UnitOfWork& work, const std::string& nameOrCode) {
  HUB_TRY(device, found(work, nameOrCode));
  if (!device) return fail(Failure::missing, {}, "no device " + nameOrCode + " (nenghub device list)");
  return *device;
}

void remarks(const Cli& cli, const Peer& device) {
  if (device.profile.validNumeric == schemas::ValidNumeric::refused)
    cli.say(
        "valid as 0 or 1 is refused; if this client writes it so, ask what it means: "
        "device change " +
        device.name + " --valid-numeric zero|one");
  if (device.fingerprints.empty())
    cli.say("without a certificate the deviceId is the secret, good from its addresses only");
}

/// Stores a device nobody has yet; nullopt when the enterprise or the name is taken.
Result<std::optional<Peer>> inserted(Cli& cli, UnitOfWork& work, const Peer& made, const std::string& act) {
  HUB_TRY(same, work.peers().findDeviceOf(made.device->enterpriseCode));
  HUB_TRY(namesake, work.peers().findByName(made.name));
  if (same || namesake) {
    cli.say("nenghub: " +
            (same ? "device " + same->name + " reports for that enterprise already (nenghub device change)"
                  : "peer " + made.name + " exists already"));
    return std::optional<Peer>{};
  }
  HUB_TRY(id, work.peers().put(made));
  HUB_TRY(hadAsked, work.deviceRequests().drop(made.device->enterpriseCode));
  HUB_CHECK(cli.audited(work, act, made.name, auditText(made) + (hadAsked ? " requested" : "")));
  Peer stored = made;
  stored.id = id;
  return std::optional(stored);
}

Result<Exit> insert(Cli& cli, const DeviceOptions& given, const DeviceWish& wish, const std::string& act) {
  HUB_TRY(config, cli.config());
  HUB_TRY(made, newDevice(given.enterprise, wish, config->node, cli.crypto()));
  HUB_TRY(store, cli.storage());
  HUB_TRY(stored, inUnit(*store, [&](UnitOfWork& work) { return inserted(cli, work, made, act); }));
  if (!stored) return Exit::conflict;
  if (!config->device.listen)
    cli.say("nenghub: no device.listen in the configuration, so it cannot come in yet");
  remarks(cli, *stored);
  cli.print(deviceRecord(*stored));
  return Exit::ok;
}

Result<Exit> add(Cli& cli, const DeviceOptions& given) {
  HUB_TRY(wish, wishOf(given));
  return insert(cli, given, wish, "device_added");
}

/// Changes one device within one unit and prints it.
template <class Change>
Result<Exit> changing(Cli& cli, const std::string& nameOrCode, const std::string& act, Change&& change) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(changed, inUnit(*store, [&](UnitOfWork& work) -> Result<Peer> {
            HUB_TRY(there, deviceNamed(work, nameOrCode));
            HUB_TRY(next, change(there));
            HUB_CHECK(work.peers().put(next));
            HUB_CHECK(cli.audited(work, act, next.name, auditText(next)));
            return next;
          }));
  cli.print(deviceRecord(changed));
  return Exit::ok;
}

Result<Exit> change(Cli& cli, const DeviceOptions& given) {
  HUB_TRY(wish, wishOf(given));
  return changing(cli, given.device, "device_changed",
                  [&](const Peer& there) { return changedDevice(there, wish, cli.crypto()); });
}

Result<Exit> setSuspended(Cli& cli, const std::string& nameOrCode, bool suspended) {
  return changing(cli, nameOrCode, suspended ? "device_suspended" : "device_resumed",
                  [&](Peer there) -> Result<Peer> {
                    there.suspended = suspended;
                    return there;
                  });
}

Result<std::vector<Peer>> allDevices(Cli& cli) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(peers, inUnit(*store, [](UnitOfWork& work) { return work.peers().all(); }));
  std::erase_if(peers, [](const Peer& peer) { return !peer.isDevice(); });
  return peers;
}

Result<Exit> list(Cli& cli, const std::string& region) {
  HUB_TRY(devices, allDevices(cli));
  std::vector<schemas::json::Object> rows;
  Peer within;
  if (!region.empty()) within.regions = {region};
  for (const Peer& device : devices)
    if (region.empty() || within.covers(device.regions.front())) rows.push_back(deviceRow(device));
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> show(Cli& cli, const std::string& nameOrCode) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(device, inUnit(*store, [&](UnitOfWork& work) { return deviceNamed(work, nameOrCode); }));
  cli.print(deviceRecord(device));
  return Exit::ok;
}

Result<Exit> requests(Cli& cli, std::uint32_t limit) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(waiting, inUnit(*store, [&](UnitOfWork& work) { return work.deviceRequests().list(limit); }));
  std::vector<schemas::json::Object> rows;
  for (const DeviceRequest& one : waiting)
    rows.push_back(Row()
                       .text("enterprise", one.enterpriseCode)
                       .text("region", one.region)
                       .text("address", one.address)
                       .text("fingerprint", one.fingerprint)
                       .time("first", one.first)
                       .time("last", one.last)
                       .number("count", one.count)
                       .take());
  cli.print(rows);
  return Exit::ok;
}

Result<std::optional<DeviceRequest>> requestOf(Cli& cli, const std::string& code) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(waiting, inUnit(*store, [](UnitOfWork& work) {
            return work.deviceRequests().list(DeviceRequestStore::kRequestsMax);
          }));
  for (const DeviceRequest& one : waiting)
    if (one.enterpriseCode == code) return std::optional(one);
  return std::optional<DeviceRequest>{};
}

// Whoever asked may have been anybody: what the request says is proposed, a person repeats it.
Result<Exit> approve(Cli& cli, const DeviceOptions& given) {
  HUB_TRY(request, requestOf(cli, given.enterprise));
  if (!request)
    return fail(Failure::missing, {}, "no request of " + given.enterprise + " (nenghub device add)");
  HUB_TRY(wish, wishOf(given));
  if (wish.region.empty() || (wish.addresses.empty() && wish.fingerprints.empty())) {
    cli.say("nenghub: check with the enterprise, then repeat what you approve: --region " + request->region +
            (request->fingerprint.empty() ? " --address " + request->address
                                          : " --fingerprint " + request->fingerprint));
    return Exit::usage;
  }
  return insert(cli, given, wish, "device_approved");
}

Result<Exit> refuse(Cli& cli, const std::string& code) {
  HUB_TRY(store, cli.storage());
  HUB_CHECK(inUnit(*store, [&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(dropped, work.deviceRequests().drop(code));
    if (!dropped) return fail(Failure::missing, {}, "no request of " + code + " (nenghub device requests)");
    return cli.audited(work, "device_refused", code, "");
  }));
  cli.print(Row().text("enterprise", code).flag("refused", true).take());
  return Exit::ok;
}

Result<Exit> slots(Cli& cli) {
  HUB_TRY(devices, allDevices(cli));
  std::vector<schemas::json::Object> rows;
  for (const auto& [slot, count] : uploadSlotsOf(devices))
    rows.push_back(Row().text("from", slot).number("devices", count).take());
  cli.print(rows);
  return Exit::ok;
}

Result<Exit> toleratedOf(Cli& cli, const std::string& nameOrCode) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(device, inUnit(*store, [&](UnitOfWork& work) { return deviceNamed(work, nameOrCode); }));
  return printTolerated(cli, device.id);
}

void bindProfile(CLI::App& command, DeviceOptions& given) {
  command.add_option("--name", given.wish.name, "Name, for people; default device-CODE");
  command.add_option("--region", given.wish.region, "Region of the enterprise, six digits")->check(isRegion);
  command
      .add_option("--address", given.wish.addresses,
                  "Source it may come from without a certificate: IPv4 or IPv6, /prefix; repeatable")
      ->allow_extra_args(false);
  command
      .add_option("--cert", given.certificates, "PEM file to take the fingerprint from; twice for rotation")
      ->allow_extra_args(false)
      ->check(CLI::ExistingFile);
  command.add_option("--fingerprint", given.wish.fingerprints, "SHA-256 of its certificate")
      ->allow_extra_args(false);
  command
      .add_option("--valid-numeric", given.validNumeric, "What `valid` as 0 or 1 means: refused, zero, one")
      ->check(CLI::IsMember({"refused", "zero", "one", "zero_is_valid", "one_is_valid"}));
  command
      .add_option("--faulty", given.faulty, "Faulty records: reject the batch, or quarantine them (default)")
      ->check(CLI::IsMember({"reject", "quarantine"}));
  command.add_option("--upload-time", given.wish.uploadTime, "Daily upload slot HH:mm:ss; default assigned")
      ->check(isTimeOfDay);
  command.add_flag("--sm4", given.sm4, "Values of `data` come encrypted with SM4; makes a key");
  command.add_flag("--no-ascii", given.noAscii, "Chinese of replies in UTF-8 instead of ASCII escapes");
  command.add_flag("--strict", given.strict, "No tolerance on reading");
  command.add_flag("--reject-unknown", given.rejectUnknown,
                   "An unconfigured code is an error, not a finding");
}

void bindChanges(CLI::App& command, DeviceOptions& given) {
  command.add_flag("--no-sm4", given.noSm4, "Values come plain; drops the key")->excludes("--sm4");
  command.add_flag("--new-key", given.wish.newKey, "A new SM4 key; it hears of it at its next registration")
      ->excludes("--no-sm4");
  command.add_flag("--ascii", given.ascii, "Chinese of replies in ASCII escapes")->excludes("--no-ascii");
  command.add_flag("--tolerant", given.tolerant, "Undoes --strict")->excludes("--strict");
  command.add_flag("--accept-unknown", given.acceptUnknown, "Undoes --reject-unknown")
      ->excludes("--reject-unknown");
}

void addRequests(Commands& commands, CLI::App& group, const std::shared_ptr<DeviceOptions>& given) {
  auto limit = std::make_shared<std::uint32_t>(100);
  commands
      .add(group, "requests", "Registrations that wait for approval, newest first", {"device requests"},
           [limit](Cli& cli) { return requests(cli, *limit); })
      .add_option("--limit", *limit)
      ->check(CLI::Range(1u, DeviceRequestStore::kRequestsMax))
      ->capture_default_str();
  CLI::App& approve_ = commands.add(
      group, "approve", "Lets the device of a waiting enterprise in",
      {"device approve 91330000573973053F --region 320602 --address 10.3.0.0/24 --valid-numeric one"},
      [given](Cli& cli) { return approve(cli, *given); });
  approve_.add_option("enterprise", given->enterprise, "Credit code")->required()->check(isCreditCode);
  bindProfile(approve_, *given);
  commands
      .add(group, "refuse", "Drops a waiting registration; it may ask again",
           {"device refuse 91330000573973053F"}, [given](Cli& cli) { return refuse(cli, given->enterprise); })
      .add_option("enterprise", given->enterprise, "Credit code")
      ->required();
}

}  // namespace

void addDeviceCommands(Commands& commands) {
  CLI::App& group = commands.group("device", "End devices of enterprises");
  auto given = std::make_shared<DeviceOptions>();
  auto region = std::make_shared<std::string>();
  CLI::App& add_ = commands.add(
      group, "add", "Lets the device of an enterprise in before it asks",
      {"device add --enterprise 91330000573973053F --region 320602 --cert box.crt --valid-numeric refused",
       "device add --enterprise 91330000573973053F --region 320602 --address 10.3.0.7 --valid-numeric one"},
      [given](Cli& cli) { return add(cli, *given); });
  add_.add_option("--enterprise", given->enterprise, "Credit code")->required()->check(isCreditCode);
  bindProfile(add_, *given);
  add_.get_option("--region")->required();
  const auto one = [&](const char* name, const char* help, std::vector<std::string> examples,
                       Action action) -> CLI::App& {
    CLI::App& command = commands.add(group, name, help, examples, std::move(action));
    command.add_option("device", given->device, "Name or credit code")->required();
    return command;
  };
  CLI::App& change_ = one("change", "Changes what is given, lists as a whole",
                          {"device change 91330000573973053F --upload-time 01:40:00",
                           "device change box7 --address 10.3.0.7 --address 10.3.0.8"},
                          [given](Cli& cli) { return change(cli, *given); });
  bindProfile(change_, *given);
  bindChanges(change_, *given);
  commands
      .add(group, "list", "All devices, or those of a region", {"device list", "device list --region 320600"},
           [region](Cli& cli) { return list(cli, *region); })
      .add_option("--region", *region, "Six digits; one ending in 00 covers what lies below it")
      ->check(isRegion);
  one("show", "One device with its secrets", {"device show 91330000573973053F"},
      [given](Cli& cli) { return show(cli, given->device); });
  one("suspend", "Refuses its calls", {"device suspend box7"},
      [given](Cli& cli) { return setSuspended(cli, given->device, true); });
  one("resume", "Ends a suspension", {"device resume box7"},
      [given](Cli& cli) { return setSuspended(cli, given->device, false); });
  one("tolerated", "Where it departs from the printed form", {"device tolerated box7"},
      [given](Cli& cli) { return toleratedOf(cli, given->device); });
  commands.add(group, "slots", "How many devices upload in each ten minutes", {"device slots"}, slots);
  addRequests(commands, group, given);
}

}  // namespace hub::app
