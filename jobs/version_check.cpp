#include "jobs/version_check.h"

namespace hub::jobs {

Result<std::string> VersionCheck::runOnce(const JobContext&) {
  HUB_TRY(checked, client_.checkVersions(peer_));
  std::string result = "regVersion=" + checked.regVersion + " dicVersion=" + checked.dicVersion;
  if (checked.registeredAgain) result += " registered_again";
  if (checked.dictionary) result += " dictionary=" + std::to_string(checked.dictionary->version);
  return result;
}

}  // namespace hub::jobs
