#include "schemas/mapping/g_mapping.h"

#include <algorithm>
#include <set>

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/json/parse.h"

namespace schemas {
namespace {

using Table = std::map<std::string, std::string>;

constexpr std::size_t kCodeMax = 64;

std::string mapped(const Table& table, const std::string& ours) {
  const auto found = table.find(ours);
  return found == table.end() ? ours : found->second;
}

// Their code in our terms; the first of ours when several share one of theirs.
std::string unmapped(const Table& table, std::string_view theirs) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.second == theirs; });
  return found == table.end() ? std::string(theirs) : found->first;
}

bool hasForbiddenSign(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c == '|' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// `-` stands for "not given" wherever G asks for a code.
std::string digitOrDash(std::int32_t value) { return value == 0 ? "-" : std::to_string(value); }

// The sixteen digits of a mapping row as N prints them.
std::string printedForm(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 2 || i == 4 || i == 6 || i == 8 || i == 14) text += '-';
    text += digits[i];
  }
  return text;
}

std::optional<std::string> isValidFor(bool valid, const std::string& switchValue) {
  if (switchValue == "never" || (valid && switchValue != "always")) return std::nullopt;
  return valid ? "0" : "1";
}

// The period as a digit; spellings of the period that are not a digit of G stay as they are.
std::string_view canonicalPeriod(std::string_view text) {
  if (text == "天" || text == "日") return "1";
  if (text == "月") return "2";
  if (text == "年") return "3";
  return text;
}

// Reads the members of one G record; each function adds a fault where its member is wrong.
class RecordReader {
 public:
  RecordReader(const g::Record& record, const std::string& path, const GMapping& mapping,
               ReadContext& context)
      : record_(record), path_(path), mapping_(mapping), context_(context) {}

  std::optional<ReadRecord> read() {
    const std::size_t before = context_.faults.size();
    ReadRecord result;
    result.enterprise = enterprise();
    result.record.dataCode = dataCode();
    result.record.dataValue = dataValue();
    result.record.inputType = inputType();
    result.record.scope = scope();
    result.record.valid = valid();
    result.record.uploadDate = uploadDate();
    result.record.statType = period();
    setStart(result);
    if (context_.faults.size() != before) return std::nullopt;
    return result;
  }

 private:
  void refuse(const char* member, const char* rule) { context_.malformed(path_ + "." + member, rule); }

  // A spelling that only tolerance accepts.
  void tolerate(const char* row, const char* member, const char* rule) {
    if (context_.strict)
      refuse(member, rule);
    else
      context_.tolerate(row);
  }

  std::string enterprise() {
    const auto text = trimmed(record_.enterpriseCode);
    if (text.empty() || text.size() > kCodeMax || hasForbiddenSign(text))
      refuse("ENTERPRISE_CODE", "应为用能单位编码");
    return unmapped(mapping_.enterpriseCodes, text);
  }

  DataCode dataCode() {
    const auto text = trimmed(record_.dataCode);
    const std::string ours = unmapped(mapping_.dataCodes, text);
    const auto code = DataCode::parseOpaque(ours);
    if (!code) {
      refuse("DATA_CODE", "应为数据项编码，如 0401-01-40200-31");
      return {};
    }
    const bool isMapped = ours != text && code->isStructured();
    return isMapped ? *DataCode::parse(printedForm(code->canonical())) : *code;
  }

  Decimal dataValue() {
    const auto value = Decimal::parse(trimmed(record_.dataValue));
    if (!value) refuse("DATA_VALUE", "应为数字（整数部分不超过20位，全长不超过48个字符）");
    return value.value_or(Decimal());
  }

  // A digit from 1 to `most`, 0 for `-` or nothing.
  std::int32_t digit(const std::string& raw, const char* member, const char* dashRow, int most,
                     const char* rule) {
    const auto text = trimmed(raw);
    if (text.empty()) return 0;
    if (text == "-") {
      tolerate(dashRow, member, rule);
      return 0;
    }
    if (text.size() != 1 || text[0] < '1' || text[0] > '0' + most) {
      refuse(member, rule);
      return 0;
    }
    return text[0] - '0';
  }

  std::int32_t inputType() {
    const auto value = digit(record_.inputType, "INPUT_TYPE", "OQ-54", 7, "应为1至7");
    if (value > 5) context_.tolerate("OQ-54");
    return value;
  }

  std::int32_t scope() {
    const auto value = digit(record_.type, "TYPE", "G-7.2-D8", 4, "应为1至4");
    if (value > 3) context_.tolerate("G-7.2-D8");
    return value;
  }

  bool valid() {
    if (!record_.isValid) return true;
    const auto text = trimmed(*record_.isValid);
    if (text != "0" && text != "1") refuse("IS_VALID", "应为0或1");
    context_.tolerate("G-7.2-D9");
    return text != "1";
  }

  CivilTime time(const std::string& raw, const char* member) {
    constexpr const char* kRule = "应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
    if (const auto exact = CivilTime::parse(raw)) return *exact;
    const auto time = CivilTime::parseTolerant(trimmed(raw));
    if (!time)
      refuse(member, kRule);
    else
      tolerate("OQ-29", member, kRule);
    return time.value_or(CivilTime());
  }

  CivilTime uploadDate() { return time(record_.uploadDate, "UPLOAD_DATE"); }

  std::int32_t period() {
    constexpr const char* kRule = "应为1（日）、2（月）或3（年）";
    const auto text = trimmed(record_.statDate);
    if (text == "-" || text == "date") {
      tolerate("G-7.2-D6", "STAT_DATE", kRule);
      return 1;
    }
    const auto digit = canonicalPeriod(text);
    if (digit.size() != 1 || digit[0] < '0' || digit[0] > '3') {
      refuse("STAT_DATE", kRule);
      return 1;
    }
    const bool realTimeWithoutStart = digit == "0" && !record_.statTime;
    if (digit != text || realTimeWithoutStart) tolerate("G-7.2-D7", "STAT_DATE", kRule);
    return digit[0] - '0';
  }

  void setStart(ReadRecord& result) {
    // Without the extension STAT_TIME is an unknown member: used when it makes sense, otherwise ignored
    // (OQ-13).
    const bool readable = record_.statTime && CivilTime::parseTolerant(trimmed(*record_.statTime));
    if (record_.statTime && (mapping_.statTime || readable)) {
      result.record.statDate = time(*record_.statTime, "STAT_TIME");
      return;
    }
    result.derivedStart = true;
    result.record.statDate = derivedStart(result.record.statType, result.record.uploadDate);
  }

  // Values are uploaded in the period after the one they measure (OQ-51).
  static CivilTime derivedStart(std::int32_t statType, CivilTime uploaded) {
    const CivilDate day = uploaded.date();
    switch (statType) {
      case 1:
        return CivilTime::at(day.plusDays(-1));
      case 2:
        return CivilTime::at(day.firstOfMonth().plusDays(-1).firstOfMonth());
      case 3:
        return CivilTime::at(day.firstOfYear().plusDays(-1).firstOfYear());
      default:
        return uploaded;
    }
  }

  const g::Record& record_;
  const std::string& path_;
  const GMapping& mapping_;
  ReadContext& context_;
};

std::string canonicalValue(std::string_view text) {
  const auto value = Decimal::parse(text);
  return value ? value->canonical() : std::string(text);
}

// nullopt for a record that cannot stand in a line.
std::optional<std::string> canonicalLine(const g::Record& record, bool statTime) {
  const std::string value = canonicalValue(trimmed(record.dataValue));
  const std::string_view start = statTime && record.statTime ? trimmed(*record.statTime) : std::string_view();
  const std::string_view parts[] = {trimmed(record.enterpriseCode),
                                    trimmed(record.dataCode),
                                    canonicalPeriod(trimmed(record.statDate)),
                                    trimmed(record.type),
                                    trimmed(record.inputType),
                                    trimmed(record.uploadDate),
                                    value,
                                    start};
  std::string line;
  for (const std::string_view& part : parts) {
    if (hasForbiddenSign(part)) return std::nullopt;
    if (&part != parts) line += '|';
    line += part;
  }
  return line;
}

}  // namespace

std::optional<g::Record> toG(const std::string& enterprise, const EnergyRecord& record, CivilTime inserted,
                             const GMapping& mapping) {
  if (record.statType == 0 && !mapping.statTime) return std::nullopt;
  g::Record result;
  const auto dataCode = mapping.dataCodes.find(record.dataCode.canonical());
  result.dataCode = dataCode == mapping.dataCodes.end() ? record.dataCode.raw() : dataCode->second;
  result.dataValue = record.dataValue.canonical();
  result.enterpriseCode = mapped(mapping.enterpriseCodes, enterprise);
  result.inputType = mapped(mapping.inputTypes, digitOrDash(record.inputType));
  result.insertDate = inserted.text();
  result.isValid = isValidFor(record.valid, mapping.sendIsValid);
  result.statDate = std::to_string(record.statType);
  if (mapping.statTime) result.statTime = record.statDate.text();
  result.type = digitOrDash(record.scope);
  result.uploadDate = record.uploadDate.text();
  return result;
}

std::optional<ReadRecord> fromG(const g::Record& record, const std::string& path, const GMapping& mapping,
                                ReadContext& context) {
  return RecordReader(record, path, mapping, context).read();
}

std::vector<g::Record> readDeliveryRecords(const json::Value& data, ReadContext& context) {
  std::optional<json::Parsed> inner;
  const json::Value* list = &data;
  if (const std::string* text = data.text()) {
    auto parsed = json::parse(*text, context.strict);
    if (!parsed) {
      context.malformed("data", parsed.error().path.empty()
                                    ? parsed.error().rule
                                    : parsed.error().path + " " + parsed.error().rule);
      return {};
    }
    inner = std::move(*parsed);
    for (const auto& [row, count] : inner->tolerated) context.tolerated[row] += count;
    list = &inner->root;
  } else if (context.strict) {
    context.malformed("data", "应为字符串，内容为JSON数组");
    return {};
  } else if (data.array()) {
    context.tolerate("G-7.2-D1");
  }
  const json::Array* items = list->array();
  if (!items) {
    context.malformed("data", "应为JSON数组");
    return {};
  }
  std::vector<g::Record> records(items->size());
  for (std::size_t i = 0; i < items->size(); ++i)
    readObject((*items)[i], "data[" + std::to_string(i) + "]", records[i], context);
  return records;
}

std::string writeDeliveryRecords(const std::vector<g::Record>& records) {
  json::Writer writer;
  writer.beginArray();
  for (const g::Record& record : records) {
    writer.beginObject();
    writeMembers(writer, record);
    writer.endObject();
  }
  writer.endArray();
  return std::move(writer).take();
}

std::string canonicalText(const std::vector<g::Record>& records, bool statTime) {
  std::set<std::string> lines;
  for (const g::Record& record : records) {
    if (trimmed(record.statDate) == "0" && !statTime) continue;
    if (auto line = canonicalLine(record, statTime)) lines.insert(std::move(*line));
  }
  std::string text;
  for (const std::string& line : lines) {
    if (&line != &*lines.begin()) text += '\n';
    text += line;
  }
  return text;
}

}  // namespace schemas
