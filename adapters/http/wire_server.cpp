#include "adapters/http/wire_server.h"

#include "adapters/http/caller_certificate.h"
#include "adapters/http/edge_headers.h"
#include "adapters/http/fault_reply.h"
#include "adapters/http/installation_secret.h"

namespace hub::http {
namespace {

using schemas::ReplyCode;

constexpr std::size_t kHeaderBytesMax = 1u << 20;
constexpr const char* kJson = "application/json; charset=UTF-8";  // OQ-11

PlainReply fault(int status, ReplyCode code, std::string_view detail = {}) {
  return {status, faultBody(code, detail), kJson, {}};
}

PlainReply stoppingReply() {
  PlainReply reply = fault(503, ReplyCode::platformFault);
  reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

PlainServerSettings plainSettings(const WireServerSettings& settings) {
  PlainServerSettings plain;
  plain.address = settings.address;
  plain.port = settings.port;
  plain.threads = settings.threads;
  plain.requestBytesMax = settings.bodyBytesMax + kHeaderBytesMax;
  plain.stopWait = settings.stopWait;
  plain.whenThrown = fault(200, ReplyCode::platformFault);
  plain.whenStopping = stoppingReply();
  return plain;
}

PlainReply answer(const PlainRequest& request, const WireServerSettings& settings,
                  const WireServer::Handler& handler) {
  if (!sameSecret(settings.secret, request.header(kSecretHeader)))
    return fault(403, ReplyCode::malformedMember, "请求未经接入代理");
  if (request.body.size() > settings.bodyBytesMax)
    return fault(413, ReplyCode::malformedMember, "请求体超过上限");
  auto certificate = certificateSha256(request.header(kCertificateHeader));
  if (!certificate) return fault(403, ReplyCode::malformedMember, certificate.error().detail);

  exchange::WireReply reply = handler({request.method, request.path, request.body, *std::move(certificate),
                                       request.header(kAddressHeader), request.header(kRequestIdHeader)});
  return {reply.status, std::move(reply.body), kJson, std::move(reply.headers)};
}

}  // namespace

Result<std::unique_ptr<WireServer>> WireServer::start(const WireServerSettings& settings, Handler handler,
                                                      Log& log) {
  if (!isUsableSecret(settings.secret))
    return fail(Failure::malformed, {}, "the installation secret needs 32 characters of [A-Za-z0-9_-]");
  HUB_TRY(server, PlainServer::start(
                      plainSettings(settings),
                      [settings, handler = std::move(handler)](const PlainRequest& request) {
                        return answer(request, settings, handler);
                      },
                      log));
  return std::unique_ptr<WireServer>(new WireServer(std::move(server)));
}

}  // namespace hub::http
