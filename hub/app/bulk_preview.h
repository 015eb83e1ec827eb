// What a bulk action would act on, and its start.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "hub/ports/storage.h"

namespace hub::app {

struct BulkPreview {
  std::map<std::pair<DeliveryState, std::string>, std::uint64_t> groups;  // by state and last code
  std::uint64_t total = 0;
  DeliveryId last{};  // the highest id seen
};

/// Counts page by page; changes nothing.
Result<BulkPreview> previewOf(Storage& storage, DeliveryFilter filter);

/// Starts `action` on what the preview has seen, with an audit row; what has come since is not meant.
Result<BulkAction> startBulk(Storage& storage, BulkAction action, const BulkPreview& preview);

/// A filter in one line.
std::string textOf(const DeliveryFilter& filter);

}  // namespace hub::app
