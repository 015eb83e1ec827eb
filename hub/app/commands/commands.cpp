#include "hub/app/commands/commands.h"

namespace hub::app {

void addAllCommands(Commands& commands) {
  addServeCommands(commands);
  addEdgeCommands(commands);
  addPeerCommands(commands);
  addEnterpriseCommands(commands);
  addDictionaryCommands(commands);
  addQueueCommands(commands);
  addJobCommands(commands);
  addReconcileCommands(commands);
  addUpstreamCommands(commands);
  addSimulateCommands(commands);
  addDoctorCommands(commands);
  addAuditCommands(commands);
}

}  // namespace hub::app
