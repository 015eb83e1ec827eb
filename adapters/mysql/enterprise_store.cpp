#include "adapters/mysql/enterprise_store.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/json_text.h"
#include "adapters/mysql/stored_record.h"

namespace hub::mysql {
namespace {

using schemas::CollectItemConfig;
using schemas::MeteringInstrument;

#define HEAD_COLUMNS                                                                                       \
  "SELECT e.code, e.owner, e.provisional, COALESCE(c.digest, '') FROM enterprise e FORCE INDEX (PRIMARY) " \
  "LEFT JOIN enterprise_config c ON c.enterprise_code = e.code WHERE "
const std::string kLockHeadsSql = HEAD_COLUMNS "e.code IN ";
constexpr const char* kLockHeadsEnd = " ORDER BY e.code FOR UPDATE";
// ON DUPLICATE KEY takes the exclusive lock at once. INSERT IGNORE would take a shared one, and two senders
// that both hold it would dead-lock when they ask for more.
const std::string kMakeHeadsSql = "INSERT INTO enterprise (code, owner, provisional) VALUES ";
constexpr const char* kMakeHeadsEnd =
    " ON DUPLICATE KEY UPDATE meetings = meetings + 1 RETURNING code, owner, provisional, meetings";
constexpr std::size_t kCodesMax = 256;  // in one statement
constexpr const char* kHeadSql = HEAD_COLUMNS "e.code = ?";
constexpr const char* kSetOwnerSql = "UPDATE enterprise SET owner = ?, provisional = ? WHERE code = ?";

constexpr const char* kConfigDigestSql =
    "SELECT digest FROM enterprise_config WHERE enterprise_code = ? FOR UPDATE";
constexpr const char* kRenewConfigSql = "UPDATE enterprise_config SET received = ? WHERE enterprise_code = ?";
constexpr const char* kConfigSql = R"sql(
  SELECT received, body, personal, group_body, process, process_unit FROM enterprise_config WHERE
  enterprise_code = ?
)sql";
constexpr const char* kPutConfigSql = R"sql(
  INSERT INTO enterprise_config (enterprise_code, digest, received, name, region_code, industry_code,
  body, personal, group_body, process, process_unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON
  DUPLICATE KEY UPDATE digest = VALUES(digest), received = VALUES(received), name = VALUES(name),
  region_code = VALUES(region_code), industry_code = VALUES(industry_code), body = VALUES(body),
  personal = VALUES(personal), group_body = VALUES(group_body), process = VALUES(process),
  process_unit = VALUES(process_unit)
)sql";
constexpr const char* kKeepConfigSql = R"sql(
  INSERT INTO enterprise_config_history (enterprise_code, digest, received, replaced, body, personal,
  group_body, process, process_unit, collect_items) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr const char* kItemsSql = "SELECT body FROM collect_item WHERE enterprise_code = ? ORDER BY position";
constexpr const char* kDropItemsSql = "DELETE FROM collect_item WHERE enterprise_code = ?";
constexpr BulkInsert kPutItems{
    .head = "INSERT INTO collect_item (enterprise_code, position, item_code, stat_type, body) VALUES ",
    .tail = "",
    .columns = 5};

constexpr const char* kSetDigestSql =
    "SELECT digest, received FROM instrument_set WHERE enterprise_code = ? FOR UPDATE";
constexpr const char* kPutSetSql = R"sql(
  INSERT INTO instrument_set (enterprise_code, digest, received) VALUES (?, ?, ?) ON DUPLICATE KEY
  UPDATE digest = VALUES(digest), received = VALUES(received)
)sql";
constexpr const char* kKeepSetSql = R"sql(
  INSERT INTO instrument_set_history (enterprise_code, digest, received, replaced, instruments) VALUES
  (?, ?, ?, ?, ?)
)sql";
constexpr const char* kInstrumentsSql =
    "SELECT body FROM metering_instrument WHERE enterprise_code = ? ORDER BY position";
constexpr const char* kDropInstrumentsSql = "DELETE FROM metering_instrument WHERE enterprise_code = ?";
constexpr BulkInsert kPutInstruments{
    .head = "INSERT INTO metering_instrument (enterprise_code, position, manage_code, body) VALUES ",
    .tail = "",
    .columns = 4};

#define SUMMARY_COLUMNS                                                                              \
  "SELECT e.code, c.name, c.region_code, c.industry_code, e.owner, e.provisional FROM enterprise e " \
  "LEFT JOIN enterprise_config c ON c.enterprise_code = e.code "
constexpr const char* kListSql = SUMMARY_COLUMNS "ORDER BY e.code";
constexpr const char* kListOfOwnerSql = SUMMARY_COLUMNS "WHERE e.owner = ? ORDER BY e.code";

constexpr std::size_t kNameMax = 1024;

// OQ-82. `phone`, `fax` and `email` are the enterprise's own and not personal.
bool isPersonal(std::string_view member) {
  static constexpr std::string_view kMembers[] = {"corporationName",        "energyOfficial",
                                                  "energyOfficialPosition", "energyOfficialPhone",
                                                  "energyRespName",         "energyRespPhone"};
  return std::find(std::begin(kMembers), std::end(kMembers), member) != std::end(kMembers);
}

std::string bodyOf(const schemas::Enterprise& enterprise) {
  return storedText(enterprise, [](std::string_view member) { return !isPersonal(member); });
}

std::string personalOf(const schemas::Enterprise& enterprise) {
  return storedText(enterprise, [](std::string_view member) { return isPersonal(member); });
}

template <class T>
Parameter listParameter(const std::optional<std::vector<T>>& list) {
  return list ? Parameter(storedList(*list)) : Parameter(nullptr);
}

Parameter groupParameter(const std::optional<schemas::EnterpriseGroup>& group) {
  return group ? Parameter(storedText(*group)) : Parameter(nullptr);
}

template <class T>
Result<void> readOptionalList(const Row& row, std::size_t column, std::optional<std::vector<T>>& out) {
  if (row.isNull(column)) return {};
  HUB_TRY(root, storedJson(row.view(column)));
  out = readStoredList<T>(root);
  return {};
}

// Columns of HEAD_COLUMNS.
EnterpriseHead headOf(const Row& row) {
  return {row.text(0), row.number<PeerId>(1), row.flag(2), false, row.text(3)};
}

Result<EnterpriseConfig> configOf(const Row& row) {
  EnterpriseConfig config;
  config.received = civilTimeOf(row.view(0));
  for (const std::size_t column : {1u, 2u}) {
    HUB_TRY(members, storedJson(row.view(column)));
    readStoredInto(members, config.enterprise);
  }
  if (!row.isNull(3)) {
    HUB_TRY(group, storedJson(row.view(3)));
    readStoredInto(group, config.group.emplace());
  }
  HUB_CHECK(readOptionalList(row, 4, config.process));
  HUB_CHECK(readOptionalList(row, 5, config.processUnit));
  return config;
}

template <class M>
Result<std::vector<M>> recordsOf(const Rows& rows) {
  std::vector<M> records;
  for (const Row& row : rows) {
    HUB_TRY(members, storedJson(row.view(0)));
    readStoredInto(members, records.emplace_back());
  }
  return records;
}

std::string itemCode(const CollectItemConfig& item) {
  return item.processCode.text() + item.processUnitCode.text() + item.equipmentCode.text() +
         item.equipmentUnitCode.text() + item.energyClassCode.text() + item.energyTypeCode.text() +
         item.dataUsageCode.text();
}

}  // namespace

Result<EnterpriseHead> MySqlEnterpriseStore::lockHead(const std::string& code, PeerId claimant) {
  HUB_TRY(heads, lockHeads({{code, claimant}}));
  return std::move(heads.front());
}

Result<std::vector<EnterpriseHead>> MySqlEnterpriseStore::lockHeads(const std::vector<HeadClaim>& claims) {
  HUB_TRY(heads, lockPresent(claims));
  std::vector<HeadClaim> missing;
  for (const HeadClaim& claim : claims)
    if (!heads.contains(claim.code)) missing.push_back(claim);
  if (!missing.empty()) {
    HUB_TRY(met, makeHeads(missing, heads));
    // Somebody else has made these just before, and may have given them a configuration.
    if (!met.empty()) {
      HUB_TRY(locked, lockPresent(met));
      heads.merge(locked);
    }
  }
  std::vector<EnterpriseHead> ordered;
  for (auto& [code, head] : heads) ordered.push_back(std::move(head));
  return ordered;
}

Result<MySqlEnterpriseStore::Heads> MySqlEnterpriseStore::lockPresent(const std::vector<HeadClaim>& claims) {
  Heads heads;
  for (const auto& some : inChunks(claims, kCodesMax)) {
    Parameters codes;
    for (const HeadClaim& claim : some) codes.emplace_back(claim.code);
    HUB_TRY(rows, session_.query(kLockHeadsSql + placeholders(1, codes.size()) + kLockHeadsEnd, codes));
    for (const Row& row : rows) heads.emplace(row.text(0), headOf(row));
  }
  return heads;
}

Result<std::vector<HeadClaim>> MySqlEnterpriseStore::makeHeads(const std::vector<HeadClaim>& claims,
                                                               Heads& heads) {
  std::vector<HeadClaim> met;
  for (std::size_t done = 0; done < claims.size();) {
    const std::size_t count = rowsOfNext(claims.size() - done, kCodesMax);
    Parameters parameters;
    for (std::size_t i = 0; i < count; ++i) {
      const HeadClaim& claim = claims[done + i];
      for (const Parameter& one : {Parameter(claim.code), Parameter(claim.claimant), Parameter(true)})
        parameters.push_back(one);
    }
    HUB_TRY(rows, session_.query(kMakeHeadsSql + placeholders(count, 3) + kMakeHeadsEnd, parameters));
    for (const Row& row : rows) {
      EnterpriseHead head{row.text(0), row.number<PeerId>(1), row.flag(2), true};
      if (row.number<std::uint32_t>(3) > 0)
        met.push_back({head.code, head.owner});
      else
        heads.emplace(row.text(0), std::move(head));
    }
    done += count;
  }
  return met;
}

Result<std::optional<EnterpriseHead>> MySqlEnterpriseStore::head(const std::string& code) {
  HUB_TRY(rows, session_.query(kHeadSql, {code}));
  if (rows.empty()) return std::nullopt;
  return headOf(rows[0]);
}

Result<void> MySqlEnterpriseStore::setOwner(const std::string& code, PeerId owner, bool provisional) {
  HUB_CHECK(session_.execute(kSetOwnerSql, {owner, provisional, code}));
  return {};
}

Result<bool> MySqlEnterpriseStore::replaceConfig(const std::string& code, const EnterpriseConfig& fresh,
                                                 const std::string& digest) {
  HUB_TRY(stored, session_.query(kConfigDigestSql, {code}));
  if (!stored.empty() && stored[0].view(0) == digest) {
    HUB_CHECK(session_.execute(kRenewConfigSql, {fresh.received, code}));
    return false;
  }
  if (!stored.empty()) {
    HUB_TRY(before, config(code));
    HUB_CHECK(keepConfigHistory(code, *before, stored[0].text(0), fresh.received));
  }
  const schemas::Enterprise& enterprise = fresh.enterprise;
  HUB_CHECK(session_.execute(
      kPutConfigSql,
      {code, digest, fresh.received, clipped(enterprise.name, kNameMax), enterprise.regionCode.text(),
       enterprise.industryCode.text(), bodyOf(enterprise), personalOf(enterprise),
       groupParameter(fresh.group), listParameter(fresh.process), listParameter(fresh.processUnit)}));
  HUB_CHECK(writeItems(code, fresh.collectItems));
  return true;
}

Result<void> MySqlEnterpriseStore::keepConfigHistory(const std::string& code, const EnterpriseConfig& before,
                                                     const std::string& digest, schemas::CivilTime replaced) {
  HUB_CHECK(session_.execute(
      kKeepConfigSql,
      {code, digest, before.received, replaced, bodyOf(before.enterprise), personalOf(before.enterprise),
       groupParameter(before.group), listParameter(before.process), listParameter(before.processUnit),
       storedList(before.collectItems)}));
  return {};
}

Result<void> MySqlEnterpriseStore::writeItems(const std::string& code,
                                              const std::vector<CollectItemConfig>& items) {
  HUB_CHECK(session_.execute(kDropItemsSql, {code}));
  int position = 0;
  return insertAll(session_, kPutItems, items, [&](const CollectItemConfig& item) {
    return Parameters{code, position++, itemCode(item), item.statType, storedText(item)};
  });
}

Result<std::optional<EnterpriseConfig>> MySqlEnterpriseStore::config(const std::string& code) {
  HUB_TRY(rows, session_.query(kConfigSql, {code}));
  if (rows.empty()) return std::nullopt;
  HUB_TRY(found, configOf(rows[0]));
  HUB_TRY(itemRows, session_.query(kItemsSql, {code}));
  HUB_TRY(items, recordsOf<CollectItemConfig>(itemRows));
  found.collectItems = std::move(items);
  return std::optional(std::move(found));
}

Result<bool> MySqlEnterpriseStore::replaceInstruments(const std::string& code,
                                                      const std::vector<MeteringInstrument>& fresh,
                                                      schemas::CivilTime received,
                                                      const std::string& digest) {
  HUB_TRY(stored, session_.query(kSetDigestSql, {code}));
  const bool isSame = !stored.empty() && stored[0].view(0) == digest;
  if (!stored.empty() && !isSame) {
    HUB_TRY(before, instruments(code));
    HUB_CHECK(session_.execute(kKeepSetSql, {code, stored[0].text(0), stored[0].text(1).substr(0, 19),
                                             received, storedList(before)}));
  }
  HUB_CHECK(session_.execute(kPutSetSql, {code, digest, received}));
  if (isSame) return false;
  HUB_CHECK(writeInstruments(code, fresh));
  return true;
}

Result<void> MySqlEnterpriseStore::writeInstruments(const std::string& code,
                                                    const std::vector<MeteringInstrument>& fresh) {
  HUB_CHECK(session_.execute(kDropInstrumentsSql, {code}));
  int position = 0;
  return insertAll(session_, kPutInstruments, fresh, [&](const MeteringInstrument& instrument) {
    return Parameters{code, position++, clipped(instrument.manageCode, kLineMax), storedText(instrument)};
  });
}

Result<std::vector<MeteringInstrument>> MySqlEnterpriseStore::instruments(const std::string& code) {
  HUB_TRY(rows, session_.query(kInstrumentsSql, {code}));
  return recordsOf<MeteringInstrument>(rows);
}

Result<std::vector<EnterpriseSummary>> MySqlEnterpriseStore::list(std::optional<PeerId> owner) {
  HUB_TRY(rows, owner ? session_.query(kListOfOwnerSql, {*owner}) : session_.query(kListSql));
  std::vector<EnterpriseSummary> result;
  for (const Row& row : rows)
    result.push_back(
        {row.text(0), row.text(1), row.text(2), row.text(3), row.number<PeerId>(4), row.flag(5)});
  return result;
}

}  // namespace hub::mysql
