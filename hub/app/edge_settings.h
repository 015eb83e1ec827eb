// The node's configuration as the edge needs it.
#pragma once

#include "adapters/http/edge_config.h"
#include "hub/app/config.h"

namespace hub::app {

http::EdgeSettings edgeSettings(const Config& config, const std::string& secret);

}  // namespace hub::app
