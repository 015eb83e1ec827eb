// The sister profile of an end device: same addresses, another registration, deviceId (field-notes 1.2, 1.3).
#include <algorithm>

#include "hub/conformance/catalogue.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/stored_records.h"

namespace hub::conformance {
namespace {

using schemas::CivilTime;
using schemas::StatType;

// What clients in service read; one that is missing makes a client fail.
constexpr const char* kUnion[] = {"responseCode",          "responseMessage",     "deviceId",
                                  "loadConfigURL",         "loadDicVersionURL",   "centerInfoURL",
                                  "centerMeteringDataURL", "centerDataURL",       "centerInfoDownloadURL",
                                  "centerDataDownloadURL", "downloadBaseDataURL", "uploadTime"};

Outcome registers(Session& session) { return succeeded(session.registration(), "端设备注册"); }

Outcome hasTheUnion(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "端设备注册")) return judge.outcome();
  for (const char* name : kUnion)
    judge.that(!reply.text(name).empty(), reply, name, "有此成员，为非空字符串");
  return judge.outcome();
}

Outcome hasAnId(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "端设备注册")) return judge.outcome();
  const std::string id = reply.text("deviceId");
  const bool isHex = id.size() == 32 && id.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  judge.that(isHex, reply, "deviceId", "为32位十六进制");
  const std::string key = reply.text("secretKey");
  if (!key.empty()) judge.that(key.size() == 32, reply, "secretKey", "为32位十六进制");
  return judge.outcome();
}

Outcome hasAbsoluteAddresses(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "端设备注册")) return judge.outcome();
  for (const char* name : kUnion)
    if (std::string_view(name).ends_with("URL"))
      judge.that(reply.text(name).starts_with("https://"), reply, name,
                 "以https://开头，现有客户端直接使用该地址");
  return judge.outcome();
}

Outcome hasAnUploadTime(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "端设备注册")) return judge.outcome();
  const std::string time = reply.text("uploadTime");
  judge.that(CivilTime::parse("2026-01-01 " + time).has_value(), reply, "uploadTime", "形式为HH:mm:ss");
  return judge.outcome();
}

Outcome isIdempotent(Session& session) {
  Judge judge;
  const Exchange& first = session.registration();
  if (!judge.needs(first, "端设备注册")) return judge.outcome();
  const Exchange& second = session.post(Place::registration, registerBody(session));
  const bool isSame = second.isSuccess() && second.text("deviceId") == first.text("deviceId") &&
                      second.text("secretKey") == first.text("secretKey");
  judge.that(isSame, second, "再次注册", "返回相同的deviceId和secretKey");
  return judge.outcome();
}

Outcome refusesAStranger(Session& session) {
  Judge judge;
  const Value message = Value(Object{{"enterpriseCode", text(madeUpEnterprise("110000"))},
                                     {"region", text(session.target().region)}});
  judge.refused(session.probe(Place::registration, write(message)), "未经批准的用能单位注册");
  return judge.outcome();
}

Value registerMessage(Session& session) {
  return Value(
      Object{{"enterpriseCode", text(session.enterprise())}, {"region", text(session.target().region)}});
}

const Exchange& upload(Session& session, const Value& message) {
  uploadedEnergy(session);
  return session.post(Place::uploadEnergy, energyBody(session, message));
}

Value sameValues(Session& session) { return energyMessage(session, samplesOf(session)); }

// Further members are allowed in this profile, so only the two are compared.
Outcome uploads(Session& session) {
  Judge judge;
  judge.success(uploadedConfig(session), "基础信息上传");
  judge.success(uploadedEnergy(session), "采集数据上传");
  return judge.outcome();
}

Outcome readsLowerCaseNames(Session& session) {
  return succeeded(upload(session, lowerNames(sameValues(session))), "成员名全部小写（deviceid）");
}

Outcome readsIdentityLast(Session& session) {
  return succeeded(upload(session, reversed(sameValues(session))), "deviceId在data之后");
}

Outcome readsStrings(Session& session) {
  return succeeded(upload(session, stringly(sameValues(session))), "全部取值写成字符串");
}

Outcome acceptsMissingValid(Session& session) {
  Value message = sameValues(session);
  for (int i = 1; i < 3; ++i) message = without(message, "data[" + std::to_string(i) + "].valid");
  return succeeded(upload(session, message), "记录不含valid");
}

Outcome acceptsFatRecords(Session& session) {
  Value message = sameValues(session);
  for (Value& row : *at(message, "data")->array())
    for (const char* name : {"id", "itemId", "dataName", "status", "recordType", "unit", "insertDate",
                             "updateDate", "page", "limit"})
      row.object()->push_back(
          {name, std::string_view(name) == "insertDate" ? text("Jul 20, 2021 4:30:00 PM") : text("1")});
  return succeeded(upload(session, message), "记录含十余个其他成员");
}

Outcome readsOtherForms(Session& session) {
  Judge judge;
  const Value message = sameValues(session);
  judge.success(upload(session, with(message, "data[0].dataCode", text("00-00-0000-023300-11"))), "五段编码");
  judge.success(upload(session, with(message, "data[0].dataCode", text("00-00-0000023300-11"))), "四段编码");
  judge.success(upload(session, with(message, "data[0].statDate", text(session.target().day.text()))),
                "statDate只有日期");
  return judge.outcome();
}

// One bad record must not make a client send the same batch for ever (field-notes 1.7).
Outcome setsFaultyRecordsAside(Session& session) {
  Judge judge;
  const Value message = with(sameValues(session), "data[0].statDate", text("昨天"));
  const Exchange& reply = upload(session, message);
  if (!judge.success(reply, "批次中一条记录不合法")) return judge.outcome();
  judge.that(reply.member("rejected") && write(*reply.member("rejected")) == "1", reply,
             "批次中一条记录不合法", "在附加成员rejected中给出1");
  return judge.outcome();
}

Outcome refusesAnotherEnterprise(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const Value message = with(
      energyMessage(session, {{kCodeRefused, "1.5", StatType::daily, CivilTime::at(session.target().day)}}),
      "enterpriseCode", text(madeUpEnterprise("110000")));
  judge.refused(session.probe(Place::uploadEnergy, energyBody(session, message)), "为其他用能单位上传");
  return judge.outcome();
}

Outcome saysChineseInAscii(Session& session) {
  Judge judge;
  const Exchange& reply = session.probe(Place::versionCheck, "{}");
  const bool isAscii = std::all_of(reply.body.begin(), reply.body.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  judge.that(isAscii, reply, "含中文的应答", "以\\u转义，GBK环境的客户端才能读出");
  return judge.outcome();
}

MessageTest envelope(const char* clause, const char* title, Place place,
                     std::function<Value(Session&)> message) {
  return {.clause = clause,
          .title = title,
          .place = place,
          .message = std::move(message),
          .required = {"provinceId", "enterpriseCode"},
          .requiredRows = "F-1.3",
          .wrong = {{"enterpriseCode", text("91330000573973053G")}},
          .wrongRows = "F-1.3 N-2-1",
          .stores = true};
}

void addDeviceRegistration(Checks& checks) {
  const auto add = [&](const char* name, const char* title, Severity severity, Outcome (*run)(Session&)) {
    // A registration that is not approved waits in a list.
    const bool stores = run == &refusesAStranger;
    checks.push_back(
        {std::string("F-1.2/") + name, "F-1.2", std::string("端设备注册：") + title, severity, stores, run});
  };
  add("success", "成功应答的代码和说明", Severity::must, &registers);
  add("union", "给出各客户端读取的全部成员", Severity::must, &hasTheUnion);
  add("deviceId", "deviceId为32位十六进制", Severity::must, &hasAnId);
  add("addresses", "服务地址带https://", Severity::must, &hasAbsoluteAddresses);
  add("uploadTime", "uploadTime为HH:mm:ss", Severity::must, &hasAnUploadTime);
  add("idempotent", "重复注册结果相同", Severity::must, &isIdempotent);
  add("stranger", "未经批准的用能单位不能注册", Severity::must, &refusesAStranger);
  addMessageChecks(checks,
                   {.clause = "F-1.2",
                    .title = "端设备注册",
                    .place = Place::registration,
                    .message = &registerMessage,
                    .required = {"enterpriseCode", "region"},
                    .requiredRows = "F-1.2",
                    .wrong = {{"enterpriseCode", text("91330000573973053G")}, {"region", text("11000")}},
                    .wrongRows = "F-1.2",
                    .hasIdentity = false});
}

}  // namespace

void addDeviceChecks(Checks& checks) {
  addDeviceRegistration(checks);
  const auto add = [&](const char* name, const char* title, Severity severity, Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("F-1.3/") + name, "F-1.3", std::string("端设备上传：") + title, severity, true, run});
  };
  add("success", "成功应答的代码和说明", Severity::must, &uploads);
  add("lower-case", "成员名不分大小写", Severity::must, &readsLowerCaseNames);
  add("identity-last", "deviceId可在data之后", Severity::must, &readsIdentityLast);
  add("strings", "取值可全部为字符串", Severity::must, &readsStrings);
  add("missing-valid", "记录可不含valid", Severity::must, &acceptsMissingValid);
  add("fat-records", "记录可含其他成员", Severity::must, &acceptsFatRecords);
  add("forms", "编码和时间的其他写法", Severity::must, &readsOtherForms);
  add("quarantine", "不合法的记录另存，其余入库，批次成功", Severity::must, &setsFaultyRecordsAside);
  add("other-enterprise", "不能为其他用能单位上传", Severity::must, &refusesAnotherEnterprise);
  addMessageChecks(checks, envelope("F-1.3", "端设备采集数据上传", Place::uploadEnergy, [](Session& session) {
                     uploadedEnergy(session);
                     return energyMessage(session, {{kCodeRefused, "1.5", StatType::daily,
                                                     CivilTime::at(session.target().day)}});
                   }));
  checks.push_back(
      {"F-1.10/ascii", "F-1.10", "应答中的中文以\\u转义", Severity::should, false, &saysChineseInAscii});
}

}  // namespace hub::conformance
