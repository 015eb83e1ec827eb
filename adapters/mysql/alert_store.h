// What a person should look at.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/alert.h"

namespace hub::mysql {

class MySqlAlertStore final : public AlertStore {
 public:
  explicit MySqlAlertStore(Session& session) : session_(session) {}
  Result<bool> raise(const Alert& alert) override;
  Result<bool> end(const std::string& kind, const std::string& subject, TimePoint now) override;
  Result<std::vector<Alert>> list(const AlertFilter& filter) override;
  Result<std::optional<Alert>> find(std::uint64_t id) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
