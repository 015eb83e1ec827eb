#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

using schemas::CivilTime;
using schemas::StatType;

constexpr const char* kSuccess = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";

Value faultyEnergy(Session& session) {
  uploadedEnergy(session);
  const CivilTime midnight = CivilTime::at(session.target().day);
  return energyMessage(session, {{kCodeRefused, "1.5", StatType::daily, midnight},
                                 {kCodeRefused, "2.5", StatType::realTime, midnight}});
}

const Exchange& again(Session& session, const Value& message) {
  uploadedEnergy(session);
  return session.post(Place::uploadEnergy, energyBody(session, message));
}

// The same values that are there already, written otherwise: accepting them changes nothing.
Value sameValues(Session& session) { return energyMessage(session, samplesOf(session)); }

Outcome succeeds(Session& session) {
  Judge judge;
  judge.exactly(uploadedEnergy(session), "采集数据上传", kSuccess);
  return judge.outcome();
}

Outcome acceptsAgain(Session& session) {
  Judge judge;
  for (int i = 0; i < 3; ++i) judge.success(again(session, sameValues(session)), "同一批次重发");
  return judge.outcome();
}

Outcome acceptsSuspicious(Session& session) {
  Value message = sameValues(session);
  at(message, "data")->array()->resize(1);  // the suspicious one
  return succeeded(again(session, message), "valid为false的可疑数据");
}

Outcome acceptsAnyOrder(Session& session) {
  return succeeded(again(session, reversed(sameValues(session))), "成员次序颠倒，序列号在data之后");
}

Outcome ignoresUnknownMembers(Session& session) {
  Value message = with(sameValues(session), "data[0].extension", text("x"));
  return succeeded(again(session, with(message, "extension", number("1"))), "含扩展成员");
}

Outcome readsStrings(Session& session) {
  return succeeded(again(session, stringly(sameValues(session))), "数字和布尔值写成字符串");
}

Outcome readsFiveGroups(Session& session) {
  const Value message = with(sameValues(session), "data[0].dataCode", text("00-00-0000-023300-11"));
  return succeeded(again(session, message), "五段编码00-00-0000-023300-11");
}

Outcome readsOtherDates(Session& session) {
  Judge judge;
  const std::string day = session.target().day.text();
  judge.success(again(session, with(sameValues(session), "data[0].statDate", text(day))), "statDate只有日期");
  judge.success(again(session, with(sameValues(session), "data[0].statDate", text(day + "T00:00:00"))),
                "statDate以T分隔");
  return judge.outcome();
}

Outcome refusesNumericValid(Session& session) {
  Judge judge;
  const Value message = faultyEnergy(session);
  for (const Value& value : {number("0"), number("1"), text("0"), text("1")})
    judge.code(session.probe(Place::uploadEnergy, energyBody(session, with(message, "data[1].valid", value))),
               "valid为" + write(value), "E2002");
  return judge.outcome();
}

Outcome refusesEmptyData(Session& session) {
  Judge judge;
  judge.code(session.probe(Place::uploadEnergy, write(with(faultyEnergy(session), "data", Value(Array{})))),
             "data为[]", "E2001");
  return judge.outcome();
}

MessageTest members() {
  MessageTest test{.clause = "N-8.8",
                   .title = "采集数据上传",
                   .place = Place::uploadEnergy,
                   .message = &faultyEnergy,
                   .stores = true};
  test.required = {"provinceId", "enterpriseCode", "data"};
  for (const char* name :
       {"dataCode", "dataValue", "inputType", "statType", "statDate", "uploadDate", "scope", "valid"})
    test.required.push_back(std::string("data[1].") + name);
  test.requiredRows = "N-8.8-9";
  test.wrong = {{"enterpriseCode", text("91330000573973053G")},
                {"data[1].dataCode", text("04-02")},
                {"data[1].dataCode", text("0a-02-00-00-040200-30")},
                {"data[1].dataValue", text("many")},
                {"data[1].dataValue", flag(true)},
                {"data[1].inputType", number("0")},
                {"data[1].inputType", number("8")},
                {"data[1].statType", number("4")},
                {"data[1].statType", number("1.5")},
                {"data[1].statDate", text("2026-02-30 00:00:00")},
                {"data[1].statDate", text("昨天")},
                {"data[1].uploadDate", text("2026-13-01 00:00:00")},
                {"data[1].scope", number("5")},
                {"data[1].valid", text("yes")},
                {"data[1]", number("3")},
                {"data", text("x")}};
  test.wrongRows = "N-8.8-9 N-2-1 N-8.8-Q4 N-8.8-Q5 N-8.8-Q8";
  return test;
}

}  // namespace

void addEnergyChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.8/") + name, rows, std::string("采集数据上传：") + title, severity, true, run});
  };
  add("success", "N-8.8-10 N-8.3-15", "成功应答只有两个成员且文字一致", Severity::must, &succeeds);
  add("again", "N-8.8-14 N-8.8-7", "同一批次重发返回成功", Severity::must, &acceptsAgain);
  add("suspicious", "N-8.8-13", "接受可疑数据", Severity::must, &acceptsSuspicious);
  add("any-order", "N-6-3 F-1.3", "成员次序任意", Severity::must, &acceptsAnyOrder);
  add("extension", "N-1-2 OQ-13", "忽略扩展成员", Severity::must, &ignoresUnknownMembers);
  addMessageChecks(checks, members());
  add("empty", "OQ-16", "data为空数组返回E2001", Severity::should, &refusesEmptyData);
  add("strings", "OQ-12 N-8.8-D1", "接受写成字符串的数字和布尔值", Severity::should, &readsStrings);
  add("five-groups", "OQ-22 N-8.8-D7", "接受五段编码", Severity::should, &readsFiveGroups);
  add("dates", "OQ-29", "接受其他时间写法", Severity::should, &readsOtherDates);
  add("numeric-valid", "OQ-24 N-8.8-D2", "valid为0或1时返回E2002", Severity::should, &refusesNumericValid);
}

}  // namespace hub::conformance
