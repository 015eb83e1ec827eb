// Says of a request text what is wrong with it and what was overlooked, without network and database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/conformance/message_kind.h"

namespace hub::conformance {

struct ExplainOptions {
  enum class Profile { byContent, platform, device };
  std::string message;  // a name of messageKinds(); empty = by its members
  Profile profile = Profile::byContent;
};

struct Remark {
  std::string path;   // data[17].statDate; empty = the whole text
  std::string words;  // what is wrong, with what stands there
  std::string right;  // what a right value is
  std::string row;    // requirement row of the member, or the row of a tolerance
};

struct Explanation {
  const MessageKind* kind = nullptr;  // nullptr: not recognised
  bool isDevice = false;
  std::string code;  // what a platform would answer: 0, E2001, E2002
  std::vector<Remark> faults;
  std::size_t faultsInAll = 0;       // of which at most fifty are named
  std::vector<Remark> tolerated;     // accepted, but not as printed
  std::vector<Remark> strictFaults;  // further faults for a platform that tolerates nothing
  std::vector<std::string> ignored;  // members of no meaning here
};

Explanation explain(std::string_view bytes, const ExplainOptions& options);

std::string explanationText(const Explanation& explanation);
schemas::json::Object explanationJson(const Explanation& explanation);

}  // namespace hub::conformance
