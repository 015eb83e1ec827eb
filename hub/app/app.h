// The composition root: every long-lived object and every thread of a running node.
//
// Threads, all made here and joined in the order of stopping:
//   http x N      http.threads of Pistache, one request each; a session for one unit of work. First 503 for
//   what comes
//                 new, then running requests end.
//   deliver x M   delivery.threads for each peer with a lane, and one that looks for new peers (lanes.h); no
//   session is
//                 held during a call. Running calls are cut; their deliveries are claimed again with the same
//                 bytes.
//   jobs x 3      the scheduler, one of them for short jobs only; each ends at the next step of the job
//                 that runs, which is given back.
//   heartbeat x 1 keeps the leases of the jobs that run, and nothing else; ends after them
//   upkeep x 1    what this process keeps for itself (jobs/upkeep.h); what would be lost, once more at the
//   end bulk x 1      acts on many deliveries; ends with the unit of work health x 1    /livez /readyz
//   /metrics, until the last main          waits for SIGTERM or SIGINT
// Members stand in building order; what is built last stops first.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/http/health_server.h"
#include "adapters/http/wire_server.h"
#include "adapters/mysql/mysql_storage.h"
#include "adapters/partners/curl_partner.h"
#include "hub/app/config.h"
#include "hub/app/failpoints.h"
#include "hub/app/lanes.h"
#include "hub/app/metrics.h"
#include "hub/exchange/dispatcher.h"
#include "hub/exchange/ingest_group.h"
#include "hub/exchange/tolerance_counts.h"
#include "hub/quality/rule_book.h"
#include "jobs/dated_partner.h"
#include "jobs/heartbeat.h"
#include "jobs/scheduler.h"
#include "jobs/upkeep.h"

namespace hub::app {

class App {
 public:
  /// Serves until SIGTERM or SIGINT. Refuses to start, with the reason, on an unknown schema version, unsafe
  /// database settings, a missing edge secret or a port in use. One a process.
  static Result<void> run(const Config& config);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

 private:
  explicit App(const Config& config);
  Result<void> start();
  void makeJobs();
  Result<std::string> edgeSecret() const;
  exchange::WireReply answer(const exchange::WireRequest& request);
  bool refusesForDisk(const std::string& path);
  std::vector<http::ReadinessCheck> readiness();
  std::string metricsText();
  void runJobs(std::stop_token stop);
  void runUpkeep(std::stop_token stop);
  void runBulk(std::stop_token stop);
  void rest(std::stop_token stop, std::chrono::seconds time);
  exchange::Surroundings within();
  delivery::Surroundings outward();

  const Config& config_;
  SystemClock clock_;
  crypto::OpenSslCrypto crypto_;
  Log log_;
  std::string worker_;
  Metrics metrics_;
  quality::RulesInForce rules_;
  exchange::IngestGroup group_;
  exchange::ToleranceCounts tolerances_;
  exchange::ConfigMemory configs_;
  std::atomic<bool> stopping_{false};
  std::unique_ptr<mysql::MySqlStorage> storage_;
  partners::CurlPartner partner_;
  std::unique_ptr<Failpoints> failpoints_;  // null unless a test asked for one
  jobs::ClockReadings clocks_;
  std::unique_ptr<jobs::DatedPartner> datedPartner_;
  std::unique_ptr<exchange::Dispatcher> dispatcher_;
  std::unique_ptr<jobs::Scheduler> scheduler_;
  std::unique_ptr<jobs::Upkeep> upkeep_;
  std::unique_ptr<jobs::Upkeep> bulk_;
  std::unique_ptr<http::HealthServer> health_;
  std::mutex restMutex_;
  std::condition_variable_any rested_;
  std::unique_ptr<jobs::Heartbeat> heartbeat_;
  std::vector<std::jthread> jobs_;
  std::jthread bulkThread_;
  std::jthread upkeepThread_;
  std::unique_ptr<Lanes> lanes_;
  std::unique_ptr<http::WireServer> wire_;
};

}  // namespace hub::app
