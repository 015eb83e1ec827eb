#include "hub/app/counted_storage.h"

namespace hub::app {
namespace {

/// Passes everything on.
class CountedBatches final : public BatchStore {
 public:
  CountedBatches(BatchStore& batches, VerdictCounts& counts) : batches_(batches), counts_(counts) {}

  Result<std::optional<Batch>> findByContent(Channel channel, const std::string& enterprise,
                                             const std::string& contentMd5) override {
    return batches_.findByContent(channel, enterprise, contentMd5);
  }
  Result<BatchId> insert(const Batch& batch, const std::string& body) override {
    counts_.quarantined += batch.rejected;  // of which the first are kept word for word
    return batches_.insert(batch, body);
  }
  Result<std::vector<Batch>> findByContents(const std::vector<ContentKey>& keys) override {
    return batches_.findByContents(keys);
  }
  Result<std::vector<BatchId>> insertBatches(const std::vector<NewBatch>& batches) override {
    for (const NewBatch& fresh : batches) counts_.quarantined += fresh.batch->rejected;
    return batches_.insertBatches(batches);
  }
  Result<std::optional<Batch>> find(BatchId id) override { return batches_.find(id); }
  Result<std::string> body(BatchId id) override { return batches_.body(id); }
  Result<std::vector<Batch>> list(const BatchFilter& filter) override { return batches_.list(filter); }
  Result<void> keepFindings(const std::vector<Finding>& findings) override {
    for (const Finding& finding : findings) ++counts_.findings[finding.rule];
    return batches_.keepFindings(findings);
  }
  Result<std::vector<Finding>> findings(BatchId id) override { return batches_.findings(id); }
  Result<void> keepQuarantined(const std::vector<QuarantinedRecord>& records) override {
    return batches_.keepQuarantined(records);
  }
  Result<std::vector<QuarantinedRecord>> quarantined(BatchId id) override { return batches_.quarantined(id); }

 private:
  BatchStore& batches_;
  VerdictCounts& counts_;
};

class CountedUnit final : public UnitOfWork {
 public:
  CountedUnit(std::unique_ptr<UnitOfWork> work, Metrics& metrics)
      : work_(std::move(work)), metrics_(metrics), batches_(work_->batches(), counts_) {}

  PeerStore& peers() override { return work_->peers(); }
  EnterpriseStore& enterprises() override { return work_->enterprises(); }
  SeriesStore& series() override { return work_->series(); }
  BatchStore& batches() override { return batches_; }
  TagStore& tags() override { return work_->tags(); }
  DeliveryQueue& deliveries() override { return work_->deliveries(); }
  DictionaryStore& dictionaries() override { return work_->dictionaries(); }
  JobStore& jobs() override { return work_->jobs(); }
  AuditLog& audit() override { return work_->audit(); }
  DeviceRequestStore& deviceRequests() override { return work_->deviceRequests(); }
  ToleranceStore& tolerances() override { return work_->tolerances(); }
  QualityStore& quality() override { return work_->quality(); }
  Result<void> commit() override {
    HUB_CHECK(work_->commit());
    metrics_.countVerdicts(counts_);
    return {};
  }

 private:
  std::unique_ptr<UnitOfWork> work_;
  Metrics& metrics_;
  VerdictCounts counts_;
  CountedBatches batches_;
};

}  // namespace

Result<std::unique_ptr<UnitOfWork>> CountedStorage::begin() {
  HUB_TRY(work, storage_.begin());
  return std::make_unique<CountedUnit>(std::move(work), metrics_);
}

}  // namespace hub::app
