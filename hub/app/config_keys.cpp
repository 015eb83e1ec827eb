#include "hub/app/config_keys.h"

#include <algorithm>

#include "adapters/http/listen_address.h"
#include "schemas/codes/code.h"

namespace hub::app {
namespace {

template <class Place>
Key text(const char* section, const char* name, const std::string& allowed, Place place,
         bool (*accepts)(std::string_view) = nullptr) {
  return {section, name, allowed, false, [=](Config& config, const Given& given) {
            const auto value = textIn(given);
            if (!value || (accepts && !accepts(*value))) return false;
            place(config) = *value;
            return true;
          }};
}

template <class Place>
Key path(const char* section, const char* name, const std::string& allowed, Place place) {
  Key key = text(section, name, allowed, place);
  key.isPath = true;
  return key;
}

template <class Store>
Key number(const char* section, const char* name, const std::string& unit, std::int64_t least,
           std::int64_t most, std::int64_t standard, Store store) {
  const std::string allowed = "integer " + std::to_string(least) + ".." + std::to_string(most) +
                              (unit.empty() ? "" : " " + unit) + ", default " + std::to_string(standard);
  return {section, name, allowed, false, [=](Config& config, const Given& given) {
            const auto value = integerIn(given);
            if (!value || *value < least || *value > most) return false;
            store(config, *value);
            return true;
          }};
}

template <class Place>
Key flag(const char* section, const char* name, const std::string& standard, Place place) {
  return {section, name, "true or false, default " + standard, false,
          [=](Config& config, const Given& given) {
            const auto value = flagIn(given);
            if (value) place(config) = *value;
            return value.has_value();
          }};
}

template <class T, class Place>
Key choice(const char* section, const char* name, std::vector<std::pair<std::string, T>> words,
           const std::string& standard, Place place) {
  std::string allowed;
  for (const auto& [word, meaning] : words) allowed += (allowed.empty() ? "" : " | ") + word;
  return {section, name, allowed + standard, false, [=](Config& config, const Given& given) {
            const auto value = textIn(given);
            for (const auto& [word, meaning] : words)
              if (value == word) {
                place(config) = meaning;
                return true;
              }
            return false;
          }};
}

template <class Place>
Key listen(const char* section, const char* name, const std::string& standard, bool privateOnly,
           Place place) {
  const std::string allowed = std::string("address:port") +
                              (privateOnly ? ", loopback or a private network" : "") + ", default " +
                              standard;
  return {section, name, allowed, false, [=](Config& config, const Given& given) {
            const auto value = textIn(given);
            const auto where = value ? listenIn(*value) : std::nullopt;
            if (!where || (privateOnly && !http::isPrivateAddress(where->address))) return false;
            place(config) = *where;
            return true;
          }};
}

template <class Place>
Key timeOfDay(const char* section, const char* name, const std::string& standard, Place place) {
  return {section, name, "HH:mm:ss, China Standard Time, default " + standard, false,
          [=](Config& config, const Given& given) {
            const auto value = textIn(given);
            const auto time = value ? timeOfDayIn(*value) : std::nullopt;
            if (time) place(config) = *time;
            return time.has_value();
          }};
}

bool isNodeName(std::string_view text) {
  const auto isPlain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), isPlain);
}

bool isCode(std::string_view text) {
  return !text.empty() && text.size() <= 32 && text.find_first_of(" \t\r\n-\"") == text.npos;
}

bool isHttps(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  return text.starts_with(kScheme) && text.size() > kScheme.size() &&
         text.find_first_of(" @?#\"") == text.npos && !text.ends_with("/");
}

bool isAbsolutePath(std::string_view text) { return text.starts_with("/") && !text.ends_with("/"); }

bool isSchema(std::string_view text) {
  const auto isPlain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), isPlain);
}

Key resendWaits() {
  return {"delivery", "resend_waits", "list of 1 to 10 integers 1..3600 seconds, default [5, 15, 45]", false,
          [](Config& config, const Given& given) {
            const auto list = integersIn(given);
            if (!list || list->empty() || list->size() > 10) return false;
            std::vector<std::chrono::seconds> waits;
            for (const std::int64_t wait : *list) {
              if (wait < 1 || wait > 3600) return false;
              waits.emplace_back(wait);
            }
            config.node.resendWaits = waits;
            return true;
          }};
}

template <class... Keys>
void append(std::vector<Key>& table, Keys&&... keys) {
  (table.push_back(std::forward<Keys>(keys)), ...);
}

void addNode(std::vector<Key>& table) {
  append(
      table,
      text(
          "node", "name", "1 to 64 letters, digits, '-', '_', '.'; required",
          [](Config & c) -> auto& { return c.node.name; }, isNodeName),
      choice<Role>(
          "node", "role", {{"city", Role::city}, {"province", Role::province}, {"national", Role::national}},
          "; required", [](Config & c) -> auto& { return c.node.role; }),
      text(
          "node", "region", "six digits (GB/T 2260); required",
          [](Config & c) -> auto& { return c.node.region; }, schemas::RegionRule::accepts),
      text(
          "node", "province_code", "text without blanks and '-', default = region",
          [](Config & c) -> auto& { return c.node.provinceCode; }, isCode),
      text(
          "node", "wire_url", "https://host[:port] without a trailing '/'; required",
          [](Config & c) -> auto& { return c.node.wireUrl; }, isHttps),
      text(
          "node", "g_path", "path beginning with '/', default /necc",
          [](Config & c) -> auto& { return c.node.gPath; }, isAbsolutePath),
      choice<EnergyUplink>(
          "node", "energy_uplink",
          {{"none", EnergyUplink::none}, {"upload", EnergyUplink::upload}, {"tags", EnergyUplink::tags}},
          ", default none", [](Config & c) -> auto& { return c.node.energyUplink; }),
      flag(
          "node", "config_uplink", "false", [](Config & c) -> auto& { return c.node.configUplink; }),
      flag(
          "node", "provinceid_autogenerate", "false",
          [](Config & c) -> auto& { return c.node.autogenerateProvinceId; }),
      path(
          "node", "base_data_dir", "directory, default: the one installed with the program",
          [](Config & c) -> auto& { return c.baseDataDir; }));
}

void addDatabase(std::vector<Key>& table) {
  append(table,
         path(
             "database", "socket", "file, at most 107 bytes; empty = host and port",
             [](Config & c) -> auto& { return c.database.socket; }),
         text(
             "database", "host", "host name or address, default 127.0.0.1",
             [](Config & c) -> auto& { return c.database.host; }),
         number("database", "port", "", 1, 65535, 3306,
                [](Config& c, std::int64_t v) { c.database.port = static_cast<std::uint16_t>(v); }),
         path(
             "database", "ca_file", "PEM file", [](Config & c) -> auto& { return c.database.caFile; }),
         text(
             "database", "user", "text, default root", [](Config & c) -> auto& { return c.database.user; }),
         path(
             "database", "password_file", "file, its first line is the password",
             [](Config & c) -> auto& { return c.database.passwordFile; }),
         text(
             "database", "schema", "1 to 64 letters, digits, '_', default nenghub",
             [](Config & c) -> auto& { return c.database.schema; }, isSchema),
         number("database", "pool", "sessions", 2, 256, 24,
                [](Config& c, std::int64_t v) { c.database.poolSize = static_cast<std::size_t>(v); }),
         number("database", "borrow_wait_ms", "", 10, 60000, 2000,
                [](Config& c, std::int64_t v) { c.database.borrowWait = std::chrono::milliseconds(v); }),
         path(
             "database", "migrations", "directory, default: the one installed with the program",
             [](Config & c) -> auto& { return c.database.migrationsDir; }),
         flag(
             "database", "allow_unsafe_flush", "false",
             [](Config & c) -> auto& { return c.database.allowUnsafeFlush; }));
}

void addListeners(std::vector<Key>& table) {
  append(table,
         listen(
             "http", "listen", "127.0.0.1:8080", true, [](Config & c) -> auto& { return c.http.listen; }),
         number("http", "threads", "", 1, 64, 8,
                [](Config& c, std::int64_t v) { c.http.threads = static_cast<std::uint32_t>(v); }),
         number("http", "body_max_mib", "", 1, 64, 32,
                [](Config& c, std::int64_t v) { c.node.bodyBytesMax = static_cast<std::size_t>(v) << 20; }),
         listen(
             "metrics", "listen", "127.0.0.1:8081", true, [](Config & c) -> auto& { return c.metrics; }));
}

void addEdge(std::vector<Key>& table) {
  append(
      table,
      listen(
          "edge", "listen", "0.0.0.0:8443", false, [](Config & c) -> auto& { return c.edge.listen; }),
      path(
          "edge", "certificate", "PEM file", [](Config & c) -> auto& { return c.edge.serverCertFile; }),
      path(
          "edge", "key", "PEM file", [](Config & c) -> auto& { return c.edge.serverKeyFile; }),
      path(
          "edge", "client_ca", "PEM file", [](Config & c) -> auto& { return c.edge.clientCaFile; }),
      path(
          "edge", "crl", "PEM file; empty = none", [](Config & c) -> auto& { return c.edge.crlFile; }),
      path(
          "edge", "secret_file",
          "file of mode 0600 with 32 to 256 characters; made by edge config when absent",
          [](Config & c) -> auto& { return c.edge.secretFile; }),
      path(
          "edge", "directory", "directory, default edge",
          [](Config & c) -> auto& { return c.edge.directory; }),
      number("edge", "connections_per_address", "", 1, 65535, 512,
             [](Config& c, std::int64_t v) { c.edge.connectionsPerAddress = static_cast<std::uint32_t>(v); }),
      number("edge", "connections_per_certificate", "", 1, 65535, 64,
             [](Config& c, std::int64_t v) {
               c.edge.connectionsPerCertificate = static_cast<std::uint32_t>(v);
             }),
      number("edge", "requests_in_hub", "", 1, 1024, 64,
             [](Config& c, std::int64_t v) { c.edge.requestsInHub = static_cast<std::uint32_t>(v); }),
      number("edge", "workers", "", 1, 64, 2,
             [](Config& c, std::int64_t v) { c.edge.workers = static_cast<std::uint32_t>(v); }),
      text(
          "edge", "user", "account of the workers when started by root; empty = nginx's choice",
          [](Config & c) -> auto& { return c.edge.user; }));
}

void addDevice(std::vector<Key>& table) {
  append(
      table,
      listen(
          "device", "listen", "none: no end devices", false,
          [](Config & c) -> auto& { return c.device.listen; }),
      text(
          "device", "url", "https://host[:port] without a trailing '/'; required with device.listen",
          [](Config & c) -> auto& { return c.node.deviceUrl; }, isHttps),
      timeOfDay(
          "device", "slot_from", "00:30:00", [](Config & c) -> auto& { return c.node.deviceSlotFrom; }),
      number("device", "slot_minutes", "", 1, 1440, 300,
             [](Config& c, std::int64_t v) { c.node.deviceSlotSpan = std::chrono::minutes(v); }),
      listen(
          "device", "legacy_listen", "none", false,
          [](Config & c) -> auto& { return c.device.legacyListen; }),
      number(
          "device", "registrations_per_minute", "of one address", 1, 6000, 30,
          [](Config& c, std::int64_t v) { c.device.registrationsPerMinute = static_cast<std::uint32_t>(v); }),
      number("device", "requests_per_second", "of one address without a certificate", 1, 10000, 50,
             [](Config& c, std::int64_t v) { c.device.requestsPerSecond = static_cast<std::uint32_t>(v); }));
}

void addOutgoing(std::vector<Key>& table) {
  append(table,
         path(
             "client", "certificate", "PEM file", [](Config & c) -> auto& { return c.client.certFile; }),
         path(
             "client", "key", "PEM file", [](Config & c) -> auto& { return c.client.keyFile; }),
         path(
             "client", "ca", "PEM file", [](Config & c) -> auto& { return c.client.caFile; }),
         text(
             "client", "proxy", "http://host:port; empty = direct",
             [](Config & c) -> auto& { return c.client.proxy; }),
         number("delivery", "resends", "after the first attempt", 0, 10, 3,
                [](Config& c, std::int64_t v) { c.node.resends = static_cast<std::uint32_t>(v); }),
         resendWaits(),
         number("delivery", "timeout_seconds", "", 1, 600, 30,
                [](Config& c, std::int64_t v) { c.node.timeout = std::chrono::seconds(v); }),
         number("delivery", "upload_timeout_seconds", "", 1, 3600, 120,
                [](Config& c, std::int64_t v) { c.node.uploadTimeout = std::chrono::seconds(v); }),
         number("delivery", "threads", "for each peer", 1, 64, 2,
                [](Config& c, std::int64_t v) { c.delivery.threads = static_cast<std::uint32_t>(v); }),
         number("delivery", "lease_seconds", "", 10, 3600, 20,
                [](Config& c, std::int64_t v) { c.delivery.lease = std::chrono::seconds(v); }),
         number("delivery", "idle_ms", "", 50, 60000, 1000,
                [](Config& c, std::int64_t v) { c.delivery.idle = std::chrono::milliseconds(v); }));
}

void addUpkeep(std::vector<Key>& table) {
  append(table,
         timeOfDay(
             "jobs", "upload_time", "02:00:00", [](Config & c) -> auto& { return c.jobs.uploadTime; }),
         flag(
             "jobs", "random_offset", "true", [](Config & c) -> auto& { return c.jobs.randomOffset; }),
         number("jobs", "version_check_hours", "", 1, 24, 24,
                [](Config& c, std::int64_t v) { c.jobs.versionCheck = std::chrono::hours(v); }),
         timeOfDay(
             "jobs", "quality", "20:30:00", [](Config & c) -> auto& { return c.jobs.quality; }),
         timeOfDay(
             "jobs", "tag_push", "23:00:00", [](Config & c) -> auto& { return c.jobs.tagPush; }),
         timeOfDay(
             "jobs", "tag_compare", "23:30:00", [](Config & c) -> auto& { return c.jobs.tagCompare; }),
         number("jobs", "poll_seconds", "", 1, 300, 5,
                [](Config& c, std::int64_t v) { c.jobs.poll = std::chrono::seconds(v); }),
         path(
             "disk", "path", "directory on the data volume; empty = not watched",
             [](Config & c) -> auto& { return c.disk.path; }),
         number("disk", "reserve_percent", "", 0, 50, 10,
                [](Config& c, std::int64_t v) { c.disk.reservePercent = static_cast<std::uint32_t>(v); }),
         number("disk", "reserve_mib", "", 0, 1 << 20, 2048,
                [](Config& c, std::int64_t v) { c.disk.reserveMib = static_cast<std::uint32_t>(v); }),
         choice<Log::Form>(
             "log", "form", {{"text", Log::Form::text}, {"json", Log::Form::json}}, ", default text",
             [](Config & c) -> auto& { return c.logForm; }));
}

}  // namespace

const std::vector<Key>& keyTable() {
  static const std::vector<Key> kTable = [] {
    std::vector<Key> table;
    addNode(table);
    addDatabase(table);
    addListeners(table);
    addEdge(table);
    addDevice(table);
    addOutgoing(table);
    addUpkeep(table);
    return table;
  }();
  return kTable;
}

std::vector<std::string> crossFaults(const Config& config) {
  std::vector<std::string> faults;
  const auto demand = [&](bool holds, const char* text) {
    if (!holds) faults.emplace_back(text);
  };
  demand(config.database.socket.size() <= 107, "database.socket: a unix socket path has at most 107 bytes");
  demand(config.database.poolSize >= config.http.threads + 8,
         "database.pool: at least http.threads + 8, so that jobs and lanes never starve");
  demand(config.node.resends <= config.node.resendWaits.size(),
         "delivery.resend_waits: one wait for each of delivery.resends");
  demand(config.client.certFile.empty() == config.client.keyFile.empty(),
         "client.key: client.certificate and client.key belong together");
  demand(config.http.listen.text() != config.metrics.text(), "metrics.listen: is already http.listen");
  const DeviceConfig& device = config.device;
  demand(!device.listen || !config.node.deviceUrl.empty(),
         "device.url: is missing, devices would be sent to node.wire_url, which wants a certificate");
  demand(!device.legacyListen || device.listen,
         "device.legacy_listen: only beside device.listen, which serves what speaks TLS 1.2");
  demand(!device.listen || device.listen->port != config.edge.listen.port,
         "device.listen: has the port of edge.listen");
  demand(!device.legacyListen || !device.listen || device.legacyListen->port != device.listen->port,
         "device.legacy_listen: has the port of device.listen");
  return faults;
}

}  // namespace hub::app
