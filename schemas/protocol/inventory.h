// Which message goes to which address: the wire endpoints of N (OQ-01) and G (OQ-41).
#pragma once

#include <string>
#include <vector>

#include "schemas/declare/describe.h"

namespace schemas::protocol {

struct Endpoint {
  std::string path;  // by default; each may have its own host, port and prefix
  std::vector<std::string> aliases;
  std::string id;  // operationId
  std::string title;
  std::string clause;
  std::vector<MessageInfo> requests;        // more than one: told apart by their members
  std::vector<MessageInfo> deviceRequests;  // what an end device sends here (field-notes 1.2, 1.3)
  std::vector<MessageInfo> replies;         // of success; a failure of N is always N-8.3.reply
};

/// In the order of the documents.
std::vector<Endpoint> endpoints();

}  // namespace schemas::protocol
