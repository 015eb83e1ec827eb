// One text member of a message that nobody has been let in for yet: found without building a tree, so that a
// stranger's 30 MB cost a scan and no more.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemas::fast {

/// The text of the first top-level member whose trimmed, case-folded name is `foldedName`, wherever it stands
/// among the members; nullopt when there is none, when it is no text, or when `body` is no JSON object, also
/// after a pass that removes comments and trailing commas (OQ-36). What lies behind the member found, and the
/// content of other members, is not checked: this only says whom to look up, the gate and the declared schema
/// decide. Any thread.
std::optional<std::string> topLevelText(std::string_view body, std::string_view foldedName);

}  // namespace schemas::fast
