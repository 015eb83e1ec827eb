// Enterprises: heads, configurations, instruments, and what was in force before.
#pragma once

#include <map>

#include "adapters/mysql/session.h"
#include "hub/ports/enterprise.h"

namespace hub::mysql {

class MySqlEnterpriseStore final : public EnterpriseStore {
 public:
  explicit MySqlEnterpriseStore(Session& session) : session_(session) {}
  Result<EnterpriseHead> lockHead(const std::string& code, PeerId claimant) override;
  Result<std::vector<EnterpriseHead>> lockHeads(const std::vector<HeadClaim>& claims) override;
  Result<std::optional<EnterpriseHead>> head(const std::string& code) override;
  Result<void> setOwner(const std::string& code, PeerId owner, bool provisional) override;
  Result<bool> replaceConfig(const std::string& code, const EnterpriseConfig& config,
                             const std::string& digest) override;
  Result<std::optional<EnterpriseConfig>> config(const std::string& code) override;
  Result<bool> replaceInstruments(const std::string& code,
                                  const std::vector<schemas::MeteringInstrument>& instruments,
                                  schemas::CivilTime received, const std::string& digest) override;
  Result<std::vector<schemas::MeteringInstrument>> instruments(const std::string& code) override;
  Result<std::vector<EnterpriseSummary>> list(std::optional<PeerId> owner) override;

 private:
  using Heads = std::map<std::string, EnterpriseHead>;
  Result<Heads> lockPresent(const std::vector<HeadClaim>& claims);
  /// Adds those it made to `heads`; returns those that somebody else has made meanwhile, locked.
  Result<std::vector<HeadClaim>> makeHeads(const std::vector<HeadClaim>& claims, Heads& heads);
  Result<void> keepConfigHistory(const std::string& code, const EnterpriseConfig& before,
                                 const std::string& digest, schemas::CivilTime replaced);
  Result<void> writeItems(const std::string& code, const std::vector<schemas::CollectItemConfig>& items);
  Result<void> writeInstruments(const std::string& code,
                                const std::vector<schemas::MeteringInstrument>& instruments);

  Session& session_;
};

}  // namespace hub::mysql
