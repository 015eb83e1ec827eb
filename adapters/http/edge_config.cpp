#include "adapters/http/edge_config.h"

#include <array>
#include <string_view>

#include "adapters/http/edge_headers.h"
#include "adapters/http/fault_reply.h"
#include "adapters/http/installation_secret.h"

namespace hub::http {
namespace {

using schemas::ReplyCode;

/// What nginx itself refuses, and how it is said (OQ-10): `status` to the client for nginx's own `codes`.
struct EdgeFault {
  int status;
  std::string_view codes;
  ReplyCode code;
  std::string_view detail;
};

constexpr std::array kFaults{
    EdgeFault{400, "400 416 421 494 497 501 505", ReplyCode::malformedMember, "HTTP请求报文"},
    EdgeFault{403, "403 495 496", ReplyCode::malformedMember, "客户端证书"},
    EdgeFault{404, "404", ReplyCode::malformedMember, "服务地址"},
    EdgeFault{405, "405", ReplyCode::malformedMember, "请求方法"},
    EdgeFault{408, "408", ReplyCode::malformedMember, "请求接收超时"},
    EdgeFault{411, "411", ReplyCode::malformedMember, "Content-Length"},
    EdgeFault{413, "413", ReplyCode::malformedMember, "请求体超过上限"},
    EdgeFault{414, "414", ReplyCode::malformedMember, "服务地址过长"},
    EdgeFault{503, "500 502 503 504", ReplyCode::platformFault, "请稍后重试"},
};

std::string text(std::size_t number) { return std::to_string(number); }
std::string text(int number) { return std::to_string(number); }
std::string text(std::chrono::seconds time) { return std::to_string(time.count()) + "s"; }

/// Replaces every `@NAME@` of a template.
std::string filled(std::string_view form,
                   std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string out(form);
  for (const auto& [name, value] : values) {
    const std::string mark = "@" + std::string(name) + "@";
    for (auto at = out.find(mark); at != out.npos; at = out.find(mark, at + value.size()))
      out.replace(at, mark.size(), value);
  }
  return out;
}

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
        '{"time":"$time_iso8601","id":"$request_id","address":"$remote_addr","method":"$request_method",'
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

// TLS by OQ-40. No tickets and a short memory: a resumed session is not checked against the revocation list
// again.
constexpr std::string_view kWireForm = R"conf(    # Wire: other nodes, mutual TLS.
    map $request_uri $wire_path {
        default "";
        "~^(?<known_path>/[A-Za-z0-9._~/-]{0,255})(\?|$)" $known_path;
    }

    upstream hub_wire {
        zone hub_wire 128k;
        server @HUB@ max_conns=@INSIDE@ max_fails=0;
        keepalive @INSIDE@;
        keepalive_requests 1000000;
        keepalive_timeout 60s;
    }

    server {
        listen @LISTEN@ ssl default_server backlog=1024;
        ssl_certificate @CERTIFICATE@;
        ssl_certificate_key @KEY@;
        ssl_verify_client on;
        ssl_verify_depth 4;
        ssl_client_certificate @CLIENT_CA@;
@CRL@        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
        ssl_ecdh_curve X25519:prime256v1:secp384r1;
        ssl_session_tickets off;
        ssl_session_cache shared:wire:16m;
        ssl_session_timeout 60s;
        ssl_early_data off;

        limit_conn by_certificate @PER_CERTIFICATE@;
        limit_conn by_address @PER_ADDRESS@;

        location / {
            if ($server_protocol = "HTTP/0.9") { return 400; }
            if ($request_method !~ ^(GET|POST)$) { return 405; }
            if ($wire_path = "") { return 404; }

            proxy_pass http://hub_wire$wire_path;
            # Of the client's headers none goes on: Pistache stumbles over some, and none can pose as ours.
            proxy_pass_request_headers off;
            proxy_set_header Host hub;
            proxy_set_header Connection keep-alive;
            proxy_set_header @SECRET_HEADER@ @SECRET@;
            proxy_set_header @CERTIFICATE_HEADER@ $ssl_client_escaped_cert;
            proxy_set_header @ADDRESS_HEADER@ $remote_addr;
            proxy_set_header @REQUEST_ID_HEADER@ $request_id;
            add_header X-Request-Id $request_id always;
        }
@FAULTS@    }
)conf";

std::string faultPages(const EdgeSettings& settings) {
  std::string out;
  for (const EdgeFault& fault : kFaults) {
    const std::string page = "/_edge/" + text(fault.status);
    out += filled(
        "\n        error_page @CODES@ =@STATUS@ @PAGE@;\n        location = @PAGE@ {\n            "
        "internal;\n",
        {{"CODES", std::string(fault.codes)}, {"STATUS", text(fault.status)}, {"PAGE", page}});
    if (fault.status == 503)
      out +=
          "            add_header Retry-After " + std::to_string(settings.retryAfter.count()) + " always;\n";
    if (fault.status == 405) out += "            add_header Allow \"GET, POST\" always;\n";
    out += "            add_header X-Request-Id $request_id always;\n";
    out += "            return " + text(fault.status) + " '" + faultBody(fault.code, fault.detail) +
           "';\n        }\n";
  }
  return out;
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

std::string wirePart(const EdgeSettings& settings) {
  const WireListener& wire = settings.wire;
  return filled(kWireForm,
                {{"HUB", wire.hubAddress + ":" + text(static_cast<int>(wire.hubPort))},
                 {"INSIDE", text(settings.insideMax)},
                 {"LISTEN", wire.address + ":" + text(static_cast<int>(wire.port))},
                 {"CERTIFICATE", wire.certificateFile},
                 {"KEY", wire.keyFile},
                 {"CLIENT_CA", wire.clientCaFile},
                 {"CRL", wire.clientCrlFile.empty() ? "" : "        ssl_crl " + wire.clientCrlFile + ";\n"},
                 {"PER_CERTIFICATE", text(settings.perCertificate)},
                 {"PER_ADDRESS", text(settings.perAddress)},
                 {"SECRET_HEADER", kSecretHeader},
                 {"SECRET", settings.secret},
                 {"CERTIFICATE_HEADER", kCertificateHeader},
                 {"ADDRESS_HEADER", kAddressHeader},
                 {"REQUEST_ID_HEADER", kRequestIdHeader},
                 {"FAULTS", faultPages(settings)}});
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
  return {};
}

}  // namespace

Result<std::string> edgeConfig(const EdgeSettings& settings) {
  HUB_CHECK(check(settings));
  return mainPart(settings) + wirePart(settings) + "}\n";
}

}  // namespace hub::http
