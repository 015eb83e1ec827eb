// What commands print: rows and records, as tables for people or as JSON for programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/clock.h"
#include "schemas/json/value.h"

namespace hub::app {

/// Builds one JSON object member by member; the names are the columns of a table.
class Row {
 public:
  Row& text(const char* name, std::string_view value);
  Row& number(const char* name, std::uint64_t value);
  Row& flag(const char* name, bool value);
  Row& texts(const char* name, const std::vector<std::string>& values);
  /// China Standard Time; null when there is none.
  Row& time(const char* name, std::optional<TimePoint> value);
  Row& json(const char* name, schemas::json::Value value);
  schemas::json::Object take() { return std::move(object_); }

 private:
  schemas::json::Object object_;
};

/// Columns a terminal needs for UTF-8 text: Chinese characters and full-width forms take two.
std::size_t displayWidth(std::string_view text);

/// Aligned columns with a heading; columns of numbers are set to the right. All rows have the members of the
/// first.
std::string tableOf(const std::vector<schemas::json::Object>& rows);
/// One member a line.
std::string recordOf(const schemas::json::Object& record);

}  // namespace hub::app
