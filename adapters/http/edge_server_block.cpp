#include "adapters/http/edge_server_block.h"

#include <array>

#include "adapters/http/edge_form.h"
#include "adapters/http/edge_headers.h"
#include "adapters/http/fault_reply.h"
#include "hub/exchange/ascii_reply.h"

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

constexpr std::string_view kUpstreamForm = R"conf(
    upstream @NAME@ {
        zone @NAME@ 128k;
        server @HUB@ max_conns=@INSIDE@ max_fails=0;
        keepalive @INSIDE@;
        keepalive_requests 1000000;
        keepalive_timeout 60s;
    }
)conf";

// No tickets and a short memory: a resumed session is not checked against the revocation list again.
constexpr std::string_view kServerForm = R"conf(
    server {
        listen @LISTEN@ ssl default_server backlog=1024;
        ssl_certificate @CERTIFICATE@;
        ssl_certificate_key @KEY@;
        ssl_verify_client @VERIFY@;
        ssl_verify_depth 4;
        ssl_client_certificate @CLIENT_CA@;
@CRL@@VERSIONS@        ssl_ecdh_curve X25519:prime256v1:secp384r1;
        ssl_session_tickets off;
        ssl_session_cache shared:@NAME@:16m;
        ssl_session_timeout 60s;
        ssl_early_data off;

@LIMITS@@LOCATIONS@@FAULTS@    }
)conf";

constexpr std::string_view kModern = R"conf(        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
)conf";

// OpenSSL 3 knows the old versions only without any demand on strength; the suites of 1.2 still go first.
constexpr std::string_view kLegacy = R"conf(        ssl_protocols TLSv1 TLSv1.1 TLSv1.2;
        ssl_ciphers DEFAULT@SECLEVEL=0;
        ssl_prefer_server_ciphers on;
)conf";

constexpr std::string_view kLocationForm = R"conf(
        location @PATH@ {
@LIMITS@            if ($server_protocol = "HTTP/0.9") { return 400; }
            if ($request_method !~ ^(GET|POST)$) { return 405; }
            if ($wire_path = "") { return 404; }

            proxy_pass http://@UPSTREAM@$wire_path;
            # Of the client's headers none goes on: Pistache stumbles over some, and none can pose as ours.
            proxy_pass_request_headers off;
            proxy_set_header Host hub;
            proxy_set_header Connection keep-alive;
            proxy_set_header @SECRET_HEADER@ @SECRET@;
            proxy_set_header @LISTENER_HEADER@ @SAYS@;
            proxy_set_header @CERTIFICATE_HEADER@ $ssl_client_escaped_cert;
            proxy_set_header @ADDRESS_HEADER@ $remote_addr;
            proxy_set_header @REQUEST_ID_HEADER@ $request_id;
            add_header X-Request-Id $request_id always;
        }
)conf";

std::string locationText(const EdgeSettings& settings, const EdgeServerBlock& block,
                         const EdgeLocation& location) {
  return filled(kLocationForm, {{"PATH", location.path},
                                {"LIMITS", location.limits},
                                {"UPSTREAM", block.upstream},
                                {"SECRET_HEADER", kSecretHeader},
                                {"SECRET", settings.secret},
                                {"LISTENER_HEADER", kListenerHeader},
                                {"SAYS", std::string(block.says)},
                                {"CERTIFICATE_HEADER", kCertificateHeader},
                                {"ADDRESS_HEADER", kAddressHeader},
                                {"REQUEST_ID_HEADER", kRequestIdHeader}});
}

std::string faultPages(const EdgeSettings& settings, bool ascii) {
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
    const std::string body = faultBody(fault.code, fault.detail);
    out += "            return " + text(fault.status) + " '" + (ascii ? exchange::asciiReply(body) : body) +
           "';\n        }\n";
  }
  return out;
}

}  // namespace

std::string upstreamBlock(const EdgeSettings& settings, const std::string& name, int insideMax) {
  return filled(kUpstreamForm, {{"NAME", name},
                                {"HUB", place(settings.wire.hubAddress, settings.wire.hubPort)},
                                {"INSIDE", text(insideMax)}});
}

std::string serverBlock(const EdgeSettings& settings, const EdgeServerBlock& block) {
  const WireListener& wire = settings.wire;
  const bool required = block.certificate == ClientCertificate::required;
  const bool modern = block.versions == TlsVersions::modern;
  std::string locations;
  for (const EdgeLocation& location : block.locations) locations += locationText(settings, block, location);
  return filled(kServerForm,
                {{"LISTEN", block.listen},
                 {"CERTIFICATE", block.certificateFile},
                 {"KEY", block.keyFile},
                 {"VERIFY", required ? "on" : "optional"},
                 {"CLIENT_CA", wire.clientCaFile},
                 {"CRL", wire.clientCrlFile.empty() ? "" : "        ssl_crl " + wire.clientCrlFile + ";\n"},
                 {"NAME", block.name},
                 {"LIMITS", block.limits},
                 {"VERSIONS", std::string(modern ? kModern : kLegacy)},
                 {"LOCATIONS", locations},
                 {"FAULTS", faultPages(settings, block.asciiFaults)}});
}

}  // namespace hub::http
