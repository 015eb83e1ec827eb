#include "schemas/messages/member_rules.h"

#include <algorithm>

#include "schemas/codes/civil_time.h"
#include "schemas/messages/upload_config_data.h"

namespace schemas {
namespace {

bool isWithin(const Decimal& value, const char* limit) {
  const auto bound = Decimal::parse(limit);
  const auto opposite = Decimal::parse(std::string("-") + limit);
  return value <= *bound && value >= *opposite;
}

}  // namespace

bool isWireDate(const std::string& text) { return CivilTime::parseTolerant(text).has_value(); }

bool isZipCode(const std::string& text) { return DigitsRule<6>::accepts(text); }

bool isCycle(const std::string& text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos) return false;
  const auto unit = text.find_first_not_of(' ', digits);
  return unit != std::string::npos && (text.substr(unit) == "月" || text.substr(unit) == "年");
}

bool isLatitude(const Decimal& value) { return isWithin(value, "90"); }
bool isLongitude(const Decimal& value) { return isWithin(value, "180"); }
bool isNotNegative(const std::optional<Decimal>& value) { return !value || !value->isNegative(); }
bool isPositive(const std::optional<Decimal>& value) {
  return !value || (!value->isNegative() && !value->isZero());
}

void check(const UploadConfigData& message, ReadContext& context) {
  for (std::size_t i = 0; i < message.collectItemConfig.size(); ++i) {
    const CollectItemConfig& item = message.collectItemConfig[i];
    if (item.dataValueMax && item.dataValueMin && *item.dataValueMax < *item.dataValueMin)
      context.malformed("collectItemConfig[" + std::to_string(i) + "].dataValueMax", "不得小于dataValueMin");
  }
  if (!message.process || message.process->empty() || !message.processUnit) return;
  for (std::size_t i = 0; i < message.processUnit->size(); ++i) {
    const auto& code = (*message.processUnit)[i].processCode;
    const bool listed = std::any_of(message.process->begin(), message.process->end(),
                                    [&](const EnterpriseProcess& p) { return p.processCode == code; });
    if (!listed)
      context.malformed("processUnit[" + std::to_string(i) + "].processCode",
                        "应为process中的processCode之一");
  }
}

}  // namespace schemas
