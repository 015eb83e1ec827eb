#include "hub/app/output.h"

#include <algorithm>

namespace hub::app {
namespace {

using schemas::json::Array;
using schemas::json::Number;
using schemas::json::Object;
using schemas::json::Value;

// Control characters of a peer's words must not reach the terminal.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}

std::string cell(const Value& value) {
  if (value.isNull()) return "-";
  if (const std::string* text = value.text()) return text->empty() ? "-" : printable(*text);
  if (const Number* number = value.number()) return number->lexeme;
  if (const bool* flag = value.boolean()) return *flag ? "yes" : "no";
  if (const Array* items = value.array()) {
    std::string all;
    for (const Value& item : *items) all += (all.empty() ? "" : ",") + cell(item);
    return all.empty() ? "-" : all;
  }
  return printable(schemas::json::write(value));
}

std::uint32_t nextCharacter(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  std::uint32_t code = more == 3 ? lead & 0x07u : more == 2 ? lead & 0x0Fu : more == 1 ? lead & 0x1Fu : lead;
  for (int i = 0; i < more && at < text.size(); ++i)
    code = (code << 6) | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  return code;
}

// Wide cells would wrap; --json has them whole.
constexpr std::size_t kCellWidthMax = 96;

bool isWide(std::uint32_t code) {
  return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
         (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
         (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1F64F) ||
         (code >= 0x20000 && code <= 0x3FFFD);
}

std::size_t widthOf(std::uint32_t code) {
  const bool isCombining = code >= 0x0300 && code <= 0x036F;
  return isCombining ? 0 : isWide(code) ? 2 : 1;
}

std::string shortened(const std::string& text) {
  if (displayWidth(text) <= kCellWidthMax) return text;
  std::size_t end = 0, width = 0;
  for (std::size_t at = 0; at < text.size(); end = at) {
    width += widthOf(nextCharacter(text, at));
    if (width > kCellWidthMax - 1) break;
  }
  return text.substr(0, end) + "…";
}

struct TableColumn {
  std::size_t width = 0;
  bool isNumber = true;
};

std::string padded(const std::string& text, const TableColumn& column, bool isLast) {
  const std::string blanks(column.width - displayWidth(text), ' ');
  if (column.isNumber) return blanks + text;
  return isLast ? text : text + blanks;
}

}  // namespace

Row& Row::text(const char* name, std::string_view value) { return json(name, Value(std::string(value))); }
Row& Row::number(const char* name, std::uint64_t value) {
  return json(name, Value(Number{std::to_string(value)}));
}
Row& Row::flag(const char* name, bool value) { return json(name, Value(value)); }

Row& Row::texts(const char* name, const std::vector<std::string>& values) {
  Array items;
  for (const std::string& value : values) items.emplace_back(value);
  return json(name, Value(std::move(items)));
}

Row& Row::time(const char* name, std::optional<TimePoint> value) {
  return json(name, value ? Value(Clock::civil(*value).text()) : Value());
}

Row& Row::json(const char* name, Value value) {
  object_.push_back({name, std::move(value)});
  return *this;
}

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += widthOf(nextCharacter(text, at));
  return width;
}

std::string tableOf(const std::vector<Object>& rows) {
  if (rows.empty()) return {};
  std::vector<std::vector<std::string>> lines(1);
  std::vector<TableColumn> columns(rows.front().size());
  for (const auto& member : rows.front()) lines.front().push_back(member.name);
  for (const Object& row : rows) {
    lines.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      lines.back().push_back(shortened(cell(row[i].value)));
      columns[i].isNumber &= row[i].value.number() != nullptr || row[i].value.isNull();
    }
  }
  for (const auto& line : lines)
    for (std::size_t i = 0; i < columns.size(); ++i)
      columns[i].width = std::max(columns[i].width, displayWidth(line[i]));
  std::string out;
  for (const auto& line : lines)
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool isLast = i + 1 == columns.size();
      out += padded(line[i], columns[i], isLast) + (isLast ? "\n" : "  ");
    }
  return out;
}

std::string recordOf(const Object& record) {
  TableColumn names{.width = 0, .isNumber = false};
  for (const auto& member : record) names.width = std::max(names.width, displayWidth(member.name));
  std::string out;
  for (const auto& member : record)
    out += padded(member.name, names, false) + "  " + cell(member.value) + "\n";
  return out;
}

}  // namespace hub::app
