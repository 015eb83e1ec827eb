// Sends many requests over many mutual-TLS connections at once and times each: the client of `nenghub bench`.
//
// On OpenSSL and epoll, not on libcurl: libcurl 7.88 reads certificate, key and authorities again for each
// new connection, and a load generator that shares its processors with what it measures must be cheap.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/partners/load_target.h"
#include "hub/result.h"

namespace hub::partners {

struct LoadClientSettings {
  std::string
      caFile;  // the chain is checked against it; the host name is not (a load test trusts its address)
  std::string certificateFile, keyFile;  // both empty: no client certificate
  int connections = 1;
  bool reconnect = false;  // a new connection with a full handshake for each request
  std::chrono::seconds answerMax{120};
};

/// A request's body in two parts; the second may be shared by many requests.
struct LoadBody {
  std::string own;
  std::shared_ptr<const std::string> shared;  // may be empty
};

struct LoadAnswer {
  int status = 0;  // 0: none came, `text` says why
  std::string text;
  std::chrono::nanoseconds took{};  // from the first step, a new connection included, to the last byte
};

struct LoadRun {
  std::chrono::nanoseconds took{};
  std::uint64_t connectionsOpened = 0;
  std::uint64_t bytesSent = 0;  // bodies only
};

/// Each connection takes the next body when its answer is there. Used by one thread; starts none.
class LoadClient final {
 public:
  using Next = std::function<std::optional<LoadBody>()>;  // nothing: no further request
  using Answered = std::function<void(const LoadAnswer&)>;

  /// `internal` when a file cannot be read or key and certificate do not fit.
  static Result<std::unique_ptr<LoadClient>> make(const LoadTarget& target,
                                                  const LoadClientSettings& settings);
  ~LoadClient();
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;

  /// Returns when `next` has nothing more and all answers are there. `unreachable` after kFaultsMax requests
  /// in a row without an answer.
  Result<LoadRun> run(const Next& next, const Answered& answered);

  static constexpr int kFaultsMax = 100;

 private:
  class Loop;
  struct TlsContext;
  LoadClient(const LoadTarget& target, const LoadClientSettings& settings,
             std::unique_ptr<TlsContext> context);

  const LoadTarget target_;
  const LoadClientSettings settings_;
  const std::unique_ptr<TlsContext> context_;
};

}  // namespace hub::partners
