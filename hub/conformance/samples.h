// The good messages that a session sends: printed form, one made-up enterprise, few values.
#pragma once

#include <string>
#include <vector>

#include "hub/conformance/edit.h"
#include "hub/conformance/session.h"
#include "schemas/messages/energy_record.h"

namespace hub::conformance {

/// One value of what is uploaded.
struct Sample {
  std::string dataCode;
  std::string value;  // lexeme
  schemas::StatType statType = schemas::StatType::daily;
  schemas::CivilTime statDate;
  bool valid = true;
};

inline constexpr const char* kCodeA = "00-00-00-00-011500-11";
inline constexpr const char* kCodeB = "00-00-00-00-023300-11";
/// Only for the check of corrections, so that its values meet no other.
inline constexpr const char* kCodeCorrected = "00-00-00-00-010100-11";
/// Only for what must be refused: nothing under it may be stored.
inline constexpr const char* kCodeRefused = "00-00-00-00-010400-11";

std::string registerBody(const Session& session);
/// `{"provinceId":…}`, or deviceId of a device.
Value identityMessage(Session& session);
Value configMessage(Session& session);
Value meteringMessage(Session& session);
Value downloadConfigMessage(Session& session);
Value downloadEnergyMessage(Session& session, schemas::StatType statType, schemas::CivilDate date);

/// The values that the first upload brings, not in the order in which a download gives them.
std::vector<Sample> samplesOf(const Session& session);
Value record(const Sample& sample, schemas::CivilTime uploadDate);
Value energyMessage(Session& session, const std::vector<Sample>& samples);
Value energyMessage(Session& session, const std::vector<Sample>& samples, schemas::CivilTime uploadDate);
/// The request text; with the values of `data` encrypted when the device was given a key (field-notes 1.4).
std::string energyBody(Session& session, const Value& message);

// What later checks build on, sent at first use.
const Exchange& uploadedConfig(Session& session);
const Exchange& uploadedMetering(Session& session);
const Exchange& uploadedEnergy(Session& session);

}  // namespace hub::conformance
