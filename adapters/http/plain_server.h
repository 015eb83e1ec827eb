// An HTTP endpoint without TLS for callers on this machine or a private network: the edge and the monitoring.
// The only place that knows Pistache. What 0.0.5 cannot do is kept away from it: no router, no streamed
// answers, no answers from other threads, nothing of an exception in an answer. The program ignores SIGPIPE
// before it starts one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hub/log.h"
#include "hub/result.h"

namespace hub::http {

struct PlainRequest {
  std::string method;
  std::string path;  // without query
  const std::string& body;
  std::function<std::string(const std::string&)> header;  // by name in any case; empty when absent
};

struct PlainReply {
  int status = 200;
  std::string body;
  std::string contentType;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct PlainServerSettings {
  std::string address = "127.0.0.1";  // loopback or private IPv4
  std::uint16_t port = 0;             // 0: any free one, see port()
  int threads = 1;
  std::size_t requestBytesMax = 1u << 16;  // line, headers and body
  std::chrono::milliseconds stopWait{10'000};
  PlainReply whenThrown;    // the handler threw
  PlainReply whenStopping;  // stop() has been called
};

/// Serves from its making to stop(). A connection belongs to one of `threads` threads for its whole life; its
/// requests are answered one after the other in that thread. One server a process and purpose: Pistache 0.0.5
/// leaks descriptors with each.
class PlainServer {
 public:
  using Handler = std::function<PlainReply(const PlainRequest&)>;  // called from `threads` threads at once

  /// notPermitted: an address that faces a network; unreachable: the port cannot be bound.
  static Result<std::unique_ptr<PlainServer>> start(PlainServerSettings settings, Handler handler, Log& log);
  ~PlainServer();
  PlainServer(const PlainServer&) = delete;
  PlainServer& operator=(const PlainServer&) = delete;

  std::uint16_t port() const;
  /// From now on `whenStopping` is answered; waits until running requests have been answered and written, at
  /// most `stopWait`, then closes. Again: no effect. From one thread.
  void stop();

 private:
  struct Inside;
  explicit PlainServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace hub::http
