#include "adapters/mysql/block_codec.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "adapters/mysql/series_grid.h"
#include "adapters/mysql/time_text.h"
#include "schemas/json/parse.h"
#include "schemas/json/writer.h"

namespace hub::mysql {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
namespace json = schemas::json;

constexpr std::size_t kOffsetDigits = 8;
constexpr std::int64_t kOffsetEnd = 100'000'000;  // three years of seconds: more than any period
constexpr std::size_t kUploadDigits = 10;
// Beyond this many differing upload dates a list of fixed width is smaller, and quicker to read in the view.
constexpr std::size_t kUploadExceptionsMax = 4;
constexpr std::size_t kValueTextMax = 64;

std::int64_t uploadOrigin() { return CivilTime::at(CivilDate::of(1900, 1, 1)).seconds; }

void appendDigits(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  out.append(width - std::min(width, digits.size()), '0');
  out += digits;
}

std::optional<std::int64_t> digitsAt(const std::string& text, std::size_t index, std::size_t width) {
  std::int64_t number = 0;
  if ((index + 1) * width > text.size()) return std::nullopt;
  const char* begin = text.data() + index * width;
  const auto [end, error] = std::from_chars(begin, begin + width, number);
  if (error != std::errc() || end != begin + width) return std::nullopt;
  return number;
}

auto damaged(const SeriesKey& key, const char* what) {
  return fail(Failure::database, {},
              "series block " + key.code + " of " + key.period.text() + " is damaged: " + what);
}

Result<void> checkOrder(const SeriesBlock& block) {
  if (block.values.empty())
    return fail(Failure::internal, {}, "a series block needs values: " + block.key.code);
  const CivilTime start = CivilTime::at(block.key.period);
  const auto unordered = std::adjacent_find(block.values.begin(), block.values.end(),
                                            [](const auto& a, const auto& b) { return a.at >= b.at; });
  if (unordered != block.values.end())
    return fail(Failure::internal, {}, "values of a block must ascend by `at`: " + block.key.code);
  if (block.values.front().at < start || block.values.back().at.seconds - start.seconds >= kOffsetEnd)
    return fail(Failure::internal, {}, "values lie outside the period of their block: " + block.key.code);
  return {};
}

/// What most values have, so that the fewest exceptions are written.
template <class T>
T usual(const std::vector<SeriesValue>& values, T SeriesValue::*member) {
  const T& first = values.front().*member;
  const auto equalsFirst = [&](const SeriesValue& value) { return value.*member == first; };
  if (std::all_of(values.begin(), values.end(), equalsFirst)) return first;
  std::map<T, std::size_t> counts;
  for (const SeriesValue& value : values) ++counts[value.*member];
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

void fillCommon(const std::vector<SeriesValue>& values, BlockColumns& columns) {
  columns.dataCode = usual(values, &SeriesValue::rawCode);
  columns.inputType = usual(values, &SeriesValue::inputType);
  columns.scope = usual(values, &SeriesValue::scope);
  columns.valid = usual(values, &SeriesValue::valid);
  columns.derivedStart = usual(values, &SeriesValue::derivedStart);
  columns.uploadDate = usual(values, &SeriesValue::uploadDate);
}

bool differs(const SeriesValue& value, const BlockColumns& columns, bool countsUpload) {
  return value.inputType != columns.inputType || value.scope != columns.scope ||
         value.valid != columns.valid || value.derivedStart != columns.derivedStart ||
         value.rawCode != columns.dataCode || (countsUpload && value.uploadDate != columns.uploadDate);
}

void writeException(json::Writer& writer, const SeriesValue& value, const BlockColumns& columns) {
  const auto number = [&](const char* name, std::int64_t content) {
    writer.name(name);
    writer.number(std::to_string(content));
  };
  writer.beginObject();
  if (value.inputType != columns.inputType) number("i", value.inputType);
  if (value.scope != columns.scope) number("s", value.scope);
  if (value.valid != columns.valid) number("v", value.valid ? 1 : 0);
  if (value.derivedStart != columns.derivedStart) number("d", value.derivedStart ? 1 : 0);
  if (value.rawCode != columns.dataCode) writer.member("c", value.rawCode.text());
  if (!columns.uploadDates && value.uploadDate != columns.uploadDate)
    writer.member("u", value.uploadDate.text());
  writer.endObject();
}

void appendValue(std::string& out, const schemas::Decimal& value) {
  if (value.isJsonNumber())
    out += value.lexeme();
  else
    out += json::quoted(value.lexeme());
}

/// Walks over values with the position each has.
template <class Visit>
void eachPosition(const SeriesBlock& block, const SeriesGrid& grid, Visit visit) {
  std::int64_t index = 0;
  for (const SeriesValue& value : block.values) {
    visit(value,
          grid.form == SeriesGrid::Form::offsets ? index : grid.positionOf(block.key.period, value.at));
    ++index;
  }
}

void fillValues(const SeriesBlock& block, const SeriesGrid& grid, BlockColumns& columns) {
  std::int64_t next = 0;
  columns.values = "[";
  columns.values.reserve(block.values.size() * 8);
  eachPosition(block, grid, [&](const SeriesValue& value, std::int64_t position) {
    for (; next < position; ++next) columns.values += next == 0 ? "null" : ",null";
    if (next++ > 0) columns.values += ',';
    appendValue(columns.values, value.value);
  });
  columns.values += ']';
}

void fillOffsets(const SeriesBlock& block, BlockColumns& columns) {
  const std::int64_t start = CivilTime::at(block.key.period).seconds;
  std::string& offsets = columns.offsets.emplace();
  for (const SeriesValue& value : block.values)
    appendDigits(offsets, value.at.seconds - start, kOffsetDigits);
}

void fillUploads(const SeriesBlock& block, const SeriesGrid& grid, BlockColumns& columns) {
  const auto different =
      std::count_if(block.values.begin(), block.values.end(),
                    [&](const SeriesValue& value) { return value.uploadDate != columns.uploadDate; });
  if (static_cast<std::size_t>(different) <= kUploadExceptionsMax) return;
  std::string uploads(static_cast<std::size_t>(grid.positions) * kUploadDigits, '0');
  eachPosition(block, grid, [&](const SeriesValue& value, std::int64_t position) {
    std::string digits;
    appendDigits(digits, value.uploadDate.seconds - uploadOrigin(), kUploadDigits);
    uploads.replace(static_cast<std::size_t>(position) * kUploadDigits, kUploadDigits, digits);
  });
  columns.uploadDates = std::move(uploads);
}

void fillExceptions(const SeriesBlock& block, const SeriesGrid& grid, BlockColumns& columns) {
  json::Writer writer;
  bool any = false;
  writer.beginObject();
  eachPosition(block, grid, [&](const SeriesValue& value, std::int64_t position) {
    if (!differs(value, columns, !columns.uploadDates)) return;
    any = true;
    writer.name(std::to_string(position));
    writeException(writer, value, columns);
  });
  writer.endObject();
  if (any) columns.exceptions = std::move(writer).take();
}

/// Reads the array that fillValues() wrote: one text for each position, nullopt for a gap.
std::optional<std::vector<std::optional<std::string_view>>> positionsOf(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::optional<std::string_view>> result;
  while (true) {
    const auto comma = text.find(',');
    std::string_view item = text.substr(0, comma);
    if (item.size() >= 2 && item.front() == '"' && item.back() == '"') item = item.substr(1, item.size() - 2);
    if (item.empty() || item.size() > kValueTextMax) return std::nullopt;
    result.push_back(item == "null" ? std::nullopt : std::optional(item));
    if (comma == std::string_view::npos) return result;
    text.remove_prefix(comma + 1);
  }
}

std::optional<CivilTime> timeAt(const SeriesKey& key, const BlockColumns& columns, std::size_t position) {
  if (!columns.offsets)
    return gridTime(key.period, columns.phase, columns.stepSeconds, columns.stepMonths,
                    static_cast<std::int64_t>(position));
  const auto offset = digitsAt(*columns.offsets, position, kOffsetDigits);
  if (!offset) return std::nullopt;
  return CivilTime{CivilTime::at(key.period).seconds + *offset};
}

/// False when the member is no whole number.
template <class T>
bool takeNumber(const json::Value& exception, const char* name, T& out) {
  const json::Value* member = exception.find(name);
  if (!member) return true;
  std::int32_t number = 0;
  if (!member->number()) return false;
  const std::string& text = member->number()->lexeme;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  out = static_cast<T>(number);
  return true;
}

bool apply(const json::Value& exception, SeriesValue& value) {
  const json::Value* code = exception.find("c");
  const json::Value* upload = exception.find("u");
  if ((code && !code->text()) || (upload && !upload->text())) return false;
  if (code) value.rawCode = *code->text();
  if (upload) {
    const auto time = CivilTime::parse(*upload->text());
    if (!time) return false;
    value.uploadDate = *time;
  }
  return takeNumber(exception, "i", value.inputType) && takeNumber(exception, "s", value.scope) &&
         takeNumber(exception, "v", value.valid) && takeNumber(exception, "d", value.derivedStart);
}

SeriesValue commonValue(const BlockColumns& columns) {
  SeriesValue value;
  value.inputType = columns.inputType;
  value.scope = columns.scope;
  value.valid = columns.valid;
  value.derivedStart = columns.derivedStart;
  value.uploadDate = columns.uploadDate;
  value.rawCode = columns.dataCode;
  return value;
}

/// By position; a value of no position is nullptr.
Result<std::vector<const json::Value*>> exceptionsOf(const SeriesKey& key, const json::Value& root,
                                                     std::size_t positions) {
  std::vector<const json::Value*> result(positions, nullptr);
  if (!root.object()) return damaged(key, "exceptions");
  for (const json::Member& member : *root.object()) {
    std::size_t position = 0;
    const char* const last = member.name.data() + member.name.size();
    const auto [end, error] = std::from_chars(member.name.data(), last, position);
    if (error != std::errc() || end != last || position >= positions) return damaged(key, "exceptions");
    result[position] = &member.value;
  }
  return result;
}

Result<SeriesValue> valueAt(const SeriesKey& key, const BlockColumns& columns, std::size_t position,
                            std::string_view lexeme, const json::Value* exception) {
  SeriesValue value = commonValue(columns);
  auto decimal = schemas::Decimal::parse(lexeme);
  const auto time = timeAt(key, columns, position);
  if (!decimal) return damaged(key, "values");
  if (!time) return damaged(key, "offsets");
  value.value = std::move(*decimal);
  value.at = *time;
  if (columns.uploadDates) {
    const auto seconds = digitsAt(*columns.uploadDates, position, kUploadDigits);
    if (!seconds) return damaged(key, "upload_dates");
    value.uploadDate.seconds = uploadOrigin() + *seconds;
  }
  if (exception && !apply(*exception, value)) return damaged(key, "exceptions");
  return value;
}

}  // namespace

Result<BlockColumns> encode(const SeriesBlock& block) {
  HUB_CHECK(checkOrder(block));
  const SeriesGrid grid = SeriesGrid::of(block.key.period, block.values);
  BlockColumns columns;
  fillCommon(block.values, columns);
  columns.valueCount = static_cast<std::uint32_t>(block.values.size());
  if (grid.form == SeriesGrid::Form::offsets) fillOffsets(block, columns);
  if (grid.form == SeriesGrid::Form::seconds) columns.stepSeconds = static_cast<std::uint32_t>(grid.step);
  if (grid.form == SeriesGrid::Form::months) columns.stepMonths = static_cast<std::uint32_t>(grid.step);
  columns.phase = static_cast<std::uint32_t>(grid.phase);
  fillValues(block, grid, columns);
  fillUploads(block, grid, columns);
  fillExceptions(block, grid, columns);
  return columns;
}

Result<std::vector<SeriesValue>> decode(const SeriesKey& key, const BlockColumns& columns) {
  const auto positions = positionsOf(columns.values);
  if (!positions) return damaged(key, "values");
  json::Value root{json::Object{}};
  if (columns.exceptions) {
    auto parsed = json::parse(*columns.exceptions, true);
    if (!parsed) return damaged(key, "exceptions");
    root = std::move(parsed->root);
  }
  HUB_TRY(exceptions, exceptionsOf(key, root, positions->size()));
  std::vector<SeriesValue> values;
  values.reserve(columns.valueCount);
  for (std::size_t i = 0; i < positions->size(); ++i) {
    if (!(*positions)[i]) continue;
    HUB_TRY(value, valueAt(key, columns, i, *(*positions)[i], exceptions[i]));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace hub::mysql
