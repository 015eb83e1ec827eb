#include "adapters/http/edge_config.h"

#include <string_view>

#include "adapters/http/edge_form.h"
#include "adapters/http/edge_headers.h"
#include "adapters/http/edge_server_block.h"
#include "adapters/http/installation_secret.h"

namespace hub::http {
namespace {

constexpr std::string_view kMainForm =
    R"conf(# Written by `nenghub edge config`; change the hub's configuration instead.
# Contains the installation secret: mode 0600.
@USER@daemon @DAEMON@;
worker_processes @WORKERS@;
worker_rlimit_nofile @FILES@;
worker_shutdown_timeout 30s;
pid @DIRECTORY@/nginx.pid;
lock_file @DIRECTORY@/nginx.lock;
error_log @DIRECTORY@/error.log warn;

events {
    worker_connections @CONNECTIONS@;
}

http {
    log_format edge escape=json
        '{"time":"$time_iso8601","id":"$request_id","listener":"$listener","address":"$remote_addr",'
        '"method":"$request_method",'
        '"path":"$uri","status":$status,"in":$request_length,"out":$bytes_sent,"seconds":$request_time,'
        '"hub_seconds":"$upstream_response_time","tls":"$ssl_protocol","resumed":"$ssl_session_reused",'
        '"verify":"$ssl_client_verify","serial":"$ssl_client_serial"}';
    access_log @DIRECTORY@/access.log edge;

    client_body_temp_path @DIRECTORY@/body_temp;
    proxy_temp_path @DIRECTORY@/proxy_temp;
    fastcgi_temp_path @DIRECTORY@/fastcgi_temp;
    uwsgi_temp_path @DIRECTORY@/uwsgi_temp;
    scgi_temp_path @DIRECTORY@/scgi_temp;

    server_tokens off;
    default_type "application/json; charset=UTF-8";
    keepalive_timeout 75s;
    keepalive_requests 100000;
    reset_timedout_connection on;

    client_header_timeout @HEADER_TIME@;
    client_body_timeout @BODY_TIME@;
    send_timeout @BODY_TIME@;
    client_header_buffer_size 4k;
    large_client_header_buffers 4 8k;

    # The hub meets whole requests only ...
    client_max_body_size @BODY_BYTES@;
    client_body_buffer_size 8m;
    proxy_request_buffering on;
    # ... gets rid of whole answers at once, however slowly the client reads ...
    proxy_buffering on;
    proxy_buffer_size 16k;
    proxy_buffers 64 16k;
    proxy_busy_buffers_size 64k;
    proxy_temp_file_write_size 256k;
    proxy_max_temp_file_size @ANSWER_BYTES@;
    # ... and never sees a client leave.
    proxy_ignore_client_abort on;

    proxy_connect_timeout 2s;
    proxy_send_timeout 30s;
    proxy_read_timeout @ANSWER_TIME@;
    proxy_next_upstream off;
    proxy_http_version 1.1;
    proxy_redirect off;

    limit_conn_zone $ssl_client_fingerprint zone=by_certificate:4m;
    limit_conn_zone $binary_remote_addr zone=by_address:8m;
    limit_conn_status 503;
    limit_conn_log_level warn;

)conf";

// Paths as they go on to the hub; anything else is no address of ours.
constexpr std::string_view kPathsForm = R"conf(    map $request_uri $wire_path {
        default "";
        "~^(?<known_path>/[A-Za-z0-9._~/-]{0,255})(\?|$)" $known_path;
    }

    map $server_port $listener {
        default wire;
@LISTENERS@    }
)conf";

// Who shows no certificate is known by his address alone: what he may do at once is limited by it.
constexpr std::string_view kStrangersForm = R"conf(
    map $ssl_client_verify $stranger {
        default $binary_remote_addr;
        SUCCESS "";
    }
    limit_conn_zone $stranger zone=by_stranger:8m;
    limit_conn_zone devices zone=all_devices:64k;
    limit_req_zone $stranger zone=stranger_requests:8m rate=@PER_SECOND@r/s;
    limit_req_zone $stranger zone=stranger_registrations:8m rate=@REGISTRATIONS@r/m;
    limit_req_status 503;
    limit_req_log_level warn;
)conf";

constexpr std::string_view kWireLimits = R"conf(        limit_conn by_certificate @PER_CERTIFICATE@;
        limit_conn by_address @PER_ADDRESS@;
)conf";

// Bodies of strangers go to disk early: memory is for those who are known.
constexpr std::string_view kDeviceLimits = R"conf(        limit_conn by_certificate @PER_CERTIFICATE@;
        limit_conn by_address @PER_ADDRESS@;
        limit_conn by_stranger @PER_STRANGER@;
        limit_conn all_devices @AT_ONCE@;
        limit_req @REQUESTS@;
        client_body_buffer_size 1m;
)conf";

constexpr std::string_view kRegistrationLimits =
    R"conf(            client_max_body_size @BYTES@;
            limit_req @REQUESTS@;
            limit_req zone=stranger_registrations burst=@REGISTRATIONS@ nodelay;
)conf";

constexpr const char* kHubForNodes = "hub_wire";
constexpr const char* kHubForDevices = "hub_devices";

/// What an address may do beyond its rate waits up to five seconds, real clients give up after ten.
std::string strangerRate(const DeviceLimits& limits) {
  return filled("zone=stranger_requests burst=@BURST@ delay=@FREE@",
                {{"BURST", text(limits.perSecond * 5)}, {"FREE", text(limits.perSecond)}});
}

std::string mainPart(const EdgeSettings& settings) {
  return filled(kMainForm, {{"USER", settings.user.empty() ? "" : "user " + settings.user + ";\n"},
                            {"DAEMON", settings.daemon ? "on" : "off"},
                            {"WORKERS", text(settings.workers)},
                            {"FILES", text(settings.connectionsMax * 2 + 1024)},
                            {"CONNECTIONS", text(settings.connectionsMax)},
                            {"DIRECTORY", settings.directory},
                            {"HEADER_TIME", text(settings.headerTime)},
                            {"BODY_TIME", text(settings.bodyTime)},
                            {"BODY_BYTES", text(settings.bodyBytesMax)},
                            {"ANSWER_BYTES", text(settings.answerBytesMax)},
                            {"ANSWER_TIME", text(settings.answerTime)}});
}

std::string listenersPart(const EdgeSettings& settings) {
  std::string names;
  if (settings.device) names += "        " + std::to_string(settings.device->port) + " device;\n";
  if (settings.legacy) names += "        " + std::to_string(settings.legacy->port) + " legacy;\n";
  return filled(kPathsForm, {{"LISTENERS", names}});
}

std::string wirePart(const EdgeSettings& settings) {
  const WireListener& wire = settings.wire;
  const std::string limits = filled(kWireLimits, {{"PER_CERTIFICATE", text(settings.perCertificate)},
                                                  {"PER_ADDRESS", text(settings.perAddress)}});
  return upstreamBlock(settings, kHubForNodes, settings.insideMax) +
         serverBlock(settings, {.name = "wire",
                                .says = kWireListener,
                                .listen = place(wire.address, wire.port),
                                .certificateFile = wire.certificateFile,
                                .keyFile = wire.keyFile,
                                .upstream = kHubForNodes,
                                .limits = limits,
                                .locations = {{"/", ""}}});
}

std::string deviceBlock(const EdgeSettings& settings, const DeviceListener& device, const std::string& name,
                        TlsVersions versions) {
  const DeviceLimits& limits = settings.deviceLimits;
  const std::string registration =
      filled(kRegistrationLimits, {{"BYTES", text(limits.registrationBytesMax)},
                                   {"REQUESTS", strangerRate(limits)},
                                   {"REGISTRATIONS", text(limits.registrations)}});
  const bool own = !device.certificateFile.empty();
  return serverBlock(settings,
                     {.name = name,
                      .says = kDeviceListener,
                      .listen = place(device.address, device.port),
                      .certificateFile = own ? device.certificateFile : settings.wire.certificateFile,
                      .keyFile = own ? device.keyFile : settings.wire.keyFile,
                      .certificate = ClientCertificate::optional,
                      .versions = versions,
                      .asciiFaults = true,
                      .upstream = kHubForDevices,
                      .limits = filled(kDeviceLimits, {{"PER_CERTIFICATE", text(settings.perCertificate)},
                                                       {"PER_ADDRESS", text(settings.perAddress)},
                                                       {"PER_STRANGER", text(limits.perStranger)},
                                                       {"AT_ONCE", text(limits.atOnce)},
                                                       {"REQUESTS", strangerRate(limits)}}),
                      .locations = {{"= /", registration}, {"= /register", registration}, {"/", ""}}});
}

std::string devicesPart(const EdgeSettings& settings) {
  const DeviceLimits& limits = settings.deviceLimits;
  if (!settings.device && !settings.legacy) return {};
  std::string out = filled(kStrangersForm, {{"PER_SECOND", text(limits.perSecond)},
                                            {"REGISTRATIONS", text(limits.registrations)}});
  out += upstreamBlock(settings, kHubForDevices, limits.insideMax);
  if (settings.device) out += deviceBlock(settings, *settings.device, "device", TlsVersions::modern);
  if (settings.legacy) out += deviceBlock(settings, *settings.legacy, "legacy", TlsVersions::legacy);
  return out;
}

/// nginx needs no quotes for these, and nothing in them can end a directive or name a variable.
bool isPlainWord(std::string_view word) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:[]+@,";
  return !word.empty() && word.find_first_not_of(kAllowed) == word.npos;
}

Result<void> checkFile(std::string_view name, const std::string& path) {
  if (isPlainWord(path) && path.front() == '/') return {};
  return fail(Failure::malformed, {},
              std::string(name) + " is not an absolute path without blanks and quotes: " + path);
}

Result<void> checkWord(std::string_view name, const std::string& word) {
  if (isPlainWord(word)) return {};
  return fail(Failure::malformed, {}, std::string(name) + " is not usable: " + word);
}

Result<void> checkDevice(const std::string& name, const DeviceListener& device) {
  HUB_CHECK(checkWord(name + ".address", device.address));
  if (device.port == 0) return fail(Failure::malformed, {}, name + ".port is needed");
  if (device.certificateFile.empty() && device.keyFile.empty()) return {};
  HUB_CHECK(checkFile(name + ".certificateFile", device.certificateFile));
  return checkFile(name + ".keyFile", device.keyFile);
}

/// The log tells listeners apart by their ports.
Result<void> checkPorts(const EdgeSettings& settings) {
  const auto taken = [&](const std::optional<DeviceListener>& device, std::uint16_t port) {
    return device && device->port == port;
  };
  if (taken(settings.device, settings.wire.port) || taken(settings.legacy, settings.wire.port) ||
      (settings.device && taken(settings.legacy, settings.device->port)))
    return fail(Failure::malformed, {}, "wire.port, device.port and legacy.port must differ");
  return {};
}

Result<void> check(const EdgeSettings& settings) {
  const WireListener& wire = settings.wire;
  HUB_CHECK(checkFile("directory", settings.directory));
  HUB_CHECK(checkFile("wire.certificateFile", wire.certificateFile));
  HUB_CHECK(checkFile("wire.keyFile", wire.keyFile));
  HUB_CHECK(checkFile("wire.clientCaFile", wire.clientCaFile));
  if (!wire.clientCrlFile.empty()) HUB_CHECK(checkFile("wire.clientCrlFile", wire.clientCrlFile));
  if (!settings.user.empty()) HUB_CHECK(checkWord("user", settings.user));
  HUB_CHECK(checkWord("wire.address", wire.address));
  HUB_CHECK(checkWord("wire.hubAddress", wire.hubAddress));
  if (!isUsableSecret(settings.secret)) return fail(Failure::malformed, {}, "secret is not usable");
  if (wire.port == 0 || wire.hubPort == 0)
    return fail(Failure::malformed, {}, "wire.port and wire.hubPort are needed");
  if (settings.device) HUB_CHECK(checkDevice("device", *settings.device));
  if (settings.legacy) HUB_CHECK(checkDevice("legacy", *settings.legacy));
  return checkPorts(settings);
}

}  // namespace

Result<std::string> edgeConfig(const EdgeSettings& settings) {
  HUB_CHECK(check(settings));
  return mainPart(settings) + listenersPart(settings) + wirePart(settings) + devicesPart(settings) + "}\n";
}

}  // namespace hub::http
