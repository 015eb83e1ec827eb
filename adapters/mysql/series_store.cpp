#include "adapters/mysql/series_store.h"

#include <algorithm>

#include "adapters/mysql/block_codec.h"
#include "adapters/mysql/bulk_insert.h"
#include "schemas/json/writer.h"

namespace hub::mysql {
namespace {

#define BLOCK_COLUMNS                                                                                        \
  "b.enterprise_code, b.stat_type, b.period, b.canonical_code, b.data_code, b.step_seconds, b.step_months, " \
  "b.phase, b.offsets, b.value_list, b.value_count, b.input_type, b.scope, b.valid, b.derived_start, "       \
  "b.upload_date, b.upload_dates, b.exceptions, b.batch_id "

// The keys travel as one JSON parameter, so that the statement is the same for any number of them and the
// blocks are visited, and locked, in their order.
#define KEYS_JOINED_TO_BLOCKS                                                        \
  "FROM JSON_TABLE(?, '$[*]' COLUMNS ("                                              \
  "  e VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin PATH '$[0]',"     \
  "  s TINYINT UNSIGNED PATH '$[1]', p DATE PATH '$[2]',"                            \
  "  c VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin PATH '$[3]')) k " \
  "STRAIGHT_JOIN series_block b ON b.enterprise_code = k.e AND b.stat_type = k.s "   \
  "AND b.period = k.p AND b.canonical_code = k.c "

// For a few keys that is dearer than the conditions themselves.
constexpr std::size_t kFewKeys = 16;
// The key is named, or the optimiser would read whole partitions for some tens of keys.
const std::string kLoadFewSql = "SELECT " BLOCK_COLUMNS "FROM series_block b FORCE INDEX (PRIMARY) WHERE ";
const std::string kPresentFewSql =
    "SELECT b.enterprise_code, b.stat_type, b.period, b.canonical_code "
    "FROM series_block b FORCE INDEX (PRIMARY) WHERE ";
constexpr const char* kOneKeySql =
    "(b.enterprise_code = ? AND b.stat_type = ? AND b.period = ? AND b.canonical_code = ?)";
constexpr const char* kInOrderAndLockedSql =
    " ORDER BY b.enterprise_code, b.stat_type, b.period, b.canonical_code FOR UPDATE";

constexpr const char* kLoadSql = "SELECT " BLOCK_COLUMNS KEYS_JOINED_TO_BLOCKS "FOR UPDATE";

constexpr const char* kPresentSql =
    "SELECT b.enterprise_code, b.stat_type, b.period, b.canonical_code " KEYS_JOINED_TO_BLOCKS;

constexpr const char* kReadSql = "SELECT " BLOCK_COLUMNS
                                 R"sql(
  FROM series_block b WHERE b.enterprise_code = ? AND b.stat_type = ? AND b.period BETWEEN ? AND ?
  ORDER BY b.canonical_code, b.period
)sql";

constexpr BulkInsert kSave{.head = R"sql(
  INSERT INTO series_block (enterprise_code, stat_type, period, canonical_code, data_code,
  step_seconds, step_months, phase, offsets, value_list, value_count, input_type, scope, valid,
  derived_start, upload_date, upload_dates, exceptions, batch_id) VALUES
)sql",
                           .tail = R"sql(
  ON DUPLICATE KEY UPDATE
    data_code = VALUES(data_code), step_seconds = VALUES(step_seconds), step_months = VALUES(step_months),
    phase = VALUES(phase), offsets = VALUES(offsets), value_list = VALUES(value_list),
    value_count = VALUES(value_count), input_type = VALUES(input_type), scope = VALUES(scope),
    valid = VALUES(valid), derived_start = VALUES(derived_start), upload_date = VALUES(upload_date),
    upload_dates = VALUES(upload_dates), exceptions = VALUES(exceptions), batch_id = VALUES(batch_id)
)sql",
                           .columns = 19};

constexpr BulkInsert kRevise{.head = R"sql(
  INSERT INTO series_revision (enterprise_code, stat_type, period, canonical_code, stat_date,
  data_value, data_code, input_type, scope, valid, derived_start, upload_date, batch_id) VALUES
)sql",
                             .tail = "",
                             .columns = 13};

std::string textOf(const std::vector<SeriesKey>& keys) {
  schemas::json::Writer writer;
  writer.beginArray();
  for (const SeriesKey& key : keys) {
    writer.beginArray();
    writer.text(key.enterprise);
    writer.number(std::to_string(static_cast<int>(key.statType)));
    writer.text(key.period.text());
    writer.text(key.code);
    writer.endArray();
  }
  writer.endArray();
  return std::move(writer).take();
}

std::string anyOf(const std::vector<SeriesKey>& keys) {
  std::string conditions = kOneKeySql;
  for (std::size_t i = 1; i < keys.size(); ++i) conditions.append(" OR ").append(kOneKeySql);
  return conditions;
}

Parameters valuesOf(const std::vector<SeriesKey>& keys) {
  Parameters parameters;
  for (const SeriesKey& key : keys) {
    for (Parameter part :
         {Parameter(key.enterprise), Parameter(key.statType), Parameter(key.period), Parameter(key.code)})
      parameters.push_back(std::move(part));
  }
  return parameters;
}

SeriesKey keyOf(const Row& row) {
  return {row.text(0), row.text(3), row.number<schemas::StatType>(1), civilDateOf(row.view(2))};
}

std::optional<std::string> optionalText(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
}

BlockColumns columnsOf(const Row& row) {
  return {.dataCode = row.text(4),
          .stepSeconds = row.number<std::uint32_t>(5),
          .stepMonths = row.number<std::uint32_t>(6),
          .phase = row.number<std::uint32_t>(7),
          .offsets = optionalText(row, 8),
          .values = row.text(9),
          .valueCount = row.number<std::uint32_t>(10),
          .inputType = row.number<std::int32_t>(11),
          .scope = row.number<std::int32_t>(12),
          .valid = row.flag(13),
          .derivedStart = row.flag(14),
          .uploadDate = civilTimeOf(row.view(15)),
          .uploadDates = optionalText(row, 16),
          .exceptions = optionalText(row, 17)};
}

Result<std::vector<SeriesBlock>> blocksOf(const Rows& rows) {
  std::vector<SeriesBlock> blocks;
  blocks.reserve(rows.size());
  for (const Row& row : rows) {
    SeriesBlock block{keyOf(row), {}, row.number<BatchId>(18)};
    HUB_TRY(values, decode(block.key, columnsOf(row)));
    block.values = std::move(values);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

struct EncodedBlock {
  const SeriesBlock* block;
  BlockColumns columns;
};

Parameters parametersOf(const EncodedBlock& encoded) {
  const SeriesKey& key = encoded.block->key;
  const BlockColumns& c = encoded.columns;
  return {key.enterprise, key.statType,  key.period,          key.code,
          c.dataCode,     c.stepSeconds, c.stepMonths,        c.phase,
          c.offsets,      c.values,      c.valueCount,        c.inputType,
          c.scope,        c.valid,       c.derivedStart,      c.uploadDate,
          c.uploadDates,  c.exceptions,  encoded.block->batch};
}

Parameters revisionParameters(const Revision& revision) {
  const SeriesValue& lost = revision.lost;
  return {revision.key.enterprise, revision.key.statType, revision.key.period, revision.key.code, lost.at,
          lost.value.lexeme(),     lost.rawCode.text(),   lost.inputType,      lost.scope,        lost.valid,
          lost.derivedStart,       lost.uploadDate,       revision.batch};
}

void cut(SeriesBlock& block, const SeriesRange& range) {
  std::erase_if(block.values,
                [&](const SeriesValue& value) { return value.at < range.from || value.at >= range.to; });
}

}  // namespace

Result<std::vector<SeriesBlock>> MySqlSeriesStore::load(const std::vector<SeriesKey>& keys) {
  if (keys.empty()) return std::vector<SeriesBlock>{};
  const bool few = keys.size() <= kFewKeys;
  HUB_TRY(rows, few ? session_.query(kLoadFewSql + anyOf(padded(keys)) + kInOrderAndLockedSql,
                                     valuesOf(padded(keys)))
                    : session_.query(kLoadSql, {textOf(keys)}));
  return blocksOf(rows);
}

Result<void> MySqlSeriesStore::save(const std::vector<SeriesBlock>& blocks) {
  std::vector<EncodedBlock> encoded;
  encoded.reserve(blocks.size());
  for (const SeriesBlock& block : blocks) {
    HUB_TRY(columns, encode(block));
    encoded.push_back({&block, std::move(columns)});
  }
  return insertAll(session_, kSave, encoded, parametersOf);
}

Result<void> MySqlSeriesStore::keepRevisions(const std::vector<Revision>& revisions) {
  return insertAll(session_, kRevise, revisions, revisionParameters);
}

Result<std::vector<SeriesBlock>> MySqlSeriesStore::read(const SeriesRange& range) {
  HUB_TRY(rows,
          session_.query(kReadSql, {range.enterprise, range.statType, periodOf(range.statType, range.from),
                                    periodOf(range.statType, range.to)}));
  HUB_TRY(blocks, blocksOf(rows));
  for (SeriesBlock& block : blocks) cut(block, range);
  std::erase_if(blocks, [](const SeriesBlock& block) { return block.values.empty(); });
  return std::move(blocks);
}

Result<std::vector<SeriesKey>> MySqlSeriesStore::present(const std::vector<SeriesKey>& keys) {
  std::vector<SeriesKey> found;
  if (keys.empty()) return found;
  HUB_TRY(rows, keys.size() <= kFewKeys
                    ? session_.query(kPresentFewSql + anyOf(padded(keys)), valuesOf(padded(keys)))
                    : session_.query(kPresentSql, {textOf(keys)}));
  for (const Row& row : rows) found.push_back(keyOf(row));
  return found;
}

}  // namespace hub::mysql
