#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

const char* identityName(const Session& session) { return session.isDevice() ? "deviceId" : "provinceId"; }

Object headOf(Session& session) {
  return {{identityName(session), text(session.identity())}, {"enterpriseCode", text(session.enterprise())}};
}

Value collectItem(const char* classCode, const char* kind, int statType) {
  return Value(Object{{"name", text("联调测试数据项")},
                      {"processCode", text("00")},
                      {"processUnitCode", text("00")},
                      {"equipmentCode", text("00")},
                      {"equipmentUnitCode", text("00")},
                      {"energyClassCode", text(classCode)},
                      {"energyTypeCode", text(kind)},
                      {"dataUsageCode", text("11")},
                      {"inputType", text("2")},
                      {"dataValueMax", number("300000")},
                      {"dataValueMin", number("0")},
                      {"statType", text(std::to_string(statType))},
                      {"collectSystemName", text("联调测试系统")},
                      {"remark", text("")},
                      {"scope", number("1")}});
}

Value collectItems() {
  Array items;
  for (int statType = 0; statType <= 3; ++statType) {
    items.push_back(collectItem("01", "1500", statType));
    items.push_back(collectItem("02", "3300", statType));
  }
  items.push_back(collectItem("01", "0100", 1));
  return Value(std::move(items));
}

// All 36 members in the order of table 6; no person and no place that exists.
Value enterpriseOf(const Session& session) {
  const Value none = text("");
  return Value(Object{{"code", text(session.enterprise())},
                      {"name", text("联调测试用能单位（虚构）")},
                      {"typeCode", text("159")},
                      {"typeName", text("其他有限责任公司")},
                      {"industryCode", text("C3120")},
                      {"regionCode", text(session.target().region)},
                      {"regionName", none},
                      {"center", flag(false)},
                      {"corporationCode", text(session.enterprise())},
                      {"jgzh", flag(false)},
                      {"energyConsumeLevel", number("4")},
                      {"latitude", number("33.283433")},
                      {"longitude", number("113.505883")},
                      {"phone", text("000-00000000")},
                      {"fax", none},
                      {"email", none},
                      {"address", none},
                      {"zipCode", none},
                      {"url", none},
                      {"fieldCode", text("100")},
                      {"fieldName", text("工业")},
                      {"corporationName", none},
                      {"registerDate", text("1998-10-10 00:00:00")},
                      {"registerPrincipal", number("10000")},
                      {"energyOffice", none},
                      {"energyOfficial", none},
                      {"energyOfficialPosition", none},
                      {"energyOfficialPhone", none},
                      {"energyPass", flag(false)},
                      {"energyRespName", none},
                      {"energyRespPhone", none},
                      {"passDate", none},
                      {"passOrg", none},
                      {"productionLine", none},
                      {"leadingProduct", text("测试")},
                      {"remark", text("协议符合性测试数据，可删除")}});
}

Value instrument(const char* name, const char* manageCode, int calculate) {
  const Value none = text("");
  return Value(Object{{"meteringName", text(name)},
                      {"meteringType", text("12061000")},
                      {"meteringLevel", number("1")},
                      {"meteringParameter", text("电力")},
                      {"dataCode", text(kCodeB)},
                      {"dataCodeCalculate", number(std::to_string(calculate))},
                      {"dataCodeRatio", number("1")},
                      {"manuFacturer", none},
                      {"typeSpecification", none},
                      {"accuracyLevel", none},
                      {"measureRange", none},
                      {"manageCode", text(manageCode)},
                      {"calibrationState", text("合格")},
                      {"calibrationCycle", text("3月")},
                      {"latelyCalibration", text("2017-05-20")},
                      {"inspectionOrganization", none},
                      {"nextCalibration", text("2017-08-20")},
                      {"notCalibration", none},
                      {"installationSite", none},
                      {"installOrg", number("1")},
                      {"installDate", text("2016-08-12")},
                      {"usrSystem", number("1")},
                      {"measureState", number("1")},
                      {"measureStateDate", text("2017-07-20")}});
}

// Differs from run to run, so that what comes back is of this run.
std::string valueOfRun(const Session& session, int offset, const char* fraction) {
  return std::to_string(10000 + session.began().secondOfDay() + offset) + fraction;
}

void seal(Session& session, Value& message) {
  Value* data = at(message, "data");
  if (session.secretKey().empty() || !data || !data->array()) return;
  for (Value& row : *data->array()) {
    if (!row.object()) continue;
    for (auto& member : *row.object()) {
      const Value plain = stringly(member.value);
      const auto sealed = plain.text() ? session.crypto().sm4Encrypt(session.secretKey(), *plain.text())
                                       : std::optional<std::string>();
      if (sealed) member.value = text(*sealed);
    }
  }
}

}  // namespace

std::string registerBody(const Session& session) {
  const Value region = text(session.target().region);
  if (session.isDevice())
    return write(Value(Object{{"enterpriseCode", text(session.enterprise())}, {"region", region}}));
  return write(Value(Object{{"region", region}, {"ascription", text("province")}}));
}

Value identityMessage(Session& session) {
  return Value(Object{{identityName(session), text(session.identity())}});
}

Value configMessage(Session& session) {
  Object message = headOf(session);
  message.push_back({"collectItemConfig", collectItems()});
  message.push_back({"enterprise", enterpriseOf(session)});
  message.push_back(
      {"group", Value(Object{{"name", text("联调测试集团")}, {"address", text("")}, {"remark", text("")}})});
  message.push_back({"process", Value(Array{Value(Object{{"processCode", text("06")},
                                                         {"processName", text("电炉工序")},
                                                         {"remark", text("")}})})});
  message.push_back({"processUnit", Value(Array{Value(Object{{"code", text("01")},
                                                             {"name", text("#1电炉")},
                                                             {"processCode", text("06")},
                                                             {"commDate", text("2010-10-10 00:00:00")},
                                                             {"designedCapacity", text("年产钢水50万吨")},
                                                             {"remark", text("")}})})});
  return Value(std::move(message));
}

Value meteringMessage(Session& session) {
  Object message = headOf(session);
  message.push_back({"meteringData", Value(Array{instrument("联调测试电表一", "T-1", 1),
                                                 instrument("联调测试电表二", "T-2", 2)})});
  return Value(std::move(message));
}

Value downloadConfigMessage(Session& session) { return Value(headOf(session)); }

Value downloadEnergyMessage(Session& session, StatType statType, CivilDate date) {
  Object message = headOf(session);
  message.push_back({"statType", number(std::to_string(static_cast<int>(statType)))});
  message.push_back({"statDate", text(date.text())});
  return Value(std::move(message));
}

std::vector<Sample> samplesOf(const Session& session) {
  const CivilDate day = session.target().day;
  const CivilTime midnight = CivilTime::at(day);
  const auto after = [&](int hour, int minute, int second) {
    return CivilTime::at(day, (hour * 60 + minute) * 60 + second);
  };
  return {
      {kCodeB, valueOfRun(session, 1, ".25"), StatType::daily, midnight, false},
      {kCodeA, valueOfRun(session, 0, ".450"), StatType::daily, midnight},
      {kCodeA, valueOfRun(session, 2, ""), StatType::daily, CivilTime::at(day.plusDays(-1))},
      {kCodeB, valueOfRun(session, 3, ".5"), StatType::realTime, after(23, 45, 0)},
      {kCodeA, valueOfRun(session, 4, ".0000000001"), StatType::realTime, after(10, 7, 33)},
      {kCodeB, valueOfRun(session, 5, ".5"), StatType::realTime, after(0, 15, 0)},
      {kCodeA, valueOfRun(session, 6, ".5"), StatType::realTime, after(0, 15, 0)},
      {kCodeB, valueOfRun(session, 7, ".00"), StatType::monthly, CivilTime::at(day.firstOfMonth())},
      {kCodeB, valueOfRun(session, 8, ""), StatType::yearly, CivilTime::at(day.firstOfYear())},
  };
}

Value record(const Sample& sample, CivilTime uploadDate) {
  return Value(Object{{"dataCode", text(sample.dataCode)},
                      {"dataValue", number(sample.value)},
                      {"inputType", number("2")},
                      {"statType", number(std::to_string(static_cast<int>(sample.statType)))},
                      {"statDate", text(sample.statDate.text())},
                      {"uploadDate", text(uploadDate.text())},
                      {"scope", number("1")},
                      {"valid", flag(sample.valid)}});
}

Value energyMessage(Session& session, const std::vector<Sample>& samples, CivilTime uploadDate) {
  Object message = headOf(session);
  Array data;
  for (const Sample& sample : samples) data.push_back(record(sample, uploadDate));
  message.push_back({"data", Value(std::move(data))});
  return Value(std::move(message));
}

Value energyMessage(Session& session, const std::vector<Sample>& samples) {
  return energyMessage(session, samples, session.began());
}

std::string energyBody(Session& session, const Value& message) {
  Value sent = message;
  seal(session, sent);
  return write(sent);
}

const Exchange& uploadedConfig(Session& session) {
  return session.once("config", [&]() -> const Exchange& {
    return session.post(Place::uploadConfig, write(configMessage(session)));
  });
}

const Exchange& uploadedMetering(Session& session) {
  return session.once("metering", [&]() -> const Exchange& {
    uploadedConfig(session);
    return session.post(Place::uploadMetering, write(meteringMessage(session)));
  });
}

const Exchange& uploadedEnergy(Session& session) {
  return session.once("energy", [&]() -> const Exchange& {
    uploadedConfig(session);
    const Value message = energyMessage(session, samplesOf(session));
    return session.post(Place::uploadEnergy, energyBody(session, message));
  });
}

}  // namespace hub::conformance
