// Small JSON texts for columns that nobody queries by content.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/result.h"
#include "schemas/json/value.h"
#include "schemas/json/writer.h"

namespace hub::mysql {

void writeTexts(schemas::json::Writer& writer, const std::vector<std::string>& texts);
void writeTexts(schemas::json::Writer& writer, const std::map<std::string, std::string>& texts);

/// Absent or of another type: empty.
std::vector<std::string> textList(const schemas::json::Value* value);
std::map<std::string, std::string> textMap(const schemas::json::Value* value);
std::string textIn(const schemas::json::Value& object, std::string_view name);
bool flagIn(const schemas::json::Value& object, std::string_view name);

/// `database` when a column that must hold JSON does not.
Result<schemas::json::Value> storedJson(std::string_view text);

}  // namespace hub::mysql
