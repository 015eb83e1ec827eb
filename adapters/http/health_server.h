// /livez, /readyz and /metrics for the supervisor and the monitoring of this machine (design 10).
#pragma once

#include <functional>

#include "adapters/http/plain_server.h"

namespace hub::http {

struct ReadinessCheck {
  std::string name;  // ASCII: "database", "schema", "edge_secret"
  bool ok = false;
  std::string cause;  // English, without secrets: whoever reads it sits on this machine
};

/// Called from the server's thread, one request at a time. They should answer within a second.
struct HealthSources {
  std::function<std::vector<ReadinessCheck>()> readiness;
  std::function<std::string()> metrics;  // Prometheus text format 0.0.4
};

/// /livez answers 200 while the process answers at all; /readyz 200 when every check is ok, else 503; both
/// with JSON.
class HealthServer {
 public:
  /// Loopback only; port 0 takes any free one. Failures as PlainServer::start().
  static Result<std::unique_ptr<HealthServer>> start(const std::string& address, std::uint16_t port,
                                                     HealthSources sources, Log& log);

  std::uint16_t port() const { return server_->port(); }
  void stop() { server_->stop(); }

 private:
  explicit HealthServer(std::unique_ptr<PlainServer> server) : server_(std::move(server)) {}
  std::unique_ptr<PlainServer> server_;
};

}  // namespace hub::http
