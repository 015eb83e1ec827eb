#include "hub/conformance/stored_records.h"

#include <charconv>

namespace hub::conformance {
namespace {

std::string scalar(const Value& row, const char* name) {
  const Value* value = row.find(name);
  if (!value) return {};
  if (const Number* lexeme = value->number()) return lexeme->lexeme;
  return value->text() ? *value->text() : std::string();
}

StoredRecord recordOf(const Value& row) {
  StoredRecord record{scalar(row, "dataCode"), scalar(row, "dataValue"), scalar(row, "statDate"),
                      scalar(row, "uploadDate")};
  const std::string type = scalar(row, "statType");
  std::from_chars(type.data(), type.data() + type.size(), record.statType);
  const Value* valid = row.find("valid");
  const bool* on = valid ? valid->boolean() : nullptr;
  record.valid = on ? *on : true;
  return record;
}

std::string digitsOf(const std::string& code) {
  std::string digits;
  for (const char c : code)
    if (c != '-') digits += c;
  return digits;
}

}  // namespace

bool isSameCode(const std::string& a, const std::string& b) { return digitsOf(a) == digitsOf(b); }

std::vector<StoredRecord> Stored::of(const std::string& dataCode, const std::string& statDate) const {
  std::vector<StoredRecord> found;
  for (const StoredRecord& record : records)
    if (isSameCode(record.dataCode, dataCode) && record.statDate == statDate) found.push_back(record);
  return found;
}

Stored stored(Session& session, schemas::StatType statType, schemas::CivilDate date) {
  const Exchange& reply =
      session.post(Place::downloadEnergy, write(downloadEnergyMessage(session, statType, date)));
  Stored result{reply, {}, false};
  const Value* data = reply.member("data");
  result.isKnown = reply.isSuccess() && data && data->array();
  if (result.isKnown)
    for (const Value& row : *data->array()) result.records.push_back(recordOf(row));
  return result;
}

bool canLook(Judge& judge, const Stored& stored) {
  if (stored.isKnown) return true;
  judge.notJudged("采集数据下载（可选操作）未成功，看不到入库的内容：" + stored.reply.observed());
  return false;
}

}  // namespace hub::conformance
