// The wire endpoint behind the edge: turns its requests into WireRequest, and nothing else (design 3, OQ-08,
// OQ-10).
#pragma once

#include <functional>

#include "adapters/http/plain_server.h"
#include "hub/exchange/dispatcher.h"

namespace hub::http {

struct WireServerSettings {
  std::string address = "127.0.0.1";  // loopback or private IPv4; 0.0.0.0 is refused
  std::uint16_t port = 0;
  // Requests at once inside the hub; more wait in their connections. The edge limits how many may wait.
  int threads = 16;
  // Requests to this path with at most so many bytes weigh an eighth of another: they share a unit of work,
  // and wait for it most of the time.
  std::string lightPath = {};
  std::size_t lightBytesMax = 0;
  std::size_t bodyBytesMax = 32u << 20;
  std::string secret;  // of the installation; the edge sends it with each request
  std::chrono::milliseconds stopWait{10'000};
};

/// WireRequest::body has at least this capacity beyond its size, so that a decoder may read past its end.
inline constexpr std::size_t kBodyPadding = 64;

/// A request without the secret or without the name of a listener of the edge is answered 403 before anything
/// else of it is looked at. Answers above 1 MiB are
/// fine only because the edge buffers whole answers: a slow reader directly on this port would stop a thread
/// of Pistache 0.0.5.
class WireServer {
 public:
  using Handler =
      std::function<exchange::WireReply(const exchange::WireRequest&)>;  // from several threads at once

  /// Failures as PlainServer::start(), and malformed for an unusable secret.
  static Result<std::unique_ptr<WireServer>> start(const WireServerSettings& settings, Handler handler,
                                                   Log& log);

  std::uint16_t port() const { return server_->port(); }
  /// See PlainServer::stop(). Meanwhile the answer is 503 with E1001.
  void stop() { server_->stop(); }

 private:
  explicit WireServer(std::unique_ptr<PlainServer> server) : server_(std::move(server)) {}
  std::unique_ptr<PlainServer> server_;
};

}  // namespace hub::http
