// Points that nobody has configured, or whose code contradicts their scope.
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// unconfigured_code (OQ-22).
void judgeConfigured(const ScopedRules& rules, const Point& point, Verdict& verdict);
/// enterprise_unknown (OQ-34): one finding for the batch, when there is no configuration.
void judgeEnterprise(const ScopedRules& rules, const ArrivedBatch& batch, Verdict& verdict);
/// scope_mismatch (field-notes 2.4): scope 1 has no process, unit and equipment, scope 2 no unit and
/// equipment, scope 3 no equipment. Reported only: the document's own example is so (N-8.8-D6).
void judgeScope(const ScopedRules& rules, const Point& point, Verdict& verdict);

}  // namespace hub::quality
