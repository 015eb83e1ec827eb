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
  std::vector<const Fault*> named;
  for (const Fault::Kind kind : {Fault::Kind::missing, Fault::Kind::malformed})
    for (const Fault& fault : faults)
      if (fault.kind == kind && named.size() < kNamedMax) named.push_back(&fault);
  std::string detail;
  for (const Fault* fault : named) {
    if (!detail.empty()) detail += "; ";
    detail += fault->path;
    if (!fault->rule.empty()) detail += (fault->path.empty() ? "" : " ") + fault->rule;
  }
  if (faults.size() > kNamedMax) detail += "; 共" + std::to_string(faults.size()) + "处";
  return detail;
}

}  // namespace schemas
