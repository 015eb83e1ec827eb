// doctor: looks at everything an operator would look at, and says what to do.
#include <sys/stat.h>
#include <sys/timex.h>

#include <algorithm>
#include <filesystem>

#include "adapters/crypto/certificate.h"
#include "adapters/http/installation_secret.h"
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "hub/app/disk_reserve.h"
#include "hub/app/job_text.h"
#include "hub/app/lane_text.h"
#include "hub/app/lanes.h"
#include "jobs/clock_watch.h"

namespace hub::app {
namespace {

constexpr std::chrono::hours kExpiryWarning{30 * 24};

/// The list of checks of one run.
class Findings {
 public:
  void ok(const std::string& check, const std::string& words = {}) { add(check, true, words, {}); }
  void failed(const std::string& check, const std::string& words, const std::string& remedy) {
    add(check, false, words, remedy);
  }
  const std::vector<schemas::json::Object>& rows() const { return rows_; }
  bool allOk() const { return allOk_; }

 private:
  void add(const std::string& check, bool good, const std::string& words, const std::string& remedy) {
    rows_.push_back(Row()
                        .text("result", good ? "ok" : "FAIL")
                        .text("check", check)
                        .text("found", words)
                        .text("do", remedy)
                        .take());
    allOk_ &= good;
  }
  std::vector<schemas::json::Object> rows_;
  bool allOk_ = true;
};

void checkCertificate(const Cli& cli, Findings& findings, const std::string& check, const std::string& file,
                      const std::string& keyFile) {
  if (file.empty()) return findings.ok(check, "not configured");
  const auto pem = contentOf(file);
  const auto facts =
      pem ? crypto::certificateIn(*pem) : Result<crypto::CertificateFacts>(tl::unexpected(pem.error()));
  if (!facts)
    return findings.failed(check, file + ": " + facts.error().cause, "put a readable PEM certificate there");
  const TimePoint now = cli.clock().now();
  const std::string until = "valid until " + Clock::civil(facts->notAfter).text();
  if (facts->notAfter < now || facts->notBefore > now)
    return findings.failed(check, until, "renew the certificate");
  if (facts->notAfter < now + kExpiryWarning)
    return findings.failed(check, until, "renew the certificate soon");
  if (keyFile.empty()) return findings.ok(check, until);
  const auto key = contentOf(keyFile);
  if (!key) return findings.failed(check, key.error().cause, "make the key readable for this account");
  const auto fits = crypto::checkKeyOf(*pem, *key);
  if (!fits)
    return findings.failed(check, keyFile + ": " + fits.error().cause,
                           "install certificate and key together");
  findings.ok(check, until);
}

void checkSecret(Findings& findings, const std::string& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0)
    return findings.failed("edge secret", file + ": is missing", "nenghub edge config");
  if ((facts.st_mode & 077) != 0)
    return findings.failed("edge secret", file + ": others may read it", "chmod 600 " + file);
  const auto text = contentOf(file);
  const bool usable = text && http::isUsableSecret(text->substr(0, text->find_first_of("\r\n")));
  if (!usable)
    return findings.failed("edge secret", file + ": is not usable", "remove it, then nenghub edge config");
  findings.ok("edge secret");
}

// The kernel knows whether something disciplines the clock and how far off it may be (OQ-66).
void checkClock(Findings& findings) {
  constexpr long kErrorMaxMicroseconds = 5'000'000;
  timex state{};
  const int answer = adjtimex(&state);
  if (answer == TIME_ERROR || (state.status & STA_UNSYNC) != 0)
    return findings.failed("clock", "not synchronised", "run chrony or systemd-timesyncd");
  if (state.maxerror > kErrorMaxMicroseconds)
    return findings.failed("clock", "may be off by " + std::to_string(state.maxerror / 1'000'000) + " s",
                           "check the NTP servers");
  findings.ok("clock", "synchronised");
}

void checkDisk(Findings& findings, const DiskConfig& disk) {
  if (disk.path.empty()) return findings.ok("disk reserve", "not watched (disk.path)");
  const auto space = spaceAt(disk.path);
  if (!space) return findings.failed("disk reserve", disk.path + ": cannot be asked", "correct disk.path");
  const std::string words = std::to_string(space->freeBytes >> 20) + " MiB free, reserve " +
                            std::to_string(reserveBytes(disk, *space) >> 20) + " MiB";
  if (!hasReserve(disk, space)) return findings.failed("disk reserve", words, "make room on the data volume");
  findings.ok("disk reserve", words);
}

void checkPeer(Findings& findings, const Peer& peer, const std::optional<Registration>& registration) {
  const std::string check = "peer " + peer.name;
  const std::string change = "nenghub peer change " + peer.name;
  if (peer.suspended) return findings.ok(check, "suspended");
  if (peer.fingerprints.empty() && !peer.upstream)
    return findings.failed(check, "no certificate, so it cannot call", change + " --cert FILE");
  if (peer.upstream && peer.registerUrl.empty() && peer.gUrl.empty())
    return findings.failed(check, "no address", change + " --register-url URL");
  if (!peer.gUrl.empty() && peer.restcodes.empty())
    return findings.failed(check, "G address without channel code", change + " --restcode CODE");
  if (peer.role == Role::city && !peer.upstream && peer.provinceId.empty())
    return findings.failed(check, "no provinceId, so it cannot register", change + " --province-id ID");
  if (!peer.registerUrl.empty() && !registration)
    return findings.failed(check, "not registered yet", "nenghub register --peer " + peer.name);
  findings.ok(check);
}

void checkLane(Findings& findings, const Peer& peer, const LaneState& lane, TimePoint now) {
  const std::string check = "lane to " + peer.name;
  const std::string word = laneWord(lane, now);
  if (peer.suspended) return findings.ok(check, "suspended");
  if (lane.pause)
    return findings.failed(check, "paused by " + lane.pause->by + ": " + lane.pause->reason,
                           "nenghub lane resume " + peer.name);
  if (lane.breaker.state != BreakerState::closed)
    return findings.failed(
        check, word + ": " + lane.breaker.cause + ", next try " + Clock::civil(lane.breaker.probeAt).text(),
        "look at the peer and the way to it: nenghub lane show " + peer.name);
  findings.ok(check, word);
}

void checkPeers(Findings& findings, Storage& storage) {
  const auto listed = inUnit(storage, [&](UnitOfWork& work) -> Result<std::size_t> {
    HUB_TRY(peers, work.peers().platforms());
    for (const Peer& peer : peers) {
      HUB_TRY(registration, work.peers().registration(peer.id));
      checkPeer(findings, peer, registration);
      if (!hasLane(peer)) continue;
      HUB_TRY(depth, work.deliveries().depth(peer.id));
      const std::string check = "queue to " + peer.name;
      if (depth.needsAttention > 0)
        findings.failed(check, std::to_string(depth.needsAttention) + " need attention",
                        "nenghub queue list --peer " + peer.name + " --state needs_attention");
      else
        findings.ok(check,
                    std::to_string(depth.waiting + depth.claimed + depth.queued) + " not delivered yet");
      HUB_TRY(lane, work.lanes().find(peer.id));
      HUB_TRY(now, work.time());
      checkLane(findings, peer, lane, now);
    }
    HUB_TRY(dictionary, work.dictionaries().current());
    if (dictionary.number == 0)
      findings.failed("dictionary", "empty", "nenghub dictionary import, or nenghub sync base-data");
    else
      findings.ok("dictionary", "version " + std::to_string(dictionary.number));
    return peers.size();
  });
  if (!listed) return findings.failed("peers", listed.error().cause, "check the database");
  if (*listed == 0) findings.failed("peers", "none", "nenghub peer add --help");
}

void checkDevices(Findings& findings, Storage& storage, const DeviceConfig& config) {
  struct Seen {
    std::size_t devices = 0, waiting = 0;
  };
  const auto seen = inUnit(storage, [](UnitOfWork& work) -> Result<Seen> {
    HUB_TRY(peers, work.peers().all());
    HUB_TRY(waiting, work.deviceRequests().list(DeviceRequestStore::kRequestsMax));
    const auto devices =
        std::count_if(peers.begin(), peers.end(), [](const Peer& p) { return p.isDevice(); });
    return Seen{static_cast<std::size_t>(devices), waiting.size()};
  });
  if (!seen) return findings.failed("devices", seen.error().cause, "check the database");
  const std::string count = std::to_string(seen->devices) + " devices";
  if (!config.listen && seen->devices > 0)
    return findings.failed("devices", count + ", but no door for them", "set device.listen and device.url");
  if (!config.listen) return findings.ok("devices", "none, no door for them (device.listen)");
  if (seen->waiting > 0)
    return findings.ok("devices", count + ", " + std::to_string(seen->waiting) +
                                      " wait for approval: nenghub device requests");
  findings.ok("devices", count + (config.legacyListen ? ", TLS 1.0 and 1.1 open" : ""));
}

void checkJob(Findings& findings, const jobs::Scheduler::Plan& plan) {
  const std::string check = "job " + plan.job, state = jobWord(plan);
  if (state == "running")
    findings.ok(check, "running since " + Clock::civil(*plan.running->started).text() + " in " +
                           plan.running->worker);
  else if (state == "late")
    findings.failed(check, "not run since it was due at " + Clock::civil(plan.next).text(),
                    "start nenghub serve, or look into its log");
  else if (plan.last && !plan.last->ok)
    findings.failed(check, "failed: " + plan.last->result + "; next try " + Clock::civil(plan.next).text(),
                    "nenghub jobs history --job " + plan.job);
  else
    findings.ok(check, "next " + Clock::civil(plan.next).text());
}

void checkJobs(Cli& cli, Findings& findings) {
  const auto scheduler = schedulerOf(cli);
  const auto plans = scheduler
                         ? (*scheduler)->plan()
                         : Result<std::vector<jobs::Scheduler::Plan>>(tl::unexpected(scheduler.error()));
  if (!plans) return findings.failed("jobs", plans.error().cause, "check the database");
  for (const auto& plan : *plans) checkJob(findings, plan);
}

// Against the store, and what serving processes have found out.
void checkClocks(const Cli& cli, Findings& findings, Storage& storage) {
  struct Seen {
    std::chrono::milliseconds ahead{};
    std::vector<Alert> alerts;
  };
  const auto seen = inUnit(storage, [&](UnitOfWork& work) -> Result<Seen> {
    HUB_TRY(theirs, work.time());
    const TimePoint ours = cli.clock().now();
    AlertFilter filter;
    filter.kind = jobs::kClockWrong;
    HUB_TRY(alerts, work.alerts().list(filter));
    return Seen{ours - theirs, alerts};
  });
  const std::string remedy =
      "run chrony or systemd-timesyncd on both machines; for a host that is gone: nenghub alert list, end";
  if (!seen) return findings.failed("clocks", seen.error().cause, "check the database");
  if (std::chrono::abs(seen->ahead) > jobs::ClockWatch::kOffMax)
    findings.failed("clock of the database",
                    "the clock here is " + std::to_string(std::abs(seen->ahead.count()) / 1000) +
                        (seen->ahead.count() > 0 ? " s ahead of it" : " s behind it"),
                    remedy);
  for (const Alert& alert : seen->alerts) findings.failed("clock " + alert.subject, alert.text, remedy);
  if (seen->alerts.empty()) findings.ok("clocks of others", "no difference noticed");
}

Result<Exit> examine(Cli& cli) {
  Findings findings;
  const auto config = cli.config();
  if (!config) {
    findings.failed("configuration", config.error().cause, "nenghub check-config");
    cli.print(findings.rows());
    return Exit::findings;
  }
  findings.ok("configuration", cli.configFile);
  const auto storage = cli.storage();
  if (storage) {
    findings.ok("database", "reachable, durable, schema version known");
    checkPeers(findings, **storage);
    checkDevices(findings, **storage, (*config)->device);
    checkJobs(cli, findings);
    checkClocks(cli, findings, **storage);
  } else {
    findings.failed("database", storage.error().cause, "start MariaDB; nenghub migrate");
  }
  const EdgeConfig& edge = (*config)->edge;
  const ClientConfig& client = (*config)->client;
  checkCertificate(cli, findings, "edge certificate", edge.serverCertFile, edge.serverKeyFile);
  checkCertificate(cli, findings, "client authority", edge.clientCaFile, {});
  checkCertificate(cli, findings, "client certificate", client.certFile, client.keyFile);
  checkCertificate(cli, findings, "server authority", client.caFile, {});
  checkSecret(findings, edge.secretFile);
  checkDisk(findings, (*config)->disk);
  checkClock(findings);
  cli.print(findings.rows());
  return findings.allOk() ? Exit::ok : Exit::findings;
}

}  // namespace

void addDoctorCommands(Commands& commands) {
  commands.add(commands.program(), "doctor",
               "Checks everything and says what to do; exit 5 when something is wrong",
               {"--config node.toml doctor", "--config node.toml --json doctor"}, examine);
}

}  // namespace hub::app
