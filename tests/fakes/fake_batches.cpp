#include <algorithm>
#include <ranges>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Batch;
using hub::BatchId;
using hub::Finding;
using hub::QuarantinedRecord;
using hub::Result;

namespace {

bool passes(const Batch& batch, const hub::BatchFilter& filter) {
  return (!filter.enterprise || batch.enterprise == *filter.enterprise) &&
         (!filter.peer || batch.peer == *filter.peer) &&
         (!filter.receivedFrom || batch.received >= *filter.receivedFrom) &&
         (!filter.receivedTo || batch.received < *filter.receivedTo);
}

const BatchRow* rowOf(const FakeTables& tables, BatchId id) {
  const auto found = tables.batches->find(id);
  return found == tables.batches->end() ? nullptr : &found->second;
}

std::optional<Batch> byContent(const FakeTables& tables, hub::Channel channel, const std::string& enterprise,
                               const std::string& contentMd5) {
  for (const auto& [id, row] : *tables.batches) {
    const Batch& batch = row.batch;
    if (batch.channel == channel && batch.enterprise == enterprise && batch.contentMd5 == contentMd5)
      return batch;
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<Batch>> FakeBatches::findByContent(hub::Channel channel, const std::string& enterprise,
                                                        const std::string& contentMd5) {
  HUB_CHECK(session_.enter());
  return byContent(session_.tables, channel, enterprise, contentMd5);
}

Result<BatchId> FakeBatches::insert(const Batch& batch, const std::string& body) {
  HUB_CHECK(session_.enter());
  if (byContent(session_.tables, batch.channel, batch.enterprise, batch.contentMd5)) {
    session_.over = true;
    return hub::fail(hub::Failure::database, {}, "duplicate key of a batch: findByContent() must come first");
  }
  BatchRow row{batch, std::make_shared<const std::string>(body)};
  row.batch.id = BatchId{++session_.numbers.batch};
  session_.tables.batches.edit()[row.batch.id] = row;
  return row.batch.id;
}

Result<std::optional<Batch>> FakeBatches::find(BatchId id) {
  HUB_CHECK(session_.enter());
  const BatchRow* row = rowOf(session_.tables, id);
  return row ? std::optional{row->batch} : std::nullopt;
}

Result<std::string> FakeBatches::body(BatchId id) {
  HUB_CHECK(session_.enter());
  const BatchRow* row = rowOf(session_.tables, id);
  if (!row) return hub::fail(hub::Failure::malformed, "批次不存在");
  return *row->body;
}

Result<std::vector<Batch>> FakeBatches::list(const hub::BatchFilter& filter) {
  HUB_CHECK(session_.enter());
  std::vector<Batch> result;
  for (const auto& [id, row] : *session_.tables.batches | std::views::reverse) {
    if (result.size() == filter.limit) break;
    if (passes(row.batch, filter)) result.push_back(row.batch);
  }
  return result;
}

Result<void> FakeBatches::keepFindings(const std::vector<Finding>& findings) {
  HUB_CHECK(session_.enter());
  auto& kept = session_.tables.findings.edit();
  kept.insert(kept.end(), findings.begin(), findings.end());
  return {};
}

Result<std::vector<Finding>> FakeBatches::findings(BatchId id) {
  HUB_CHECK(session_.enter());
  std::vector<Finding> result;
  std::ranges::copy_if(*session_.tables.findings, std::back_inserter(result),
                       [&](const Finding& finding) { return finding.batch == id; });
  return result;
}

Result<void> FakeBatches::keepQuarantined(const std::vector<QuarantinedRecord>& records) {
  HUB_CHECK(session_.enter());
  auto& kept = session_.tables.quarantined.edit();
  kept.insert(kept.end(), records.begin(), records.end());
  return {};
}

Result<std::vector<QuarantinedRecord>> FakeBatches::quarantined(BatchId id) {
  HUB_CHECK(session_.enter());
  std::vector<QuarantinedRecord> result;
  std::ranges::copy_if(*session_.tables.quarantined, std::back_inserter(result),
                       [&](const QuarantinedRecord& record) { return record.batch == id; });
  std::ranges::stable_sort(result, {}, &QuarantinedRecord::position);
  return result;
}

}  // namespace fakes
