#include "adapters/http/health_server.h"

#include <algorithm>

#include "adapters/http/listen_address.h"
#include "schemas/json/writer.h"

namespace hub::http {
namespace {

constexpr const char* kJson = "application/json; charset=UTF-8";
constexpr const char* kMetricsText = "text/plain; version=0.0.4; charset=utf-8";

PlainReply status(int code, std::string_view text) {
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("status", text);
  writer.endObject();
  return {code, std::move(writer).take(), kJson, {}};
}

PlainReply readiness(const std::vector<ReadinessCheck>& checks) {
  const bool ready = std::all_of(checks.begin(), checks.end(), [](const ReadinessCheck& c) { return c.ok; });
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("status", ready ? "ready" : "not ready");
  writer.name("checks");
  writer.beginArray();
  for (const ReadinessCheck& check : checks) {
    writer.beginObject();
    writer.member("name", check.name);
    writer.name("ok");
    writer.boolean(check.ok);
    if (!check.cause.empty()) writer.member("cause", check.cause);
    writer.endObject();
  }
  writer.endArray();
  writer.endObject();
  return {ready ? 200 : 503, std::move(writer).take(), kJson, {}};
}

PlainReply answer(const PlainRequest& request, const HealthSources& sources) {
  if (request.path != "/livez" && request.path != "/readyz" && request.path != "/metrics")
    return status(404, "no such page");
  if (request.method != "GET") return status(405, "only GET");
  if (request.path == "/livez") return status(200, "alive");
  if (request.path == "/readyz") return readiness(sources.readiness());
  return {200, sources.metrics(), kMetricsText, {}};
}

}  // namespace

Result<std::unique_ptr<HealthServer>> HealthServer::start(const std::string& address, std::uint16_t port,
                                                          HealthSources sources, Log& log) {
  if (!isLoopbackAddress(address))
    return fail(Failure::notPermitted, {}, "not a loopback address: " + address);
  PlainServerSettings settings;
  settings.address = address;
  settings.port = port;
  settings.whenThrown = status(503, "failed");
  settings.whenStopping = status(503, "stopping");
  HUB_TRY(server, PlainServer::start(
                      std::move(settings),
                      [sources = std::move(sources)](const PlainRequest& request) {
                        return answer(request, sources);
                      },
                      log));
  return std::unique_ptr<HealthServer>(new HealthServer(std::move(server)));
}

}  // namespace hub::http
