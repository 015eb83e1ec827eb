// The client of G towards the national node: base data (7.3) and enterprise configuration (7.4); flows F8,
// F9. Tags and data go through the queue.
#pragma once

#include "hub/delivery/base_data_rows.h"
#include "hub/delivery/surroundings.h"

namespace hub::delivery {

struct GSynced {
  std::optional<DictionaryChange> dictionary;  // when any list came
  std::size_t enterprises = 0;                 // named in the answer
  std::size_t changed = 0;                     // configurations or instrument sets that differ from ours
  std::size_t unreadable = 0;                  // rows that could not be used
};

/// Thread-safe. Errors as those of NClient; the dictionary in force changes as a whole or not at all.
class GClient {
 public:
  explicit GClient(Surroundings surroundings) : around_(surroundings) {}

  /// TYPE 1. `enterpriseId` stands in ENTERPRISEID (G-7.3-D2); empty = our province code. Enterprises we do
  /// not know yet are noted, provisionally reported by this node.
  Result<GSynced> syncBaseData(const Peer& peer, const std::string& enterpriseId = {}) const;

  /// TYPE 3. Configurations and instruments replace ours; who reports for an enterprise stays.
  Result<GSynced> syncConfig(const Peer& peer) const;

 private:
  Result<GContent> fetch(const Peer& peer, const std::string& body) const;
  Result<GSynced> importLists(const Peer& peer, const GContent& content, const char* clause) const;
  Result<void> noteEnterprises(const Peer& peer, const std::vector<std::string>& codes) const;
  Result<void> storeConfiguration(const Peer& peer, const schemas::json::Value& row, GSynced& synced) const;

  Surroundings around_;
};

}  // namespace hub::delivery
