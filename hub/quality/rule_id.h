// The rules by number, for code that asks for one a million times; names are for people and settings.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hub::quality {

/// In the order of catalogue().
enum class RuleId : std::uint8_t {
  // On arrival.
  enterpriseUnknown,
  unconfiguredCode,
  scopeMismatch,
  missingRealTime,
  misaligned,
  future,
  derivedStart,
  startIsUploadTime,
  clockDrift,
  twelveHourClock,
  late,
  conflictingDuplicate,
  fractionDigits,
  outOfRange,
  negative,
  coefficientOutOfRange,
  constantRun,
  zeroRun,
  jump,
  unitError,
  midnightSlot,
  // By job.
  incomplete,
  gap,
  daySum,
  monthSum,
  jumpInHistory,
  unitErrorInHistory,
  silentPoint,
  plantBelowProcesses,
  dictionaryCoefficient,
  unknownRegion,
  unknownIndustry,
  creditCode,
  coordinates,
  calibrationOverdue,
};
inline constexpr std::size_t kRuleCount = static_cast<std::size_t>(RuleId::calibrationOverdue) + 1;

}  // namespace hub::quality
