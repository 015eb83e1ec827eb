// Finds what a worker gets, in a few dives into one key however long the queue is.
#pragma once

#include <string>
#include <vector>

#include "adapters/mysql/session.h"
#include "hub/ports/delivery.h"

namespace hub::mysql {

/// Looks without locking: what it finds may be gone a moment later, so it names more than are wanted.
///
/// It walks index delivery_turn (peer, state, parked, priority, enterprise, id) by enterprise, at most a
/// fixed number of rows of each: of an enterprise whose first rows all have to wait, the later ones wait with
/// them.
class ClaimSearch final {
 public:
  ClaimSearch(Session& session, const ClaimWish& wish, std::size_t wanted)
      : session_(session), wish_(wish), wanted_(wanted) {}

  /// Ids in the order in which they should go.
  Result<std::vector<std::string>> run();

 private:
  struct Turn {
    std::string enterprise;
    std::vector<std::string> ids;  // those that may go, the oldest first
    std::size_t seen = 0;          // rows, those that have to wait included
  };
  enum class Half { ahead, behind };  // of the enterprise served last

  Result<std::vector<std::string>> ofPriority(Priority priority);
  Result<void> walk(Priority priority, Half half, std::vector<Turn>& turns);
  Result<Rows> dive(Priority priority, Half half, const std::string& from);

  Session& session_;
  const ClaimWish& wish_;
  std::size_t wanted_;
};

}  // namespace hub::mysql
