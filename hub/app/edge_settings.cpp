#include "hub/app/edge_settings.h"

namespace hub::app {

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
  return settings;
}

}  // namespace hub::app
