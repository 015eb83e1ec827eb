#include "hub/app/edge_settings.h"

namespace hub::app {
namespace {

std::optional<http::DeviceListener> deviceListener(const std::optional<Listen>& listen) {
  if (!listen) return std::nullopt;
  http::DeviceListener listener;
  listener.address = listen->address;
  listener.port = listen->port;
  return listener;
}

}  // namespace

http::EdgeSettings edgeSettings(const Config& config, const std::string& secret) {
  const EdgeConfig& edge = config.edge;
  http::EdgeSettings settings;
  settings.directory = edge.directory;
  settings.user = edge.user;
  settings.workers = static_cast<int>(edge.workers);
  settings.secret = secret;
  settings.bodyBytesMax = config.node.bodyBytesMax;
  settings.insideMax = static_cast<int>(edge.requestsInHub);
  settings.perCertificate = static_cast<int>(edge.connectionsPerCertificate);
  settings.perAddress = static_cast<int>(edge.connectionsPerAddress);
  settings.wire.address = edge.listen.address;
  settings.wire.port = edge.listen.port;
  settings.wire.certificateFile = edge.serverCertFile;
  settings.wire.keyFile = edge.serverKeyFile;
  settings.wire.clientCaFile = edge.clientCaFile;
  settings.wire.clientCrlFile = edge.crlFile;
  settings.wire.hubAddress = config.http.listen.address;
  settings.wire.hubPort = config.http.listen.port;
  settings.device = deviceListener(config.device.listen);
  settings.legacy = deviceListener(config.device.legacyListen);
  settings.deviceLimits.insideMax = static_cast<int>(edge.requestsInHub);
  settings.deviceLimits.perSecond = static_cast<int>(config.device.requestsPerSecond);
  settings.deviceLimits.registrations = static_cast<int>(config.device.registrationsPerMinute);
  return settings;
}

}  // namespace hub::app
