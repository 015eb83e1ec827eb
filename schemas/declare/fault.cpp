#include "schemas/declare/fault.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::size_t kNamedMax = 20;

}  // namespace

ReplyCode codeOf(const Faults& faults) {
  const bool anyMissing = std::any_of(faults.begin(), faults.end(),
                                      [](const Fault& f) { return f.kind == Fault::Kind::missing; });
  return anyMissing ? ReplyCode::missingMember : ReplyCode::malformedMember;
}

std::string detailOf(const Faults& faults) {
  Faults ordered = faults;
  std::stable_partition(ordered.begin(), ordered.end(),
                        [](const Fault& f) { return f.kind == Fault::Kind::missing; });
  std::string detail;
  for (std::size_t i = 0; i < ordered.size() && i < kNamedMax; ++i) {
    if (i > 0) detail += "; ";
    detail += ordered[i].path;
    if (!ordered[i].rule.empty()) detail += (ordered[i].path.empty() ? "" : " ") + ordered[i].rule;
  }
  if (ordered.size() > kNamedMax) detail += "; 共" + std::to_string(ordered.size()) + "处";
  return detail;
}

}  // namespace schemas
