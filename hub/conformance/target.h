// Whom to test, as whom, and within which bounds.
#pragma once

#include <chrono>
#include <string>

#include "hub/ports/peer.h"
#include "schemas/codes/civil_time.h"

namespace hub::conformance {

struct Target {
  /// city: a platform below plays against a province (N); province: the same, and the G messages against a
  /// national node; device: an end device (field-notes 1.2); national: a national node against a province
  /// (G).
  Role role = Role::city;
  std::string url;           // https://host:port
  std::string registerUrl;   // empty = url
  std::string gUrl;          // empty = G is not checked
  std::string region;        // six digits
  std::string provinceId;    // what registration should give; empty = whatever it gives
  std::string provinceCode;  // G, in logsign; empty = region
  std::string restcode;      // G, the channel
  std::string enterprise;    // empty = made up for the region
  schemas::CivilDate day;    // of the made-up values
  bool readOnly = false;     // nothing is sent that a platform may store
  int requestsMax = 600;
  std::chrono::seconds timeout{30};
};

/// The credit code of an enterprise that cannot exist: its organisation number is all zeros. Both check
/// characters are right (GB 32100, GB 11714).
std::string madeUpEnterprise(const std::string& region);

}  // namespace hub::conformance
