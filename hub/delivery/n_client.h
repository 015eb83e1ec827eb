// The client of N towards the node above: registration, version check and downloads (N-8.3 to N-8.5, N-8.9,
// N-8.10; flows F1, F3). Uploads go through the queue.
#pragma once

#include <optional>

#include "hub/delivery/surroundings.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/version_check.h"

namespace hub::delivery {

/// What a run of F3 has done.
struct VersionsChecked {
  std::string regVersion, dicVersion;  // as answered
  bool registeredAgain = false;
  std::optional<DictionaryChange> dictionary;  // when it was downloaded again
};

/// Thread-safe. Errors: `unreachable` with the transport fault, `malformed` with the peer's code and words or
/// with what is wrong in its answer, or what the storage says. After an error everything stored is as before.
class NClient {
 public:
  explicit NClient(Surroundings surroundings) : around_(surroundings) {}

  /// 8.3 at the fixed address; stores serial number and addresses together. The versions stay.
  Result<Registration> registerWith(const Peer& peer) const;
  /// The stored registration, or a new one.
  Result<Registration> registrationWith(const Peer& peer) const;

  /// F3: asks for the versions; a different regVersion leads to registration, a different dicVersion to the
  /// download of the base data; each version is stored only when its follow-up has succeeded.
  Result<VersionsChecked> checkVersions(const Peer& peer) const;
  Result<schemas::VersionCheckReply> versionCheck(const Registration& registration) const;

  /// 8.4. The dictionary in force changes as a whole or not at all (N-8.4-7). `dicVersion` is what 8.5
  /// answered before; empty when it was not asked.
  Result<DictionaryChange> downloadBaseData(const Peer& peer, const std::string& dicVersion = {}) const;

  Result<schemas::DownloadConfigDataReply> downloadConfig(const Peer& peer,
                                                          const schemas::CreditCode& enterprise) const;
  Result<schemas::DownloadEnergyDataReply> downloadEnergy(const Peer& peer,
                                                          const schemas::CreditCode& enterprise,
                                                          schemas::StatType statType,
                                                          schemas::CivilDate statDate) const;

 private:
  Result<void> store(const Peer& peer, const Registration& registration) const;

  Surroundings around_;
};

}  // namespace hub::delivery
