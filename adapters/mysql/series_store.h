// Series blocks in table series_block. The hot path: few statements with many rows.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/series.h"

namespace hub::mysql {

class MySqlSeriesStore final : public SeriesStore {
 public:
  explicit MySqlSeriesStore(Session& session) : session_(session) {}
  Result<std::vector<SeriesBlock>> load(const std::vector<SeriesKey>& keys) override;
  Result<void> save(const std::vector<SeriesBlock>& blocks) override;
  Result<void> keepRevisions(const std::vector<Revision>& revisions) override;
  Result<std::vector<SeriesBlock>> read(const SeriesRange& range) override;
  Result<std::vector<SeriesKey>> present(const std::vector<SeriesKey>& keys) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
