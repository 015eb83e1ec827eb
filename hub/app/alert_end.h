// An alert that a person ends, because its matter is no more and nothing would notice that.
#pragma once

#include <optional>

#include "hub/ports/storage.h"

namespace hub::app {

/// With an audit row. `missing` when there is none of that id; nullopt when it is over already. What is still
/// so is raised again.
Result<std::optional<Alert>> endAlert(UnitOfWork& work, std::uint64_t id, const std::string& actor,
                                      const std::string& reason);

}  // namespace hub::app
