// What a platform gives back of the energy data that was sent to it.
#pragma once

#include <string>
#include <vector>

#include "hub/conformance/judge.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {

struct StoredRecord {
  std::string dataCode, value, statDate, uploadDate;
  int statType = -1;
  bool valid = true;
};

struct Stored {
  const Exchange& reply;
  std::vector<StoredRecord> records;
  bool isKnown = false;  // the platform offers the download and it succeeded

  std::vector<StoredRecord> of(const std::string& dataCode, const std::string& statDate) const;
};

/// The records of 8.10, asked afresh.
Stored stored(Session& session, schemas::StatType statType, schemas::CivilDate date);

/// By the digits alone: five and six groups are the same item.
bool isSameCode(const std::string& a, const std::string& b);

/// `N-8.10` is optional: without it nothing can be said about what is stored. Says so and returns false then.
bool canLook(Judge& judge, const Stored& stored);

}  // namespace hub::conformance
