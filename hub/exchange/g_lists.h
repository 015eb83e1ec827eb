// The content of DATA in 7.3 and 7.4 (OQ-60): our dictionary under the headings the document prints.
#pragma once

#include <string>
#include <vector>

#include "hub/ports/dictionary.h"
#include "hub/ports/enterprise.h"

namespace hub::exchange {

inline constexpr const char* kEnterprisesHeading = "用能单位";
inline constexpr const char* kConfigurationHeading = "企业配置";

/// DIC_REGION and the nine printed lists in their order, rows with names in upper snake case (fullName ->
/// FULL_NAME, pcode -> PARENT_CODE). Lists the document does not print follow under their own names with
/// their rows as stored.
schemas::json::Object listsUnderHeadings(const DictionaryLists& lists);

/// CODE, NAME, REGION_CODE, INDUSTRY_CODE.
schemas::json::Array enterpriseRows(const std::vector<EnterpriseSummary>& enterprises);

/// Shaped as N-8.6 without provinceId, with meteringData of N-8.7.
schemas::json::Value configurationRow(const std::string& code, const EnterpriseConfig& config,
                                      const std::vector<schemas::MeteringInstrument>& instruments);

}  // namespace hub::exchange
