// Enterprises with their configuration and instruments, as last received, and who may report for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/ports/peer.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_metering_data.h"

namespace hub {

/// Who reports for an enterprise (OQ-35). Provisional until an 8.6 was accepted; an owner of 0 is this node
/// itself.
struct EnterpriseHead {
  std::string code;
  PeerId owner{};
  bool provisional = true;
  bool isNew = false;             // the row was made by this unit
  std::string configDigest = {};  // of the configuration in force; empty: none yet
};

/// The configuration in force. `received` is 8.9's updatetime (OQ-30).
struct EnterpriseConfig {
  std::vector<schemas::CollectItemConfig> collectItems;
  schemas::Enterprise enterprise;
  std::optional<schemas::EnterpriseGroup> group;
  std::optional<std::vector<schemas::EnterpriseProcess>> process;
  std::optional<std::vector<schemas::ProcessUnit>> processUnit;
  schemas::CivilTime received;
};

struct EnterpriseSummary {
  std::string code;
  std::string name;        // empty without an 8.6
  std::string regionCode;  // empty without an 8.6
  std::string industryCode;
  PeerId owner{};
  bool provisional = true;
};

/// Whose enterprise is to be locked, and who would own it if it were new.
struct HeadClaim {
  std::string code;
  PeerId claimant{};
};

class EnterpriseStore {
 public:
  virtual ~EnterpriseStore() = default;
  /// Makes the row when absent (owner `claimant`, provisional) and locks it: the first step of every unit
  /// that writes for an enterprise, so that units for one enterprise follow each other and those for
  /// different ones never meet.
  virtual Result<EnterpriseHead> lockHead(const std::string& code, PeerId claimant) = 0;
  /// The same for several, ascending by code; heads in that order.
  virtual Result<std::vector<EnterpriseHead>> lockHeads(const std::vector<HeadClaim>& claims);
  virtual Result<std::optional<EnterpriseHead>> head(const std::string& code) = 0;
  virtual Result<void> setOwner(const std::string& code, PeerId owner, bool provisional) = 0;

  /// Full replacement; what was in force before goes to history (N-8.6-5). `digest` = SHA-256 of the
  /// canonical content; returns false, and only renews the receive time, when it equals the stored one
  /// (OQ-19).
  virtual Result<bool> replaceConfig(const std::string& code, const EnterpriseConfig& config,
                                     const std::string& digest) = 0;
  virtual Result<std::optional<EnterpriseConfig>> config(const std::string& code) = 0;
  /// The same for the whole instrument set (N-8.7-4), in the order received.
  virtual Result<bool> replaceInstruments(const std::string& code,
                                          const std::vector<schemas::MeteringInstrument>& instruments,
                                          schemas::CivilTime received, const std::string& digest) = 0;
  virtual Result<std::vector<schemas::MeteringInstrument>> instruments(const std::string& code) = 0;

  /// Ascending by code. `owner` limits to one reporter.
  virtual Result<std::vector<EnterpriseSummary>> list(std::optional<PeerId> owner) = 0;
};

}  // namespace hub
