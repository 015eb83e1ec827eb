#include "adapters/mysql/batch_store.h"

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/compression.h"
#include "adapters/mysql/json_text.h"

namespace hub::mysql {
namespace {

#define BATCH_COLUMNS                                                                                 \
  "SELECT id, peer_id, channel, enterprise_code, content_md5, received, records, stored, unchanged, " \
  "superseded, "                                                                                      \
  "findings, blocks FROM batch "

constexpr const char* kByContentSql =
    BATCH_COLUMNS "WHERE channel = ? AND enterprise_code = ? AND content_md5 = ?";
constexpr const char* kByIdSql = BATCH_COLUMNS "WHERE id = ?";
constexpr const char* kListSql = BATCH_COLUMNS
    R"sql(
  WHERE (? IS NULL OR enterprise_code = ?) AND (? IS NULL OR peer_id = ?) AND (? IS NULL OR received
  >= ?) AND (? IS NULL OR received < ?) ORDER BY id DESC LIMIT ?
)sql";
// The same with the enterprise alone as a condition the key can serve.
constexpr const char* kListOfEnterpriseSql = BATCH_COLUMNS
    R"sql(
  WHERE enterprise_code = ? AND (? IS NULL OR peer_id = ?) AND (? IS NULL OR received >= ?) AND (? IS
  NULL OR received < ?) ORDER BY id DESC LIMIT ?
)sql";
constexpr const char* kInsertSql = R"sql(
  INSERT INTO batch (peer_id, channel, enterprise_code, content_md5, received, records, stored,
  unchanged, superseded, findings, blocks, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr const char* kBodySql = "SELECT body FROM batch WHERE id = ?";
constexpr const char* kFindingsSql = R"sql(
  SELECT batch_id, enterprise_code, rule, member, detail FROM batch_finding WHERE batch_id = ? ORDER
  BY id
)sql";
constexpr BulkInsert kKeepFindings{
    .head = "INSERT INTO batch_finding (batch_id, enterprise_code, rule, member, detail) VALUES ",
    .tail = "",
    .columns = 5};

std::string blockList(const std::vector<SeriesKey>& blocks) {
  schemas::json::Writer writer;
  writer.beginArray();
  for (const SeriesKey& key : blocks)
    writeTexts(writer,
               {key.enterprise, key.code, std::to_string(static_cast<int>(key.statType)), key.period.text()});
  writer.endArray();
  return std::move(writer).take();
}

Result<std::vector<SeriesKey>> blocksOf(std::string_view column) {
  HUB_TRY(text, expanded(column));
  HUB_TRY(root, storedJson(text));
  std::vector<SeriesKey> blocks;
  if (!root.array()) return blocks;
  for (const schemas::json::Value& item : *root.array()) {
    const auto parts = textList(&item);
    if (parts.size() != 4) return fail(Failure::database, {}, "a stored block list is damaged");
    blocks.push_back({parts[0], parts[1], static_cast<schemas::StatType>(std::atoi(parts[2].c_str())),
                      civilDateOf(parts[3])});
  }
  return blocks;
}

Result<Batch> batchOf(const Row& row) {
  HUB_TRY(blocks, blocksOf(row.view(11)));
  return Batch{.id = row.number<BatchId>(0),
               .peer = row.number<PeerId>(1),
               .channel = row.number<Channel>(2),
               .enterprise = row.text(3),
               .contentMd5 = row.text(4),
               .received = row.time(5),
               .records = row.number<std::uint32_t>(6),
               .stored = row.number<std::uint32_t>(7),
               .unchanged = row.number<std::uint32_t>(8),
               .superseded = row.number<std::uint32_t>(9),
               .findings = row.number<std::uint32_t>(10),
               .blocks = std::move(blocks)};
}

}  // namespace

Result<std::optional<Batch>> MySqlBatchStore::one(const std::string& sql, const Parameters& parameters) {
  HUB_TRY(rows, session_.query(sql, parameters));
  if (rows.empty()) return std::nullopt;
  HUB_TRY(batch, batchOf(rows[0]));
  return std::optional(std::move(batch));
}

Result<std::optional<Batch>> MySqlBatchStore::findByContent(Channel channel, const std::string& enterprise,
                                                            const std::string& contentMd5) {
  return one(kByContentSql, {channel, enterprise, contentMd5});
}

Result<BatchId> MySqlBatchStore::insert(const Batch& batch, const std::string& body) {
  HUB_CHECK(session_.execute(kInsertSql,
                             {batch.peer, batch.channel, batch.enterprise, batch.contentMd5, batch.received,
                              batch.records, batch.stored, batch.unchanged, batch.superseded, batch.findings,
                              compressed(blockList(batch.blocks)), compressed(body)}));
  HUB_TRY(id, session_.lastId());
  return BatchId{id};
}

Result<std::optional<Batch>> MySqlBatchStore::find(BatchId id) { return one(kByIdSql, {id}); }

Result<std::string> MySqlBatchStore::body(BatchId id) {
  HUB_TRY(rows, session_.query(kBodySql, {id}));
  if (rows.empty()) return fail(Failure::malformed, "批次不存在");
  return expanded(rows[0].view(0));
}

Result<std::vector<Batch>> MySqlBatchStore::list(const BatchFilter& filter) {
  Parameters parameters{filter.enterprise};
  if (!filter.enterprise) parameters.push_back(filter.enterprise);
  for (const Parameter& condition :
       {Parameter(filter.peer), Parameter(filter.receivedFrom), Parameter(filter.receivedTo)})
    parameters.insert(parameters.end(), 2, condition);
  parameters.push_back(filter.limit);
  HUB_TRY(rows, session_.query(filter.enterprise ? kListOfEnterpriseSql : kListSql, parameters));
  std::vector<Batch> batches;
  for (const Row& row : rows) {
    HUB_TRY(batch, batchOf(row));
    batches.push_back(std::move(batch));
  }
  return batches;
}

Result<void> MySqlBatchStore::keepFindings(const std::vector<Finding>& findings) {
  return insertAll(session_, kKeepFindings, findings, [](const Finding& finding) {
    return Parameters{finding.batch, finding.enterprise, clipped(finding.rule, kWordMax),
                      clipped(finding.member, kLineMax), clipped(finding.detail, kTextMax)};
  });
}

Result<std::vector<Finding>> MySqlBatchStore::findings(BatchId id) {
  HUB_TRY(rows, session_.query(kFindingsSql, {id}));
  std::vector<Finding> findings;
  for (const Row& row : rows)
    findings.push_back({row.number<BatchId>(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  return findings;
}

}  // namespace hub::mysql
