#include "adapters/mysql/device_request_store.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

constexpr const char* kRepeatSql = R"sql(
  UPDATE device_request SET region = ?, address = ?, fingerprint = ?, last_seen = ?, times = times + 1
  WHERE enterprise_code = ?
)sql";
constexpr const char* kCountSql = "SELECT COUNT(*) FROM device_request";
constexpr const char* kInsertSql = R"sql(
  INSERT INTO device_request (enterprise_code, region, address, fingerprint, first_seen, last_seen, times)
  VALUES (?, ?, ?, ?, ?, ?, 1) ON DUPLICATE KEY UPDATE last_seen = VALUES(last_seen), times = times + 1
)sql";
constexpr const char* kListSql = R"sql(
  SELECT enterprise_code, region, address, fingerprint, first_seen, last_seen, times FROM device_request
  ORDER BY last_seen DESC, enterprise_code LIMIT ?
)sql";
constexpr const char* kDropSql = "DELETE FROM device_request WHERE enterprise_code = ?";

}  // namespace

Result<Noted> MySqlDeviceRequestStore::note(const DeviceRequest& request) {
  const std::string region = clipped(request.region, kWordMax), address = clipped(request.address, kWordMax),
                    fingerprint = clipped(request.fingerprint, kWordMax);
  HUB_TRY(repeated,
          session_.execute(kRepeatSql, {region, address, fingerprint, request.last, request.enterpriseCode}));
  if (repeated > 0) return Noted::again;
  // Units at once may together pass the bound by one row each.
  HUB_TRY(rows, session_.query(kCountSql));
  if (rows[0].number<std::uint64_t>(0) >= kRequestsMax) return Noted::forgotten;
  HUB_TRY(changed, session_.execute(kInsertSql, {request.enterpriseCode, region, address, fingerprint,
                                                 request.last, request.last}));
  return changed == 1 ? Noted::fresh : Noted::again;  // 2: another unit was faster
}

Result<std::vector<DeviceRequest>> MySqlDeviceRequestStore::list(std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kListSql, {limit}));
  std::vector<DeviceRequest> requests;
  for (const Row& row : rows)
    requests.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.time(4), row.time(5),
                        row.number<std::uint32_t>(6)});
  return requests;
}

Result<bool> MySqlDeviceRequestStore::drop(const std::string& enterpriseCode) {
  HUB_TRY(dropped, session_.execute(kDropSql, {enterpriseCode}));
  return dropped > 0;
}

}  // namespace hub::mysql
