#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

constexpr const char* kSuccess = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";

Value afterTheGoodOne(Session& session) {
  uploadedMetering(session);
  return meteringMessage(session);
}

// Two instruments of one data code (N-8.7-5).
Outcome succeeds(Session& session) {
  Judge judge;
  judge.exactly(uploadedMetering(session), "计量器具上传（同一编码两台）", kSuccess);
  return judge.outcome();
}

Outcome acceptsAgain(Session& session) {
  return succeeded(session.post(Place::uploadMetering, write(afterTheGoodOne(session))), "再次上传相同内容");
}

Outcome readsTheOtherName(Session& session) {
  const Value message = with(without(afterTheGoodOne(session), "meteringData[1].manuFacturer"),
                             "meteringData[1].manuFacter", text("联调测试厂家"));
  return succeeded(session.post(Place::uploadMetering, write(message)), "成员名写成manuFacter");
}

Outcome acceptsGaps(Session& session) {
  Value message = afterTheGoodOne(session);
  for (const char* member :
       {"meteringData[0].installDate", "meteringData[0].accuracyLevel", "meteringData[0].usrSystem"})
    message = without(message, member);
  return succeeded(session.post(Place::uploadMetering, write(message)), "未标注必填的成员缺失");
}

}  // namespace

void addMeteringChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.7/") + name, rows, std::string("计量器具上传：") + title, severity, true, run});
  };
  add("success", "N-8.7-3 N-8.7-5 N-8.3-15", "成功应答只有两个成员且文字一致；一个编码可有多台",
      Severity::must, &succeeds);
  add("again", "N-8.7-4", "重复上传相同内容返回成功", Severity::must, &acceptsAgain);
  add("alias", "N-8.7-D1 OQ-26", "接受manuFacter写法", Severity::should, &readsTheOtherName);
  add("unmarked", "N-8.7-6 N-8.7-D6", "接受未标注必填的成员缺失", Severity::should, &acceptsGaps);
  MessageTest envelope{.clause = "N-8.7",
                       .title = "计量器具上传",
                       .place = Place::uploadMetering,
                       .message = &afterTheGoodOne,
                       .required = {"provinceId", "enterpriseCode", "meteringData"},
                       .requiredRows = "N-8.7-6",
                       .wrong = {{"enterpriseCode", text("91330000573973053G")},
                                 {"meteringData[1].meteringType", text("1206100")},
                                 {"meteringData[1].dataCode", text("04-01")},
                                 {"meteringData[1].meteringLevel", number("4")},
                                 {"meteringData[1].calibrationState", text("好")},
                                 {"meteringData[1].nextCalibration", text("2017-02-30")}},
                       .wrongRows = "N-8.7-6 N-2-7 N-8.7-D6",
                       .stores = true};
  addMessageChecks(checks, envelope);
  MessageTest keys = envelope;
  keys.clause = "N-8.7/instrument";
  keys.title = "计量器具上传（器具的名称、类型、编码）";
  keys.required = {"meteringData[1].meteringName", "meteringData[1].meteringType",
                   "meteringData[1].dataCode"};
  keys.requiredRows = "N-8.7-D6";
  keys.wrong.clear();
  keys.severity = Severity::should;
  keys.hasIdentity = false;
  addMessageChecks(checks, keys);
}

}  // namespace hub::conformance
