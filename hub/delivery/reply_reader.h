// Success or failure of any reply of any peer (G-7.1-D9, N-8.3-15, OQ-10, OQ-59): the three spellings of the
// documents, and what comes from proxies and broken servers.
#pragma once

#include <string>

#include "hub/ports/partner.h"
#include "schemas/json/parse.h"

namespace hub::delivery {

struct PeerAnswer {
  bool ok = false;          // HTTP 2xx and a code that says success
  bool denied = false;      // HTTP 2xx and the "false" of G: in 7.1 it means that the batch is missing there
  bool inProtocol = false;  // a code of the protocol came, whatever it says
  std::string code;         // as sent; else http_<status>, empty_answer, html_answer, not_json, no_code
  std::string message;      // the peer's words, at most 500 bytes
  schemas::json::Value root;
  schemas::Tolerated tolerated;
};

PeerAnswer readReply(const CallReply& reply);

}  // namespace hub::delivery
