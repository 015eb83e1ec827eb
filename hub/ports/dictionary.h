// The base dictionary in versions (N-8.4, N-8.5, G-7.3).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"
#include "schemas/json/value.h"
#include "schemas/messages/download_base_data.h"

namespace hub {

/// All lists by name. The nine of N-8.4 carry rows shaped as there; further lists (设备类型, holidays, …) are
/// kept raw.
struct DictionaryLists {
  std::map<std::string, std::vector<schemas::json::Value>> lists;
};

struct DictionaryVersion {
  std::int64_t number = 0;  // only grows (OQ-31); 0 = nothing imported yet
  std::string source;       // where it came from and its state date
  TimePoint imported{};
  std::string upstream;  // dicVersion of the node above when it was synchronised from there
};

struct DictionaryChange {
  std::int64_t version = 0;
  std::size_t added = 0, changed = 0, ended = 0, unchanged = 0;
};

/// What tells the rows of a list apart: the code, and where codes repeat by nature the members that qualify
/// it (collect item 01 is a class and a kind; process 01 exists in every industry).
std::string dictionaryKey(const std::string& list, const schemas::json::Value& row);

class DictionaryStore {
 public:
  virtual ~DictionaryStore() = default;
  virtual Result<DictionaryVersion> current() = 0;
  /// The rows in force, per list in the order imported. Empty `names` = all lists.
  virtual Result<DictionaryLists> load(const std::vector<std::string>& names) = 0;
  /// Replaces the lists named in `lists` (others stay) as one new version; rows that are gone end, none is
  /// deleted. Without any difference the version stays. Rows are told apart by dictionaryKey().
  virtual Result<DictionaryChange> import(const DictionaryLists& lists, const DictionaryVersion& version) = 0;
  virtual Result<bool> knows(const std::string& list, const std::string& code) = 0;
};

/// The nine lists of N-8.4 out of the stored rows and back.
Result<schemas::BaseData> baseDataOf(const DictionaryLists& lists);
DictionaryLists listsOf(const schemas::BaseData& data);

}  // namespace hub
