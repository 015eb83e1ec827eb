// What was understood although it departed from the printed form, counted by peer and row.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/tolerance.h"

namespace hub::mysql {

class MySqlToleranceStore final : public ToleranceStore {
 public:
  explicit MySqlToleranceStore(Session& session) : session_(session) {}
  Result<void> add(const std::vector<ToleranceCount>& counts) override;
  Result<std::vector<ToleranceCount>> list(std::optional<PeerId> peer) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
