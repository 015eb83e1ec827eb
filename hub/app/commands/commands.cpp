#include "hub/app/commands/commands.h"

namespace hub::app {

void addAllCommands(Commands& commands) {
  addServeCommands(commands);
  addEdgeCommands(commands);
  addPeerCommands(commands);
  addDeviceCommands(commands);
  addEnterpriseCommands(commands);
  addDictionaryCommands(commands);
  addQueueCommands(commands);
  addLaneCommands(commands);
  addAlertCommands(commands);
  addBatchCommands(commands);
  addQualityCommands(commands);
  addJobCommands(commands);
  addReconcileCommands(commands);
  addUpstreamCommands(commands);
  addSimulateCommands(commands);
  addDoctorCommands(commands);
  addAuditCommands(commands);
  addBenchCommands(commands);
  addConformanceCommands(commands);
}

}  // namespace hub::app
