// What the operator configures: one commented TOML file (deploy/nenghub.example.toml names every key), each
// key overridable by the environment variable NENGHUB_SECTION_KEY, secrets only by *_file. Read once,
// immutable afterwards.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/mysql/mysql_storage.h"
#include "hub/log.h"
#include "hub/ports/node.h"
#include "hub/result.h"

namespace hub::app {

/// An IPv4 address with a port.
struct Listen {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::string text() const { return address + ":" + std::to_string(port); }
};

struct HttpConfig {
  Listen listen{"127.0.0.1",
                8080};  // loopback or a private network: only the edge faces a network (design.md 3)
  std::uint32_t threads = 8;
};

/// The nginx in front of the hub; `edge config` writes its configuration from this.
struct EdgeConfig {
  Listen listen{"0.0.0.0", 8443};
  std::string serverCertFile, serverKeyFile;
  std::string clientCaFile, crlFile;
  std::string secretFile;          // proves to the hub that a request came through the edge (OQ-08)
  std::string directory = "edge";  // holds nginx.conf, logs and temporary files
  std::uint32_t connectionsPerAddress = 512;
  std::uint32_t connectionsPerCertificate = 64;
  std::uint32_t requestsInHub = 64;  // running or waiting for a thread; more are answered 503
  std::uint32_t workers = 2;
  std::string user;
};

/// The door of end devices (field-notes 1.2); their address and upload slots are in NodeSettings.
struct DeviceConfig {
  std::optional<Listen> listen;               // none = no devices here
  std::optional<Listen> legacyListen;         // TLS 1.0 and 1.1 for boxes that know nothing newer
  std::uint32_t registrationsPerMinute = 30;  // from one address
  std::uint32_t requestsPerSecond = 50;       // from one address without a client certificate
};

/// Our identity towards other nodes.
struct ClientConfig {
  std::string certFile, keyFile, caFile;
  std::string proxy;  // http://host:port; empty = direct
};

struct DeliveryConfig {
  std::uint32_t threads = 2;             // of each lane that has no number of its own
  std::chrono::seconds lease{20};        // renewed while a call lasts: how soon another takes over
  std::chrono::milliseconds idle{1000};  // between looks into an empty queue
};

struct JobsConfig {
  schemas::CivilTime uploadTime{2 * 3600};          // of the day (OQ-17)
  bool randomOffset = true;                         // up to 30 min later, by provinceId
  std::chrono::hours versionCheck{24};              // T-01
  schemas::CivilTime quality{20 * 3600 + 1800};     // after clients that upload in the afternoon
  schemas::CivilTime tagPush{23 * 3600};            // T-07
  schemas::CivilTime tagCompare{23 * 3600 + 1800};  // T-08
  std::chrono::seconds poll{5};
};

struct DiskConfig {
  std::string path;  // of the data volume; empty = not watched
  std::uint32_t reservePercent = 10;
  std::uint32_t reserveMib = 2048;
};

struct Config {
  NodeSettings node;
  mysql::DatabaseSettings database;
  HttpConfig http;
  Listen metrics{"127.0.0.1", 8081};
  EdgeConfig edge;
  DeviceConfig device;
  ClientConfig client;
  DeliveryConfig delivery;
  JobsConfig jobs;
  DiskConfig disk;
  Log::Form logForm = Log::Form::text;
  std::string baseDataDir;  // base dictionary files
};

using Environment = std::map<std::string, std::string>;

/// NENGHUB_* out of this process's environment.
Environment environmentOfProcess();

/// Reads and checks everything. On failure `cause` has one line for each fault: `file:line: section.key: what
/// is allowed`, or the name of the variable instead of file and line. Relative paths start at the directory
/// of `file`.
Result<Config> readConfig(const std::string& file, const Environment& environment);
/// The same for a text; `file` stands in messages and resolves paths.
Result<Config> readConfigText(std::string_view text, const std::string& file, const Environment& environment);

/// One key as documentation: `allowed` says type, range and default.
struct ConfigKey {
  std::string section, name, allowed;
};
std::vector<ConfigKey> configKeys();

/// Holds migrations/ and schemas/base_data/: found from where the program lies, the source tree or
/// PREFIX/share/nenghub.
std::string shareDirectory();

}  // namespace hub::app
