#include "adapters/http/wire_server.h"

#include <algorithm>
#include <optional>

#include "adapters/http/caller_certificate.h"
#include "adapters/http/edge_headers.h"
#include "adapters/http/fault_reply.h"
#include "adapters/http/installation_secret.h"
#include "adapters/http/turnstile.h"
#include "hub/exchange/ascii_reply.h"

namespace hub::http {
namespace {

using schemas::ReplyCode;

constexpr int kConnectionThreads = 64;
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
  // Pistache ties a connection to a thread for life: two busy ones on one thread would wait for each other
  // while others idle. Many threads, of which few run, make that rare.
  plain.threads = std::max(settings.threads, kConnectionThreads);
  plain.requestBytesMax = settings.bodyBytesMax + kHeaderBytesMax;
  plain.stopWait = settings.stopWait;
  plain.whenThrown = fault(200, ReplyCode::platformFault);
  plain.whenStopping = stoppingReply();
  return plain;
}

/// The only copy of the body, in the form that WireServer promises.
std::string paddedCopy(const std::string& body) {
  std::string copy;
  copy.reserve(body.size() + kBodyPadding);
  copy.append(body);
  return copy;
}

std::optional<exchange::Listener> listenerOf(std::string_view told) {
  if (told == kWireListener) return exchange::Listener::wire;
  if (told == kDeviceListener) return exchange::Listener::device;
  return std::nullopt;
}

/// The error's detail is for the sender.
Result<exchange::WireRequest> wireRequest(const PlainRequest& request, exchange::Listener listener,
                                          const WireServerSettings& settings) {
  if (request.body.size() > settings.bodyBytesMax) return fail(Failure::tooLarge, "请求体超过上限");
  HUB_TRY(certificate, certificateSha256(request.header(kCertificateHeader)));
  return exchange::WireRequest{.method = request.method,
                               .path = request.path,
                               .body = paddedCopy(request.body),
                               .certificateSha256 = std::move(certificate),
                               .address = request.header(kAddressHeader),
                               .requestId = request.header(kRequestIdHeader),
                               .listener = listener};
}

// A light request is a share of a whole place: it waits for others most of the time.
constexpr int kHeavy = 8;

bool isLight(const PlainRequest& request, const WireServerSettings& settings) {
  return request.path == settings.lightPath && request.body.size() <= settings.lightBytesMax;
}

PlainReply answer(const PlainRequest& request, const WireServerSettings& settings,
                  const WireServer::Handler& handler, Turnstile& turnstile) {
  const auto listener = listenerOf(request.header(kListenerHeader));
  if (!sameSecret(settings.secret, request.header(kSecretHeader)) || !listener)
    return fault(403, ReplyCode::malformedMember, "请求未经接入代理");
  const Turnstile::Place place(turnstile, isLight(request, settings) ? 1 : kHeavy);
  const auto asked = wireRequest(request, *listener, settings);
  if (asked) {
    exchange::WireReply reply = handler(*asked);
    return {reply.status, std::move(reply.body), kJson, std::move(reply.headers)};
  }
  const int status = asked.error().failure == Failure::tooLarge ? 413 : 403;
  PlainReply refusal = fault(status, ReplyCode::malformedMember, asked.error().detail);
  if (listener == exchange::Listener::device) refusal.body = exchange::asciiReply(refusal.body);
  return refusal;
}

}  // namespace

Result<std::unique_ptr<WireServer>> WireServer::start(const WireServerSettings& settings, Handler handler,
                                                      Log& log) {
  if (!isUsableSecret(settings.secret))
    return fail(Failure::malformed, {}, "the installation secret needs 32 characters of [A-Za-z0-9_-]");
  HUB_TRY(server,
          PlainServer::start(
              plainSettings(settings),
              [settings, handler = std::move(handler),
               turnstile = std::make_shared<Turnstile>(settings.threads * kHeavy)](
                  const PlainRequest& request) { return answer(request, settings, handler, *turnstile); },
              log));
  return std::unique_ptr<WireServer>(new WireServer(std::move(server)));
}

}  // namespace hub::http
