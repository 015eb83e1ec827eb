// One transaction with all stores on it.
#pragma once

#include "adapters/mysql/alert_store.h"
#include "adapters/mysql/audit_log.h"
#include "adapters/mysql/batch_store.h"
#include "adapters/mysql/bulk_action_store.h"
#include "adapters/mysql/delivery_queue.h"
#include "adapters/mysql/device_request_store.h"
#include "adapters/mysql/dictionary_store.h"
#include "adapters/mysql/enterprise_store.h"
#include "adapters/mysql/job_store.h"
#include "adapters/mysql/lane_store.h"
#include "adapters/mysql/peer_store.h"
#include "adapters/mysql/quality_store.h"
#include "adapters/mysql/series_store.h"
#include "adapters/mysql/tag_store.h"
#include "adapters/mysql/tolerance_store.h"
#include "adapters/mysql/transaction.h"
#include "hub/ports/storage.h"

namespace hub::mysql {

class MySqlUnitOfWork final : public UnitOfWork {
 public:
  explicit MySqlUnitOfWork(Transaction transaction) : transaction_(std::move(transaction)) {}

  PeerStore& peers() override { return peers_; }
  EnterpriseStore& enterprises() override { return enterprises_; }
  SeriesStore& series() override { return series_; }
  BatchStore& batches() override { return batches_; }
  TagStore& tags() override { return tags_; }
  DeliveryQueue& deliveries() override { return deliveries_; }
  DictionaryStore& dictionaries() override { return dictionaries_; }
  JobStore& jobs() override { return jobs_; }
  AuditLog& audit() override { return audit_; }
  DeviceRequestStore& deviceRequests() override { return deviceRequests_; }
  ToleranceStore& tolerances() override { return tolerances_; }
  QualityStore& quality() override { return quality_; }
  LaneStore& lanes() override { return lanes_; }
  AlertStore& alerts() override { return alerts_; }
  BulkActionStore& bulkActions() override { return bulkActions_; }
  Result<TimePoint> time() override {
    HUB_TRY(rows, transaction_.session().query("SELECT UTC_TIMESTAMP(3)"));
    return rows.at(0).time(0);
  }
  Result<void> commit() override { return transaction_.commit(); }

 private:
  Transaction transaction_;
  MySqlPeerStore peers_{transaction_.session()};
  MySqlEnterpriseStore enterprises_{transaction_.session()};
  MySqlSeriesStore series_{transaction_.session()};
  MySqlBatchStore batches_{transaction_.session()};
  MySqlTagStore tags_{transaction_.session()};
  MySqlDeliveryQueue deliveries_{transaction_.session()};
  MySqlDictionaryStore dictionaries_{transaction_.session()};
  MySqlJobStore jobs_{transaction_.session()};
  MySqlAuditLog audit_{transaction_.session()};
  MySqlDeviceRequestStore deviceRequests_{transaction_.session()};
  MySqlToleranceStore tolerances_{transaction_.session()};
  MySqlQualityStore quality_{transaction_.session()};
  MySqlLaneStore lanes_{transaction_.session()};
  MySqlAlertStore alerts_{transaction_.session()};
  MySqlBulkActionStore bulkActions_{transaction_.session()};
};

}  // namespace hub::mysql
