#include "hub/app/app.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "adapters/http/fault_reply.h"
#include "adapters/http/installation_secret.h"
#include "hub/app/commands/commands.h"
#include "hub/app/disk_reserve.h"
#include "hub/app/job_metrics.h"
#include "hub/app/jobs_of.h"
#include "hub/app/queue_metrics.h"
#include "hub/app/stop_signals.h"
#include "hub/exchange/operations.h"

namespace hub::app {
namespace {

constexpr std::uint32_t kJobThreads = 3;
constexpr std::chrono::seconds kHeartbeat{5};  // a lease is a minute

std::string hostName() {
  char host[64] = {};
  gethostname(host, sizeof(host) - 1);
  return host;
}

std::string workerName(const std::string& node) {
  return node + "@" + hostName() + ":" + std::to_string(getpid());
}

partners::CurlPartnerSettings partnerSettings(const ClientConfig& client) {
  return {.certificateFile = client.certFile,
          .keyFile = client.keyFile,
          .caFile = client.caFile,
          .proxy = client.proxy};
}

// Labels come from our own table, never from a client's path.
std::string_view operationName(const std::string& path, const NodeSettings& node) {
  const auto* operation = exchange::operationAt(path, node);
  return operation ? std::string_view(operation->name) : std::string_view("unknown");
}

}  // namespace

Result<void> App::run(const Config& config) {
  const StopSignals signals;
  App app(config);
  HUB_CHECK(app.start());
  app.log_.info("ready", {{"http", config.http.listen.text()}, {"metrics", config.metrics.text()}});
  const int signal = signals.wait();
  app.log_.info("stopping", {{"signal", signal}});
  return {};
}

App::App(const Config& config)
    : config_(config),
      log_(config.logForm, config.node.name),
      worker_(workerName(config.node.name)),
      partner_(partnerSettings(config.client)) {}

App::~App() {
  stopping_ = true;
  if (wire_) wire_->stop();
  if (lanes_)
    lanes_->requestStop();  // before the calls are cut, so that no new one begins and burns an attempt
  // Told before its calls are cut, or a job would count as failed.
  for (std::jthread& thread : jobs_) thread.request_stop();
  bulkThread_.request_stop();
  partner_.stop();
  lanes_.reset();
  jobs_.clear();
  heartbeat_.reset();
  if (bulkThread_.joinable()) bulkThread_.join();
  if (upkeepThread_.joinable()) {
    upkeepThread_.request_stop();
    upkeepThread_.join();
  }
  if (upkeep_ && wire_) upkeep_->finish();  // after the last request
  if (health_) health_->stop();
  if (wire_) log_.info("stopped");
}

Result<void> App::start() {
  HUB_TRY(secret, edgeSecret());
  auto storage = mysql::MySqlStorage::open(config_.database, crypto_);
  if (!storage) {
    storage.error().cause +=
        " (nenghub migrate makes and updates the database, nenghub doctor looks at the node)";
    return tl::unexpected(storage.error());
  }
  storage_ = std::move(*storage);
  HUB_TRY(failpoints, Failpoints::ofProcess(*storage_, partner_, log_));
  failpoints_ = std::move(failpoints);
  datedPartner_ = std::make_unique<jobs::DatedPartner>(
      failpoints_ ? failpoints_->partner() : static_cast<Partner&>(partner_), clock_, clocks_);
  dispatcher_ = std::make_unique<exchange::Dispatcher>(within());
  makeJobs();
  upkeep_->runDue();  // the first request meets the rules as they are set
  HUB_TRY(health, http::HealthServer::start(config_.metrics.address, config_.metrics.port,
                                            {.readiness = [this] { return readiness(); },
                                             .metrics = [this] { return metricsText(); }},
                                            log_));
  health_ = std::move(health);
  http::WireServerSettings settings;
  settings.address = config_.http.listen.address;
  settings.port = config_.http.listen.port;
  settings.threads = static_cast<int>(config_.http.threads);
  settings.lightPath = "/uploadEnergyData";
  settings.lightBytesMax = exchange::IngestGroup::kBytesMax;
  settings.bodyBytesMax = config_.node.bodyBytesMax;
  settings.secret = secret;
  settings.stopWait = std::chrono::seconds(6);
  HUB_TRY(wire,
          http::WireServer::start(
              settings, [this](const exchange::WireRequest& request) { return answer(request); }, log_));
  wire_ = std::move(wire);
  heartbeat_ = std::make_unique<jobs::Heartbeat>(*scheduler_, kHeartbeat);
  for (std::uint32_t i = 0; i < kJobThreads; ++i)
    jobs_.emplace_back([this](std::stop_token stop) { runJobs(stop); });
  bulkThread_ = std::jthread([this](std::stop_token stop) { runBulk(stop); });
  upkeepThread_ = std::jthread([this](std::stop_token stop) { runUpkeep(stop); });
  lanes_ = std::make_unique<Lanes>(outward(), config_.delivery, worker_, metrics_);
  return {};
}

void App::makeJobs() {
  const auto list = [this] { return jobsOf(outward(), within(), config_); };
  const OwnKeeping own{.storage = *storage_,
                       .clock = clock_,
                       .rules = rules_,
                       .tolerances = tolerances_,
                       .stored = [this](const auto& counts) { metrics_.countTolerated(counts); },
                       .clocks = clocks_,
                       .host = hostName(),
                       .jobs = list};
  upkeep_ = std::make_unique<jobs::Upkeep>(clock_, log_, upkeepOf(own));
  bulk_ = std::make_unique<jobs::Upkeep>(clock_, log_, longUpkeepOf(*storage_));
  const jobs::SchedulerSettings settings{
      .worker = worker_, .threads = kJobThreads, .lookPeriod = config_.jobs.poll / 2};
  scheduler_ = std::make_unique<jobs::Scheduler>(*storage_, log_, settings, list);
}

Result<std::string> App::edgeSecret() const {
  std::ifstream stream(config_.edge.secretFile);
  std::string secret;
  if (!std::getline(stream, secret))
    return fail(Failure::missing, {},
                config_.edge.secretFile + ": no edge secret (nenghub edge config makes it)");
  if (!http::isUsableSecret(secret))
    return fail(Failure::malformed, {},
                config_.edge.secretFile + ": at least 32 characters of A-Z a-z 0-9 - _");
  return secret;
}

exchange::WireReply App::answer(const exchange::WireRequest& request) {
  const auto begun = std::chrono::steady_clock::now();
  exchange::WireReply reply;
  if (refusesForDisk(request.path)) {
    log_.error("disk_reserve_reached", {{"path", config_.disk.path}, {"do", "make room on the data volume"}});
    reply.status = 503;
    reply.body = http::faultBody(schemas::ReplyCode::platformFault);
    reply.headers = {{"Retry-After", "60"}};
  } else {
    reply = dispatcher_->handle(request);
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  metrics_.countRequest(operationName(request.path, config_.node), reply.status, request.body.size(), took);
  return reply;
}

// Only what stores data is refused: reading still works on a full disk.
bool App::refusesForDisk(const std::string& path) {
  if (config_.disk.path.empty()) return false;
  const bool stores = path.starts_with("/upload") || path.starts_with(config_.node.gPath);
  return stores && !hasReserve(config_.disk, spaceAt(config_.disk.path));
}

std::vector<http::ReadinessCheck> App::readiness() {
  std::vector<http::ReadinessCheck> checks;
  const auto answered = storage_->ping();
  checks.push_back({"database", answered.has_value(), answered ? "" : answered.error().cause});
  const bool reserve = hasReserve(config_.disk, spaceAt(config_.disk.path));
  checks.push_back({"disk_reserve", reserve, reserve ? "" : "below the reserve: data is refused with 503"});
  checks.push_back({"accepting", !stopping_, stopping_ ? "stopping" : ""});
  return checks;
}

std::string App::metricsText() {
  MetricText text;
  text.family("nenghub_build_info");
  text.sample(
      {{"version", kVersion}, {"node", config_.node.name}, {"role", std::string(nameOf(config_.node.role))}},
      1);
  metrics_.write(text);
  writeQueue(text, *storage_, clock_.now());
  writeJobs(text, scheduler_->figures());
  writeClocks(text, clocks_.offsets(clock_.now()));
  if (const auto space = spaceAt(config_.disk.path)) {
    text.family("nenghub_disk_free_bytes");
    text.sample({}, space->freeBytes);
    text.family("nenghub_disk_reserve_bytes");
    text.sample({}, reserveBytes(config_.disk, *space));
  }
  return text.take();
}

void App::runJobs(std::stop_token stop) {
  while (!stop.stop_requested()) {
    if (scheduler_->runDue(stop) == 0) rest(stop, config_.jobs.poll);
  }
}

void App::runUpkeep(std::stop_token stop) {
  while (!stop.stop_requested()) {
    upkeep_->runDue(stop);
    rest(stop, std::chrono::seconds(5));
  }
}

void App::runBulk(std::stop_token stop) {
  while (!stop.stop_requested()) {
    bulk_->runDue(stop);
    rest(stop, std::chrono::seconds(1));
  }
}

void App::rest(std::stop_token stop, std::chrono::seconds time) {
  std::unique_lock lock(restMutex_);
  rested_.wait_for(lock, stop, time, [] { return false; });
}

exchange::Surroundings App::within() {
  Storage& storage = failpoints_ ? failpoints_->receiving() : *storage_;
  return {storage, clock_, crypto_, log_, config_.node, &rules_, &group_, &tolerances_, &metrics_, &configs_};
}

delivery::Surroundings App::outward() {
  Storage& storage = failpoints_ ? failpoints_->delivering() : *storage_;
  return {storage, *datedPartner_, clock_, crypto_, log_, config_.node};
}

}  // namespace hub::app
