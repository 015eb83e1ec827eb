// hub::Partner by libcurl: one HTTPS POST with mutual TLS (N-6-2, N-8.1-1, N-5-1, OQ-10, OQ-11, OQ-40).
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "hub/ports/partner.h"

namespace hub::partners {

/// Files in PEM form; they are read again for each new connection, so a renewed certificate needs no restart.
struct CurlPartnerSettings {
  std::string certificateFile;  // ours, with its chain; empty = none, for a node that lets devices in without
  std::string keyFile;
  std::string caFile;  // the only authorities believed; the system's are not
  std::string proxy;   // empty = none; the environment is not asked
};

/// TLS 1.2 at least, HTTP/1.1, no redirects, no compression, no `Expect`. Keeps connections open and shares
/// them among threads. Safe from SIGPIPE in every thread that calls. Thread-safe.
class CurlPartner final : public Partner {
 public:
  explicit CurlPartner(CurlPartnerSettings settings);
  ~CurlPartner() override;
  CurlPartner(const CurlPartner&) = delete;
  CurlPartner& operator=(const CurlPartner&) = delete;

  tl::expected<CallReply, CallFailure> post(const Call& call) override;

  /// Ends running calls within a second as `reset` and lets no further one begin: for an orderly stop of the
  /// process.
  void stop() { stopping_ = true; }

 private:
  class Session;
  std::unique_ptr<Session> borrow(const std::string& host);
  void giveBack(std::unique_ptr<Session> session);

  const CurlPartnerSettings settings_;
  std::atomic<bool> stopping_{false};
  std::mutex idleMutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace hub::partners
