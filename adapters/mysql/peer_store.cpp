#include "adapters/mysql/peer_store.h"

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/peer_details.h"

namespace hub::mysql {
namespace {

#define PEER_COLUMNS                                                                                      \
  "SELECT p.id, p.name, p.role, p.suspended, p.province_id, p.province_code, p.reg_version, p.upstream, " \
  "p.register_url, p.g_url, p.last_version_check, p.details FROM peer p "

constexpr const char* kByFingerprintSql =
    PEER_COLUMNS "JOIN peer_fingerprint f ON f.peer_id = p.id WHERE f.fingerprint = ?";
constexpr const char* kByIdSql = PEER_COLUMNS "WHERE p.id = ?";
constexpr const char* kByNameSql = PEER_COLUMNS "WHERE p.name = ?";
constexpr const char* kAllSql = PEER_COLUMNS "ORDER BY p.id";
constexpr const char* kFingerprintsSql =
    "SELECT fingerprint FROM peer_fingerprint WHERE peer_id = ? ORDER BY position";
constexpr const char* kRivalSql =
    "SELECT name, name = ? FROM peer WHERE id <> ? AND (name = ? OR province_id = ?) LIMIT 1";
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
constexpr const char* kVersionCheckSql = "UPDATE peer SET last_version_check = ? WHERE id = ?";
constexpr const char* kRegistrationSql =
    "SELECT province_id, reg_version, dic_version, registered_at, urls FROM registration WHERE peer_id = ?";
constexpr const char* kPutRegistrationSql = R"sql(
  INSERT INTO registration (peer_id, province_id, reg_version, dic_version, registered_at, urls)
  VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE province_id = VALUES(province_id), reg_version =
  VALUES(reg_version), dic_version = VALUES(dic_version), registered_at = VALUES(registered_at), urls
  = VALUES(urls)
)sql";

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
  return peer;
}

Parameters parametersOf(const Peer& peer) {
  return {peer.name,         nameOf(peer.role),
          peer.suspended,    peer.provinceId.empty() ? Parameter(nullptr) : Parameter(peer.provinceId),
          peer.provinceCode, peer.regVersion,
          peer.upstream,     peer.registerUrl,
          peer.gUrl,         peer.lastVersionCheck,
          detailsOf(peer)};
}

}  // namespace

Result<std::vector<Peer>> MySqlPeerStore::peersOf(const Rows& rows) {
  std::vector<Peer> peers;
  for (const Row& row : rows) {
    HUB_TRY(peer, peerOf(row));
    HUB_TRY(fingerprints, session_.query(kFingerprintsSql, {peer.id}));
    for (const Row& fingerprint : fingerprints) peer.fingerprints.push_back(fingerprint.text(0));
    peers.push_back(std::move(peer));
  }
  return peers;
}

Result<std::optional<Peer>> MySqlPeerStore::one(const std::string& sql, const Parameters& parameters) {
  HUB_TRY(rows, session_.query(sql, parameters));
  HUB_TRY(peers, peersOf(rows));
  return peers.empty() ? std::nullopt : std::optional(std::move(peers[0]));
}

Result<std::optional<Peer>> MySqlPeerStore::findByFingerprint(const std::string& sha256) {
  return one(kByFingerprintSql, {sha256});
}

Result<std::optional<Peer>> MySqlPeerStore::find(PeerId id) { return one(kByIdSql, {id}); }

Result<std::optional<Peer>> MySqlPeerStore::findByName(const std::string& name) {
  return one(kByNameSql, {name});
}

Result<std::vector<Peer>> MySqlPeerStore::all() {
  HUB_TRY(rows, session_.query(kAllSql));
  return peersOf(rows);
}

Result<void> MySqlPeerStore::checkUnique(const Peer& peer) {
  const Parameter provinceId = peer.provinceId.empty() ? Parameter(nullptr) : Parameter(peer.provinceId);
  HUB_TRY(rivals, session_.query(kRivalSql, {peer.name, peer.id, peer.name, provinceId}));
  if (!rivals.empty())
    return fail(Failure::malformed,
                rivals[0].flag(1) ? "名称已存在" : "provinceId已属于" + rivals[0].text(0));
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

Result<PeerId> MySqlPeerStore::put(const Peer& peer) {
  HUB_CHECK(checkUnique(peer));
  // Two units at once may both have passed the check; the unique keys decide then.
  const auto orMalformed = [&](Error error) {
    if (session_.lastWasDuplicate())
      error = {Failure::malformed, "证书指纹、provinceId或名称已属于其他平台", error.cause};
    return tl::unexpected(std::move(error));
  };
  const auto id = write(peer);
  if (!id) return orMalformed(id.error());
  if (const auto written = writeFingerprints(*id, peer.fingerprints); !written)
    return orMalformed(written.error());
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
