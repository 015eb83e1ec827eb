// Batches with their bodies, and what was found about them.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/batch.h"

namespace hub::mysql {

class MySqlBatchStore final : public BatchStore {
 public:
  explicit MySqlBatchStore(Session& session) : session_(session) {}
  Result<std::optional<Batch>> findByContent(Channel channel, const std::string& enterprise,
                                             const std::string& contentMd5) override;
  Result<std::vector<Batch>> findByContents(const std::vector<ContentKey>& keys) override;
  Result<std::vector<BatchId>> insertBatches(const std::vector<NewBatch>& batches) override;
  Result<BatchId> insert(const Batch& batch, const std::string& body) override;
  Result<std::optional<Batch>> find(BatchId id) override;
  Result<std::string> body(BatchId id) override;
  Result<std::vector<Batch>> list(const BatchFilter& filter) override;
  Result<void> keepFindings(const std::vector<Finding>& findings) override;
  Result<std::vector<Finding>> findings(BatchId id) override;
  Result<void> keepQuarantined(const std::vector<QuarantinedRecord>& records) override;
  Result<std::vector<QuarantinedRecord>> quarantined(BatchId id) override;

 private:
  Result<std::optional<Batch>> one(const std::string& sql, const Parameters& parameters);

  Session& session_;
};

}  // namespace hub::mysql
