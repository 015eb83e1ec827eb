// The checks that every N message needs: members that are absent, members that are wrong, a sender that is
// somebody else.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hub/conformance/check.h"
#include "hub/conformance/edit.h"
#include "hub/conformance/session.h"

namespace hub::conformance {

struct MessageTest {
  std::string clause;  // N-8.8
  std::string title;   // Chinese name of the message
  Place place = Place::registration;
  std::function<Value(Session&)> message;  // good, but nothing that other checks look for
  std::vector<std::string> required;       // paths; `provinceId` stands for deviceId of a device
  std::string requiredRows;
  std::vector<std::pair<std::string, Value>> wrong;
  std::string wrongRows;
  Severity severity = Severity::must;
  bool stores = false;
  bool hasIdentity = true;
};

/// `<clause>/missing`, `/missing-named`, `/malformed`, `/malformed-named`, `/missing-first`, `/foreign`,
/// `/foreign-403`.
void addMessageChecks(Checks& checks, const MessageTest& test);

}  // namespace hub::conformance
