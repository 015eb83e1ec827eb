#include "adapters/mysql/peer_store.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/json_text.h"
#include "adapters/mysql/peer_details.h"

namespace hub::mysql {
namespace {

// All of a peer in one round trip: each request of a partner begins with it.
#define PEER_COLUMNS                                                                                      \
  "SELECT p.id, p.name, p.role, p.suspended, p.province_id, p.province_code, p.reg_version, p.upstream, " \
  "p.register_url, p.g_url, p.last_version_check, p.details, d.peer_id, d.device_id, d.enterprise_code, " \
  "d.addresses, d.secret_key, (SELECT GROUP_CONCAT(c.fingerprint ORDER BY c.position) FROM "              \
  "peer_fingerprint c WHERE c.peer_id = p.id) FROM peer p LEFT JOIN peer_device d ON d.peer_id = p.id "

constexpr const char* kByFingerprintSql =
    PEER_COLUMNS "JOIN peer_fingerprint f ON f.peer_id = p.id WHERE f.fingerprint = ?";
constexpr const char* kByIdSql = PEER_COLUMNS "WHERE p.id = ?";
constexpr const char* kByNameSql = PEER_COLUMNS "WHERE p.name = ?";
constexpr const char* kByDeviceIdSql = PEER_COLUMNS "WHERE d.device_id = ?";
constexpr const char* kDeviceOfSql = PEER_COLUMNS "WHERE d.enterprise_code = ?";
constexpr const char* kAllSql = PEER_COLUMNS "ORDER BY p.id";
constexpr const char* kPlatformsSql = PEER_COLUMNS "WHERE p.role <> ? OR d.peer_id IS NULL ORDER BY p.id";
constexpr const char* kUpstreamsSql = PEER_COLUMNS "WHERE p.upstream = 1 ORDER BY p.id";
// Parts instead of OR, so that each finds its key.
constexpr const char* kRivalSql = R"sql(
  SELECT name, '名称已存在' FROM peer WHERE name = ? AND id <> ?
  UNION ALL SELECT name, 'provinceId已属于' FROM peer WHERE province_id = ? AND id <> ?
  UNION ALL SELECT p.name, 'deviceId已属于' FROM peer_device d JOIN peer p ON p.id = d.peer_id
  WHERE d.device_id = ? AND p.id <> ?
  UNION ALL SELECT p.name, '该企业已属于' FROM peer_device d JOIN peer p ON p.id = d.peer_id
  WHERE d.enterprise_code = ? AND p.id <> ?
)sql";
constexpr const char* kInsertSql = R"sql(
  INSERT INTO peer (name, role, suspended, province_id, province_code, reg_version, upstream,
  register_url, g_url, last_version_check, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr const char* kUpdateSql = R"sql(
  UPDATE peer SET name = ?, role = ?, suspended = ?, province_id = ?, province_code = ?, reg_version =
  ?, upstream = ?, register_url = ?, g_url = ?, last_version_check = ?, details = ? WHERE id = ?
)sql";
constexpr const char* kDropFingerprintsSql = "DELETE FROM peer_fingerprint WHERE peer_id = ?";
constexpr BulkInsert kFingerprints{
    .head = "INSERT INTO peer_fingerprint (fingerprint, peer_id, position) VALUES ",
    .tail = "",
    .columns = 3};
constexpr const char* kDropDeviceSql = "DELETE FROM peer_device WHERE peer_id = ?";
constexpr const char* kInsertDeviceSql = R"sql(
  INSERT INTO peer_device (peer_id, device_id, enterprise_code, addresses, secret_key)
  VALUES (?, ?, ?, ?, ?)
)sql";
// In the transaction of the change: whoever sees the new count sees the change (peer_memory.h).
constexpr const char* kNoteChangeSql = "UPDATE registry_change SET version = version + 1 WHERE id = 1";
constexpr const char* kVersionCheckSql = "UPDATE peer SET last_version_check = ? WHERE id = ?";
constexpr const char* kRegistrationSql =
    "SELECT province_id, reg_version, dic_version, registered_at, urls FROM registration WHERE peer_id = ?";
constexpr const char* kPutRegistrationSql = R"sql(
  INSERT INTO registration (peer_id, province_id, reg_version, dic_version, registered_at, urls)
  VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE province_id = VALUES(province_id), reg_version =
  VALUES(reg_version), dic_version = VALUES(dic_version), registered_at = VALUES(registered_at), urls
  = VALUES(urls)
)sql";

/// What is unassigned collides with nothing.
Parameter orNull(const std::string& text) { return text.empty() ? Parameter(nullptr) : Parameter(text); }

Result<Device> deviceOf(const Row& row) {
  HUB_TRY(addresses, storedJson(row.view(15)));
  return Device{.deviceId = row.text(13),
                .enterpriseCode = row.text(14),
                .addresses = textList(&addresses),
                .secretKey = row.text(16)};
}

std::vector<std::string> fingerprintsOf(std::string_view joined) {
  std::vector<std::string> fingerprints;
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find(','), joined.size());
    fingerprints.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return fingerprints;
}

Result<Peer> peerOf(const Row& row) {
  Peer peer;
  peer.id = row.number<PeerId>(0);
  peer.name = row.text(1);
  peer.role = roleNamed(row.view(2)).value_or(Role::device);
  peer.suspended = row.flag(3);
  peer.provinceId = row.text(4);
  peer.provinceCode = row.text(5);
  peer.regVersion = row.number<std::int64_t>(6);
  peer.upstream = row.flag(7);
  peer.registerUrl = row.text(8);
  peer.gUrl = row.text(9);
  if (!row.isNull(10)) peer.lastVersionCheck = row.time(10);
  HUB_CHECK(readDetails(row.view(11), peer));
  if (!row.isNull(12)) {
    HUB_TRY(device, deviceOf(row));
    peer.device = std::move(device);
  }
  peer.fingerprints = fingerprintsOf(row.view(17));
  return peer;
}

Parameters parametersOf(const Peer& peer) {
  return {peer.name,         nameOf(peer.role),     peer.suspended, orNull(peer.provinceId),
          peer.provinceCode, peer.regVersion,       peer.upstream,  peer.registerUrl,
          peer.gUrl,         peer.lastVersionCheck, detailsOf(peer)};
}

std::string addressList(const Device& device) {
  schemas::json::Writer writer;
  writeTexts(writer, device.addresses);
  return std::move(writer).take();
}

}  // namespace

Result<std::vector<Peer>> MySqlPeerStore::many(const std::string& sql, const Parameters& parameters) {
  HUB_TRY(rows, session_.query(sql, parameters));
  std::vector<Peer> peers;
  peers.reserve(rows.size());
  for (const Row& row : rows) {
    HUB_TRY(peer, peerOf(row));
    peers.push_back(std::move(peer));
  }
  return peers;
}

Result<std::optional<Peer>> MySqlPeerStore::one(const std::string& sql, const Parameters& parameters) {
  HUB_TRY(peers, many(sql, parameters));
  return peers.empty() ? std::nullopt : std::optional(std::move(peers[0]));
}

Result<std::optional<Peer>> MySqlPeerStore::findByFingerprint(const std::string& sha256) {
  return one(kByFingerprintSql, {sha256});
}

Result<std::optional<Peer>> MySqlPeerStore::find(PeerId id) { return one(kByIdSql, {id}); }

Result<std::optional<Peer>> MySqlPeerStore::findByName(const std::string& name) {
  return one(kByNameSql, {name});
}

Result<std::optional<Peer>> MySqlPeerStore::findByDeviceId(const std::string& deviceId) {
  return one(kByDeviceIdSql, {deviceId});
}

Result<std::optional<Peer>> MySqlPeerStore::findDeviceOf(const std::string& enterpriseCode) {
  return one(kDeviceOfSql, {enterpriseCode});
}

Result<std::vector<Peer>> MySqlPeerStore::all() { return many(kAllSql, {}); }

Result<std::vector<Peer>> MySqlPeerStore::upstreams() { return many(kUpstreamsSql, {}); }
Result<std::vector<Peer>> MySqlPeerStore::platforms() { return many(kPlatformsSql, {nameOf(Role::device)}); }

Result<void> MySqlPeerStore::checkUnique(const Peer& peer) {
  const Device device = peer.device.value_or(Device{});
  HUB_TRY(rivals, session_.query(kRivalSql,
                                 {peer.name, peer.id, orNull(peer.provinceId), peer.id,
                                  orNull(device.deviceId), peer.id, orNull(device.enterpriseCode), peer.id}));
  if (!rivals.empty()) {
    const std::string name = rivals[0].text(0);
    return fail(Failure::malformed, rivals[0].text(1) + (name == peer.name ? std::string() : name));
  }
  for (const std::string& fingerprint : peer.fingerprints) {
    HUB_TRY(owner, findByFingerprint(fingerprint));
    if (owner && owner->id != peer.id) return fail(Failure::malformed, "证书指纹已属于" + owner->name);
  }
  return {};
}

Result<PeerId> MySqlPeerStore::write(const Peer& peer) {
  Parameters parameters = parametersOf(peer);
  if (peer.id == PeerId{}) {
    HUB_CHECK(session_.execute(kInsertSql, parameters));
    HUB_TRY(id, session_.lastId());
    return static_cast<PeerId>(id);
  }
  parameters.emplace_back(peer.id);
  HUB_TRY(found, session_.execute(kUpdateSql, parameters));
  if (found == 0) return fail(Failure::malformed, "平台不存在");
  return peer.id;
}

Result<void> MySqlPeerStore::writeFingerprints(PeerId id, const std::vector<std::string>& fingerprints) {
  HUB_CHECK(session_.execute(kDropFingerprintsSql, {id}));
  int position = 0;
  return insertAll(session_, kFingerprints, fingerprints, [&](const std::string& fingerprint) {
    return Parameters{fingerprint, id, position++};
  });
}

Result<void> MySqlPeerStore::writeDevice(PeerId id, const std::optional<Device>& device) {
  HUB_CHECK(session_.execute(kDropDeviceSql, {id}));
  if (!device) return {};
  HUB_CHECK(session_.execute(kInsertDeviceSql, {id, orNull(device->deviceId), orNull(device->enterpriseCode),
                                                addressList(*device), device->secretKey}));
  return {};
}

Result<PeerId> MySqlPeerStore::put(const Peer& peer) {
  HUB_CHECK(checkUnique(peer));
  // Two units at once may both have passed the check; the unique keys decide then.
  const auto orMalformed = [&](Error error) {
    if (session_.lastWasDuplicate())
      error = {Failure::malformed, "证书指纹、provinceId、deviceId、企业或名称已属于其他平台", error.cause};
    return tl::unexpected(std::move(error));
  };
  const auto id = write(peer);
  if (!id) return orMalformed(id.error());
  if (const auto written = writeFingerprints(*id, peer.fingerprints); !written)
    return orMalformed(written.error());
  if (const auto written = writeDevice(*id, peer.device); !written) return orMalformed(written.error());
  HUB_CHECK(session_.execute(kNoteChangeSql, {}));
  return *id;
}

Result<void> MySqlPeerStore::noteVersionCheck(PeerId id, TimePoint when) {
  HUB_CHECK(session_.execute(kVersionCheckSql, {when, id}));
  return {};
}

Result<std::optional<Registration>> MySqlPeerStore::registration(PeerId upstream) {
  HUB_TRY(rows, session_.query(kRegistrationSql, {upstream}));
  if (rows.empty()) return std::nullopt;
  const Row& row = rows[0];
  HUB_TRY(urls, readUrls(row.view(4)));
  return Registration{row.text(0), std::move(urls), row.text(1), row.text(2), row.time(3)};
}

Result<void> MySqlPeerStore::putRegistration(PeerId upstream, const Registration& registration) {
  HUB_CHECK(session_.execute(kPutRegistrationSql,
                             {upstream, registration.provinceId, registration.regVersion,
                              registration.dicVersion, registration.registeredAt, urlsOf(registration)}));
  return {};
}

}  // namespace hub::mysql
