// The hub's wire endpoint with a handler that tells what it was given, for tests/integration/edge_test.py.
//   edge_echo_server PORT SECRET     stops on SIGTERM
//   edge_echo_server config FILE     writes FILE's `name value` lines as an edge configuration to standard
//   output
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/http/edge_config.h"
#include "adapters/http/wire_server.h"
#include "schemas/json/writer.h"

namespace {

using hub::exchange::WireReply;
using hub::exchange::WireRequest;

class Echo {
 public:
  WireReply operator()(const WireRequest& request) {
    const int seen = count(request.path);
    if (request.path.starts_with("/large/"))
      return {200, std::string(numberAfter(request.path, "/large/"), 'x'), {}};
    if (request.path.starts_with("/seen/")) return {200, std::to_string(countOf(request.path.substr(5))), {}};
    if (request.path.starts_with("/slow/"))
      std::this_thread::sleep_for(std::chrono::milliseconds(numberAfter(request.path, "/slow/")));
    if (request.path == "/throw") throw 42;
    return {200, description(request, seen), {{"X-Echo", "yes"}}};
  }

 private:
  static std::size_t numberAfter(const std::string& path, std::string_view prefix) {
    return std::stoul(path.substr(prefix.size()));
  }

  static std::string description(const WireRequest& request, int seen) {
    schemas::json::Writer writer;
    writer.beginObject();
    writer.member("method", request.method);
    writer.member("path", request.path);
    writer.member("certificate", request.certificateSha256);
    writer.member("address", request.address);
    writer.member("requestId", request.requestId);
    writer.member("listener", request.listener == hub::exchange::Listener::device ? "device" : "wire");
    writer.member("bodySha256", hub::crypto::OpenSslCrypto().sha256(request.body));
    writer.member("bodyBytes", std::to_string(request.body.size()));
    writer.member("seen", std::to_string(seen));
    writer.endObject();
    return std::move(writer).take();
  }

  int count(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return ++counts_[path];
  }

  int countOf(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(path);
    return found == counts_.end() ? 0 : found->second;
  }

  std::mutex mutex_;  // guards counts_
  std::map<std::string, int> counts_;
};

std::optional<hub::http::DeviceListener> deviceListener(const std::string& port) {
  if (port.empty()) return std::nullopt;
  hub::http::DeviceListener listener;
  listener.address = "127.0.0.1";
  listener.port = static_cast<std::uint16_t>(std::stoi(port));
  return listener;
}

int writeConfig(const char* file) {
  std::ifstream input(file);
  std::map<std::string, std::string> values;
  for (std::string name, value; input >> name >> value;) values[name] = value;

  hub::http::EdgeSettings settings;
  settings.directory = values["directory"];
  settings.user = values["user"];
  settings.secret = values["secret"];
  settings.headerTime = std::chrono::seconds(std::stoi(values["header_seconds"]));
  settings.insideMax = std::stoi(values["inside_max"]);
  settings.wire.address = "127.0.0.1";
  settings.wire.port = static_cast<std::uint16_t>(std::stoi(values["wire_port"]));
  settings.wire.certificateFile = values["certificate"];
  settings.wire.keyFile = values["key"];
  settings.wire.clientCaFile = values["client_ca"];
  settings.wire.clientCrlFile = values["client_crl"];
  settings.wire.hubPort = static_cast<std::uint16_t>(std::stoi(values["hub_port"]));
  settings.device = deviceListener(values["device_port"]);
  settings.legacy = deviceListener(values["legacy_port"]);
  const auto config = hub::http::edgeConfig(settings);
  if (!config) std::cerr << config.error().cause << "\n";
  if (config) std::cout << *config;
  return config ? 0 : 1;
}

int serve(const char* port, const char* secret) {
  std::signal(SIGPIPE, SIG_IGN);
  // Blocked before any thread exists, so that only sigwait() below sees it.
  sigset_t end;
  sigemptyset(&end);
  sigaddset(&end, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &end, nullptr);

  hub::Log log(hub::Log::Form::text, "echo");
  const auto echo = std::make_shared<Echo>();
  hub::http::WireServerSettings settings;
  settings.port = static_cast<std::uint16_t>(std::stoi(port));
  settings.secret = secret;
  const auto server = hub::http::WireServer::start(
      settings, [echo](const WireRequest& request) { return (*echo)(request); }, log);
  if (!server) {
    std::cerr << server.error().cause << "\n";
    return 1;
  }
  int signal = 0;
  sigwait(&end, &signal);
  (*server)->stop();
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  return std::string_view(words[1]) == "config" ? writeConfig(words[2]) : serve(words[1], words[2]);
}
