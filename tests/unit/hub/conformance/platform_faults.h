#pragma once

#include <vector>

#include "tests/unit/hub/conformance/tampers.h"

namespace hub::conformance {

std::vector<SeededFault> registrationFaults();
std::vector<SeededFault> uploadFaults();
std::vector<SeededFault> downloadFaults();
std::vector<SeededFault> transportFaults();
std::vector<SeededFault> nodeFaults();
std::vector<SeededFault> deviceFaults();

}  // namespace hub::conformance
