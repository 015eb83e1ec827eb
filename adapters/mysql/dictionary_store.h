// The base dictionary in versions.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/dictionary.h"

namespace hub::mysql {

class MySqlDictionaryStore final : public DictionaryStore {
 public:
  explicit MySqlDictionaryStore(Session& session) : session_(session) {}
  Result<DictionaryVersion> current() override;
  Result<DictionaryLists> load(const std::vector<std::string>& names) override;
  Result<DictionaryChange> import(const DictionaryLists& lists, const DictionaryVersion& version) override;
  Result<bool> knows(const std::string& list, const std::string& code) override;

 private:
  Result<void> addVersion(const DictionaryVersion& version, std::int64_t number);

  Session& session_;
};

}  // namespace hub::mysql
