// The command table: one function for each file of this folder.
#pragma once

#include "hub/app/cli.h"

namespace hub::app {

inline constexpr const char* kVersion = "0.1.0";

void addServeCommands(Commands& commands);       // serve, migrate, check-config
void addEdgeCommands(Commands& commands);        // edge config, cert fingerprint
void addPeerCommands(Commands& commands);        // peer …
void addEnterpriseCommands(Commands& commands);  // enterprise …
void addDictionaryCommands(Commands& commands);  // dictionary …
void addQueueCommands(Commands& commands);       // queue …, batch …
void addJobCommands(Commands& commands);         // jobs …
void addReconcileCommands(Commands& commands);   // consistency …, backfill, restore
void addUpstreamCommands(Commands& commands);    // register, version-check, sync …, download …
void addSimulateCommands(Commands& commands);    // simulate
void addDoctorCommands(Commands& commands);      // doctor
void addAuditCommands(Commands& commands);       // audit …

void addAllCommands(Commands& commands);

}  // namespace hub::app
