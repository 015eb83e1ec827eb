#include "adapters/mysql/batch_store.h"

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/compression.h"
#include "adapters/mysql/finding_row.h"
#include "adapters/mysql/json_text.h"

namespace hub::mysql {
namespace {

#define BATCH_COLUMNS                                                                                 \
  "SELECT id, peer_id, channel, enterprise_code, content_md5, received, records, stored, unchanged, " \
  "superseded, suspect, rejected, findings, blocks, read_as FROM batch "

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
// Named, because for some tens of batches the optimiser prefers to read the whole table.
const std::string kByContentsSql = BATCH_COLUMNS "FORCE INDEX (batch_content) WHERE ";
constexpr const char* kSameContentSql = "(channel = ? AND enterprise_code = ? AND content_md5 = ?)";
const std::string kInsertSql =
    "INSERT INTO batch (peer_id, channel, enterprise_code, content_md5, received, records, stored, "
    "unchanged, "
    "superseded, suspect, rejected, findings, blocks, body, read_as) VALUES ";
constexpr std::size_t kInsertColumns = 15;
constexpr std::size_t kRowsMax = 256;        // in one statement, which may hold 65 535 parameters
constexpr std::size_t kBytesMax = 4u << 20;  // of bodies, well below max_allowed_packet
constexpr const char* kInsertedIdsSql = " RETURNING id";
constexpr const char* kBodySql = "SELECT body FROM batch WHERE id = ?";
// A row of before the quality rules names a member of the message.
constexpr const char* kFindingsSql = R"sql(
  SELECT batch_id, enterprise_code, rule, version, data_code, stat_type, value_count, first_at, last_at,
  IF(member = '', detail, CONCAT(member, ' ', detail)), clause FROM batch_finding WHERE batch_id = ?
  ORDER BY id
)sql";
constexpr BulkInsert kKeepFindings{
    .head =
        "INSERT INTO batch_finding (batch_id, enterprise_code, rule, version, data_code, stat_type, "
        "value_count, first_at, last_at, detail, clause) VALUES ",
    .tail = "",
    .columns = 11};
constexpr const char* kQuarantinedSql = R"sql(
  SELECT batch_id, enterprise_code, position, record, member, reason FROM quarantined_record
  WHERE batch_id = ? ORDER BY position, id
)sql";
constexpr BulkInsert kKeepQuarantined{
    .head =
        "INSERT INTO quarantined_record (batch_id, enterprise_code, position, record, member, reason) "
        "VALUES ",
    .tail = "",
    .columns = 6};
// A record is some hundred bytes; what is longer stands in the batch's body.
constexpr std::size_t kRecordMax = 64u << 10;

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

// Migration 0010.
std::optional<std::uint8_t> numberOf(const std::optional<schemas::ReadProfile>& profile) {
  if (!profile) return std::nullopt;
  const auto numeric = static_cast<std::uint8_t>(profile->validNumeric);
  return static_cast<std::uint8_t>((profile->device ? 1 : 0) | numeric << 1 | (profile->strict ? 8 : 0));
}

std::optional<schemas::ReadProfile> readProfileOf(const Row& row, std::size_t column) {
  if (row.isNull(column)) return std::nullopt;
  const auto number = row.number<std::uint8_t>(column);
  return schemas::ReadProfile{.strict = (number & 8) != 0,
                              .device = (number & 1) != 0,
                              .validNumeric = static_cast<schemas::ValidNumeric>(number >> 1 & 3)};
}

Result<Batch> batchOf(const Row& row) {
  HUB_TRY(blocks, blocksOf(row.view(13)));
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
               .suspect = row.number<std::uint32_t>(10),
               .rejected = row.number<std::uint32_t>(11),
               .findings = row.number<std::uint32_t>(12),
               .readAs = readProfileOf(row, 14),
               .blocks = std::move(blocks)};
}

void appendParameters(const Batch& batch, std::string_view body, Parameters& parameters) {
  Parameters row{batch.peer,
                 batch.channel,
                 batch.enterprise,
                 batch.contentMd5,
                 batch.received,
                 batch.records,
                 batch.stored,
                 batch.unchanged,
                 batch.superseded,
                 batch.suspect,
                 batch.rejected,
                 batch.findings,
                 compressed(blockList(batch.blocks)),
                 compressed(body),
                 numberOf(batch.readAs)};
  std::move(row.begin(), row.end(), std::back_inserter(parameters));
}

Result<std::vector<Batch>> batchesOf(const Rows& rows) {
  std::vector<Batch> batches;
  for (const Row& row : rows) {
    HUB_TRY(batch, batchOf(row));
    batches.push_back(std::move(batch));
  }
  return batches;
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

Result<std::vector<Batch>> MySqlBatchStore::findByContents(const std::vector<ContentKey>& keys) {
  std::vector<Batch> batches;
  for (const auto& some : inChunks(keys, kRowsMax)) {
    std::string sql = kByContentsSql;
    Parameters parameters;
    for (const ContentKey& key : some) {
      sql += parameters.empty() ? "" : " OR ";
      sql += kSameContentSql;
      parameters.emplace_back(key.channel);
      parameters.emplace_back(key.enterprise);
      parameters.emplace_back(key.contentMd5);
    }
    HUB_TRY(rows, session_.query(sql, parameters));
    HUB_TRY(found, batchesOf(rows));
    std::move(found.begin(), found.end(), std::back_inserter(batches));
  }
  return batches;
}

Result<std::vector<BatchId>> MySqlBatchStore::insertBatches(const std::vector<NewBatch>& batches) {
  std::vector<BatchId> ids;
  while (ids.size() < batches.size()) {
    const std::size_t most = rowsOfNext(batches.size() - ids.size(), kRowsMax);
    Parameters parameters;
    parameters.reserve(most * kInsertColumns);
    std::size_t count = 0, bytes = 0;
    for (; count < most && bytes < kBytesMax; ++count) {
      const NewBatch& row = batches[ids.size() + count];
      appendParameters(*row.batch, row.body, parameters);
      bytes += row.body.size();
    }
    HUB_TRY(rows,
            session_.query(kInsertSql + placeholders(count, kInsertColumns) + kInsertedIdsSql, parameters));
    if (rows.size() != count) return fail(Failure::database, {}, "the ids of new batches are missing");
    for (const Row& row : rows) ids.push_back(row.number<BatchId>(0));
  }
  return ids;
}

Result<BatchId> MySqlBatchStore::insert(const Batch& batch, const std::string& body) {
  HUB_TRY(ids, insertBatches({{&batch, body}}));
  return ids.front();
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
  return batchesOf(rows);
}

Result<void> MySqlBatchStore::keepFindings(const std::vector<Finding>& findings) {
  return insertAll(session_, kKeepFindings, findings, [](const Finding& finding) {
    return Parameters{finding.batch,
                      finding.enterprise,
                      clipped(finding.rule, kWordMax),
                      finding.version,
                      finding.code,
                      finding.statType,
                      finding.count,
                      finding.first,
                      finding.last,
                      clipped(finding.evidence, kTextMax),
                      clipped(finding.clause, kWordMax)};
  });
}

Result<std::vector<Finding>> MySqlBatchStore::findings(BatchId id) {
  HUB_TRY(rows, session_.query(kFindingsSql, {id}));
  std::vector<Finding> findings;
  for (const Row& row : rows) findings.push_back(findingOf(row));
  return findings;
}

Result<void> MySqlBatchStore::keepQuarantined(const std::vector<QuarantinedRecord>& records) {
  return insertAll(session_, kKeepQuarantined, records, [](const QuarantinedRecord& record) {
    return Parameters{record.batch,
                      record.enterprise,
                      record.position,
                      clipped(record.record, kRecordMax),
                      clipped(record.member, kLineMax),
                      clipped(record.reason, kTextMax)};
  });
}

Result<std::vector<QuarantinedRecord>> MySqlBatchStore::quarantined(BatchId id) {
  HUB_TRY(rows, session_.query(kQuarantinedSql, {id}));
  std::vector<QuarantinedRecord> records;
  for (const Row& row : rows)
    records.push_back({row.number<BatchId>(0), row.text(1), row.number<std::uint32_t>(2), row.text(3),
                       row.text(4), row.text(5)});
  return records;
}

}  // namespace hub::mysql
