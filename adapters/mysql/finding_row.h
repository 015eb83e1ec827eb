// A finding as the tables batch_finding and quality_finding give it back.
#pragma once

#include "adapters/mysql/statement.h"
#include "hub/ports/batch.h"

namespace hub::mysql {

/// Columns: batch, enterprise, rule, version, code, statType (NULL or below 0 = none), count, first, last,
/// evidence, clause.
inline Finding findingOf(const Row& row) {
  Finding finding{.batch = row.number<BatchId>(0),
                  .enterprise = row.text(1),
                  .rule = row.text(2),
                  .version = row.number<std::uint32_t>(3),
                  .code = row.text(4),
                  .statType = std::nullopt,
                  .count = row.number<std::uint32_t>(6),
                  .first = std::nullopt,
                  .last = std::nullopt,
                  .evidence = row.text(9),
                  .clause = row.text(10)};
  if (!row.isNull(5) && row.number<int>(5) >= 0) finding.statType = row.number<schemas::StatType>(5);
  if (!row.isNull(7)) finding.first = civilTimeOf(row.view(7));
  if (!row.isNull(8)) finding.last = civilTimeOf(row.view(8));
  return finding;
}

}  // namespace hub::mysql
