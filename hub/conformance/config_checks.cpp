#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

constexpr const char* kSuccess = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";
constexpr const char* kNeverStored = "不应入库的名称";

// What a fault is put into: were it stored, its name would be seen in a download.
Value faultyConfig(Session& session) {
  uploadedConfig(session);
  return with(configMessage(session), "enterprise.name", text(kNeverStored));
}

Outcome succeeds(Session& session) {
  Judge judge;
  judge.exactly(uploadedConfig(session), "基础信息上传", kSuccess);
  return judge.outcome();
}

Outcome acceptsAgain(Session& session) {
  uploadedConfig(session);
  return succeeded(session.post(Place::uploadConfig, write(configMessage(session))), "再次上传相同内容");
}

Outcome acceptsWithoutOptionalParts(Session& session) {
  uploadedConfig(session);
  Value message = configMessage(session);
  for (const char* part : {"group", "process", "processUnit", "collectItemConfig[0].dataValueMax",
                           "collectItemConfig[0].dataValueMin"})
    message = without(message, part);
  return succeeded(session.post(Place::uploadConfig, write(message)),
                   "不含非必填的group、process、processUnit");
}

Outcome acceptsUnmarkedMembersAbsent(Session& session) {
  Judge judge;
  uploadedConfig(session);
  Value message = configMessage(session);
  for (const char* member :
       {"enterprise.fax", "enterprise.url", "enterprise.passDate", "collectItemConfig[0].remark"})
    message = without(message, member);
  message = with(with(message, "enterprise.remark", Value()), "enterprise.passOrg", Value());
  judge.success(session.post(Place::uploadConfig, write(message)), "未标注必填的成员缺失或为null");
  judge.success(session.post(Place::uploadConfig, write(configMessage(session))), "恢复原内容");
  return judge.outcome();
}

Outcome readsNumbersAndStrings(Session& session) {
  uploadedConfig(session);
  Value message = with(configMessage(session), "collectItemConfig[0].inputType", number("2"));
  message = with(message, "collectItemConfig[0].scope", text("1"));
  message = with(message, "enterprise.latitude", text("33.283433"));
  message = with(message, "enterprise.center", text("false"));
  return succeeded(session.post(Place::uploadConfig, write(message)), "数字写成字符串、字符串写成数字");
}

Outcome ignoresUnknownMembers(Session& session) {
  uploadedConfig(session);
  Value message = with(configMessage(session), "extension", Value(Object{{"a", number("1")}}));
  message = with(message, "enterprise.extension", text("x"));
  return succeeded(session.post(Place::uploadConfig, write(message)), "含扩展成员");
}

Outcome storesNothingOfAFault(Session& session) {
  Judge judge;
  const Exchange& refused =
      session.probe(Place::uploadConfig, write(without(faultyConfig(session), "enterprise.longitude")));
  if (refused.isSuccess()) {
    judge.notJudged("有错误的报文被接受，见N-8.6/missing");
    return judge.outcome();
  }
  const Exchange& stored = session.post(Place::downloadConfig, write(downloadConfigMessage(session)));
  if (!judge.needs(stored, "用能单位基础信息下载（可选操作）")) return judge.outcome();
  judge.that(stored.body.find(kNeverStored) == std::string::npos, stored, "被拒绝的上传之后下载",
             "仍为原来的内容");
  return judge.outcome();
}

Outcome replacesWhatWasThere(Session& session) {
  Judge judge;
  uploadedConfig(session);
  Value fewer = configMessage(session);
  at(fewer, "collectItemConfig")->array()->pop_back();
  const std::size_t expected = at(fewer, "collectItemConfig")->array()->size();
  if (!judge.needs(session.post(Place::uploadConfig, write(fewer)), "上传")) return judge.outcome();
  const Exchange& stored = session.post(Place::downloadConfig, write(downloadConfigMessage(session)));
  session.post(Place::uploadConfig, write(configMessage(session)));
  if (!judge.needs(stored, "用能单位基础信息下载（可选操作）")) return judge.outcome();
  const Value* items = stored.member("collectItemConfig");
  judge.that(items && items->array() && items->array()->size() == expected, stored, "少上传一个数据项后下载",
             "为" + std::to_string(expected) + "个数据项");
  return judge.outcome();
}

MessageTest members() {
  MessageTest test{.clause = "N-8.6",
                   .title = "基础信息上传",
                   .place = Place::uploadConfig,
                   .message = &faultyConfig,
                   .stores = true};
  test.required = {"provinceId", "enterpriseCode", "collectItemConfig", "enterprise"};
  for (const char* name : {"processCode", "processUnitCode", "equipmentCode", "equipmentUnitCode",
                           "energyClassCode", "energyTypeCode", "dataUsageCode", "inputType"})
    test.required.push_back(std::string("collectItemConfig[0].") + name);
  for (const char* name : {"code", "name", "typeCode", "industryCode", "regionCode", "center",
                           "corporationCode", "jgzh", "energyConsumeLevel", "latitude", "longitude", "phone"})
    test.required.push_back(std::string("enterprise.") + name);
  test.requiredRows = "N-8.6-3";
  test.wrong = {{"enterpriseCode", text("91330000573973053G")},
                {"enterpriseCode", text("9133000057397305")},
                {"collectItemConfig[0].processCode", text("0")},
                {"collectItemConfig[0].energyTypeCode", text("33000")},
                {"collectItemConfig[0].inputType", text("8")},
                {"collectItemConfig[0].statType", text("4")},
                {"enterprise.code", text("91330000573973053G")},
                {"enterprise.typeCode", text("15")},
                {"enterprise.industryCode", text("Z3120")},
                {"enterprise.regionCode", text("41048")},
                {"enterprise.center", text("maybe")},
                {"enterprise.energyConsumeLevel", number("7")},
                {"enterprise.latitude", number("90.5")},
                {"enterprise.longitude", text("east")}};
  test.wrongRows = "N-8.6-3 N-2-1 N-2-2 N-2-3";
  return test;
}

}  // namespace

void addConfigChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.6/") + name, rows, std::string("基础信息上传：") + title, severity, true, run});
  };
  add("success", "N-8.6-4 N-8.3-15", "成功应答只有两个成员且文字一致", Severity::must, &succeeds);
  add("again", "N-8.6-5", "重复上传相同内容返回成功", Severity::must, &acceptsAgain);
  add("optional-parts", "N-8.6-2", "接受不含非必填部分的报文", Severity::must, &acceptsWithoutOptionalParts);
  add("unmarked", "N-8.6-D7", "接受未标注必填的成员缺失", Severity::should, &acceptsUnmarkedMembersAbsent);
  add("extension", "N-1-2 OQ-13", "忽略扩展成员", Severity::must, &ignoresUnknownMembers);
  add("spelling", "OQ-12 N-8.6-D1", "数字与字符串两种写法都接受", Severity::should, &readsNumbersAndStrings);
  addMessageChecks(checks, members());
  add("nothing-half", "N-8.6-3", "出错的报文不留下任何内容", Severity::must, &storesNothingOfAFault);
  add("replace", "N-8.6-5 OQ-20", "再次上传为整体替换", Severity::should, &replacesWhatWasThere);
}

}  // namespace hub::conformance
