// The configuration of the edge: nginx ends TLS, checks client certificates and buffers whole requests and
// whole answers, so that the hub never meets a slow or hostile client (design 3, OQ-08; N-6-2, N-8.1-1).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "hub/result.h"

namespace hub::http {

/// Mutual TLS for other nodes. Files are PEM, paths absolute.
struct WireListener {
  std::string address = "0.0.0.0";
  std::uint16_t port = 8443;
  std::string certificateFile;  // server certificate, then its intermediates
  std::string keyFile;
  std::string clientCaFile;  // the CAs whose client certificates are accepted
  std::string
      clientCrlFile;  // empty: none. Else it holds a list of every one of those CAs, or nobody gets in
  std::string hubAddress = "127.0.0.1";  // of WireServer
  std::uint16_t hubPort = 0;
};

/// End devices: a client certificate that is shown must be good, by the same CAs and list as on the wire, but
/// none has to be shown. Requests go to the hub of the wire listener.
struct DeviceListener {
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;
  std::string certificateFile;  // both empty: those of the wire listener
  std::string keyFile;
};

/// Of the device and the legacy listener together, besides those of the wire.
struct DeviceLimits {
  int insideMax = 64;      // as EdgeSettings::insideMax, so that devices never take the place of nodes
  int atOnce = 1024;       // requests at once, all devices together; more: 503
  int perStranger = 64;    // requests at once of one address without a certificate; more: 503
  int perSecond = 50;      // of one address without a certificate; what is more waits up to 5 s, then: 503
  int registrations = 30;  // a minute, of one address without a certificate; more: 503
  std::size_t registrationBytesMax = 64u << 10;
};

/// One nginx, unprivileged, beside others on the same machine: everything it writes lies in `directory`.
/// A further listener (console) becomes a further optional member and a further server block.
struct EdgeSettings {
  std::string directory;  // absolute, exists, writable: nginx.pid, error.log, access.log, temporary files
  std::string user;       // of the worker processes when started by root; empty leaves the choice to nginx
  bool daemon = false;    // false suits systemd and the quick start: the started process is the one to stop
  int workers = 2;
  int connectionsMax = 8192;  // per worker
  std::string secret;         // see isUsableSecret()

  std::size_t bodyBytesMax = 32u << 20;  // larger: 413
  std::size_t answerBytesMax =
      128u << 20;  // what is buffered of an answer; beyond it a slow reader slows the hub
  // Requests handed to the hub at once, running or waiting there for a thread; more: 503. Each may take
  // bodyBytesMax of the hub's memory. Open-source nginx has no queue of its own before an upstream.
  int insideMax = 128;
  int perCertificate =
      64;  // requests at once, from their first header to the last byte of the answer; more: 503
  int perAddress = 512;
  std::chrono::seconds headerTime{10};   // TLS handshake; request line and headers
  std::chrono::seconds bodyTime{60};     // between two pieces of a body, or of an answer
  std::chrono::seconds answerTime{150};  // the hub's time for one request
  std::chrono::seconds retryAfter{5};

  WireListener wire;
  std::optional<DeviceListener> device;
  /// TLS 1.0 and 1.1 for boxes that know nothing newer. To the hub it is the device listener; the access log
  /// names it, so that who still needs it can be found.
  std::optional<DeviceListener> legacy;
  DeviceLimits deviceLimits;
};

/// A complete nginx.conf for nginx 1.22; start it with `nginx -p DIR -e DIR/error.log -c DIR/nginx.conf`.
/// It contains the installation secret: write it with mode 0600, as `nenghub edge config` does.
/// malformed: a member that nginx could misread or that is not usable; the cause names it.
Result<std::string> edgeConfig(const EdgeSettings& settings);

}  // namespace hub::http
