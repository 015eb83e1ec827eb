#include "hub/exchange/g_entry.h"

namespace hub::exchange {

GMessage messageIn(const schemas::json::Value& root) {
  if (root.findFolded("data")) return GMessage::delivery;
  if (root.findFolded("logsign")) return GMessage::consistency;
  // Whether TYPE is one of those defined is the operation's business: its failure is spelled in capitals.
  if (root.findFolded("TYPE")) return GMessage::baseData;
  return GMessage::unknown;
}

}  // namespace hub::exchange
