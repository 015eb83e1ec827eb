// All checks, by message; which of them a target gets.
#pragma once

#include <string>
#include <string_view>

#include "hub/conformance/check.h"
#include "hub/conformance/target.h"

namespace hub::conformance {

/// What was not looked at, and why nobody outside can.
struct Unjudgeable {
  std::string rows;
  std::string why;
};

/// In the order of the documents; run in this order, later checks build on what earlier ones sent.
Checks checksFor(const Target& target);
std::vector<Unjudgeable> unjudgeableFor(const Target& target);

/// Whether the check is about the clause: `N-8.1` takes N-8.1-2 but not N-8.10.
bool isAbout(const Check& check, std::string_view clause);

// One file each.
void addTransportChecks(Checks& checks);
void addRegistrationChecks(Checks& checks);
void addVersionChecks(Checks& checks);
void addBaseDataChecks(Checks& checks);
void addConfigChecks(Checks& checks);
void addMeteringChecks(Checks& checks);
void addEnergyChecks(Checks& checks);
void addEnergyStorageChecks(Checks& checks);
void addDownloadChecks(Checks& checks);
void addDeviceChecks(Checks& checks);
void addGConsistencyChecks(Checks& checks);
void addGDeliveryChecks(Checks& checks);
void addGBaseDataChecks(Checks& checks);
/// Over all replies of the run: these come last.
void addReplyChecks(Checks& checks);

}  // namespace hub::conformance
