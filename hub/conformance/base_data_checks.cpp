#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/reply_shape.h"
#include "hub/conformance/samples.h"
#include "schemas/messages/download_base_data.h"

namespace hub::conformance {
namespace {

const Exchange& baseData(Session& session) {
  return session.probe(Place::baseData, write(identityMessage(session)));
}

Outcome succeeds(Session& session) { return succeeded(baseData(session), "基础数据下载"); }

Outcome hasTheLists(Session& session) {
  Judge judge;
  const Exchange& reply = baseData(session);
  if (!judge.needs(reply, "基础数据下载")) return judge.outcome();
  judge.that(reply.root.has_value(), reply, "基础数据下载", "为JSON");
  if (judgeShape<schemas::DownloadBaseDataReply>(judge, reply, "基础数据下载"))
    for (const Value& row : *at(*reply.root, "data.region")->array())
      for (const char* name : {"code", "pcode"})
        judge.that(schemas::RegionRule::accepts(*row.find(name)->text()), reply, "行政区划" + write(row),
                   std::string(name) + "为6位代码");
  return judge.outcome();
}

}  // namespace

void addBaseDataChecks(Checks& checks) {
  checks.push_back({"N-8.4/success", "N-8.4-1 N-8.3-15", "基础数据下载：成功应答的代码和说明", Severity::must,
                    false, &succeeds});
  checks.push_back({"N-8.4/lists", "N-8.4-2 N-8.4-5 N-8.4-6",
                    "基础数据下载：九个列表及其成员的名称、顺序、类型与表4一致", Severity::must, false,
                    &hasTheLists});
  addMessageChecks(checks, {.clause = "N-8.4",
                            .title = "基础数据下载",
                            .place = Place::baseData,
                            .message = &identityMessage,
                            .required = {"provinceId"},
                            .requiredRows = "N-8.4-Q1",
                            .wrong = {{"provinceId", text("0123456789abcdef0123456789abcde")}},
                            .wrongRows = "N-8.4-Q1"});
}

}  // namespace hub::conformance
