#include "jobs/quality_settings.h"

namespace hub::jobs {

Result<std::string> QualitySettings::runOnce(const JobContext&) {
  HUB_TRY(settings, inUnit(storage_, [](UnitOfWork& work) { return work.quality().settings(); }));
  HUB_TRY(book, quality::RuleBook::of(settings));
  rules_.replace(std::move(book));
  return "settings=" + std::to_string(settings.size());
}

}  // namespace hub::jobs
