// What /metrics says about the queue and the peers, read from the database at each scrape.
#pragma once

#include "hub/app/metrics.h"
#include "hub/ports/storage.h"

namespace hub::app {

/// Without a database only nenghub_database_up_ratio 0.
void writeQueue(MetricText& text, Storage& storage, TimePoint now);

}  // namespace hub::app
