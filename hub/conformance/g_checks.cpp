#include "hub/conformance/catalogue.h"
#include "hub/conformance/g_samples.h"
#include "hub/conformance/judge.h"

namespace hub::conformance {
namespace {

constexpr const char* kOtherChannel = "00000000-0000-0000-0000-000000000000";

const Exchange& asked(Session& session, const Value& message) {
  return session.probe(Place::g, write(message));
}

// A refusal is spelled as the message’s failure reply, whatever the HTTP status.
void spelledAs(Judge& judge, const Exchange& reply, const std::string& what, const char* wanted) {
  judge.that(reply.root && write(*reply.root) == wanted, reply, what, std::string("为") + wanted);
}

Outcome unknownTagIsFalse(Session& session) {
  Judge judge;
  judge.exactly(asked(session, unknownTag(session)), "不存在的批次", kTagLacking);
  return judge.outcome();
}

Outcome heldTagIsTrue(Session& session) {
  Judge judge;
  if (!judge.needs(delivered(session), "数据补全")) return judge.outcome();
  judge.exactly(session.post(Place::g, write(consistencyMessage(session, gRecords(session)))),
                "刚送达的批次（canonical-v1标签）", kTagHeld);
  return judge.outcome();
}

Outcome tagNeedsItsMembers(Session& session) {
  Judge judge;
  judge.refused(asked(session, without(unknownTag(session), "restcode")), "缺少restcode");
  judge.refused(asked(session, with(unknownTag(session), "logsign", text("2014-07-02-10010"))),
                "logsign不完整");
  judge.refused(asked(session, with(unknownTag(session), "logsign",
                                    text("2014-02-30-10010-1-4eb81dca9216cabf7e0a51bd48628044"))),
                "logsign日期不存在");
  return judge.outcome();
}

Outcome tagOfAnotherChannel(Session& session) {
  Judge judge;
  judge.refused(asked(session, with(unknownTag(session), "restcode", text(kOtherChannel))), "他人的restcode");
  return judge.outcome();
}

Outcome tagNamesInAnySpelling(Session& session) {
  Judge judge;
  const Value message = unknownTag(session);
  const Value spelled =
      Value(Object{{"LOGSIGN", *at(message, "logsign")}, {" restcode ", *at(message, "restcode")}});
  judge.exactly(asked(session, spelled), "成员名大写或带空格", kTagLacking);
  return judge.outcome();
}

Outcome deliverySucceeds(Session& session) {
  Judge judge;
  judge.exactly(delivered(session), "数据补全", kReceived);
  return judge.outcome();
}

Outcome deliveryIsIdempotent(Session& session) {
  Judge judge;
  delivered(session);
  judge.exactly(session.post(Place::g, write(deliveryMessage(session, gRecords(session)))),
                "同一批次再次补全", kReceived);
  return judge.outcome();
}

Outcome deliveryOfAnArray(Session& session) {
  Judge judge;
  Array rows;
  for (const auto& record : gRecords(session)) {
    rows.push_back(Value(Object{{"DATA_CODE", text(record.dataCode)},
                                {"DATA_VALUE", text(record.dataValue)},
                                {"ENTERPRISE_CODE", text(record.enterpriseCode)},
                                {"INPUT_TYPE", text(record.inputType)},
                                {"INSERT_DATE", text(record.insertDate)},
                                {"STAT_DATE", text(record.statDate)},
                                {"TYPE", text(record.type)},
                                {"UPLOAD_DATE", text(record.uploadDate)}}));
  }
  delivered(session);
  const Value message =
      Value(Object{{"data", Value(std::move(rows))}, {"RESTCODE", text(session.target().restcode)}});
  judge.exactly(session.post(Place::g, write(message)), "data为数组，RESTCODE大写", kReceived);
  return judge.outcome();
}

Outcome deliveryOfAnotherChannel(Session& session) {
  Judge judge;
  judge.refused(
      asked(session, with(deliveryMessage(session, gRecords(session, 1)), "restcode", text(kOtherChannel))),
      "他人的restcode");
  return judge.outcome();
}

std::vector<std::pair<std::string, Value>> faultyDeliveries(Session& session) {
  const Value good = deliveryMessage(session, gRecords(session, 1));
  const auto changed = [&](const char* what, auto change) {
    auto records = gRecords(session, 1);
    change(records.front());
    return std::pair(std::string(what), deliveryMessage(session, records));
  };
  return {{"缺少restcode", without(good, "restcode")},
          {"data不是JSON", with(good, "data", text("[{"))},
          {"data不是数组", with(good, "data", text("{}"))},
          {"data的元素不是对象", with(good, "data", text("[3]"))},
          changed("DATA_CODE为空", [](schemas::g::Record& record) { record.dataCode.clear(); }),
          changed("DATA_VALUE不是数字", [](schemas::g::Record& record) { record.dataValue = "many"; }),
          changed("UPLOAD_DATE不是时间",
                  [](schemas::g::Record& record) { record.uploadDate = "2026-02-30 00:00:00"; }),
          changed("ENTERPRISE_CODE为空", [](schemas::g::Record& record) { record.enterpriseCode.clear(); })};
}

Outcome faultyDeliveryIsRefused(Session& session) {
  Judge judge;
  for (const auto& [what, message] : faultyDeliveries(session)) judge.refused(asked(session, message), what);
  return judge.outcome();
}

Outcome refusalIsSpelled(Session& session) {
  Judge judge;
  for (const auto& [what, message] : faultyDeliveries(session))
    spelledAs(judge, asked(session, message), what, kNotReceived);
  return judge.outcome();
}

Outcome notJsonIsRefused(Session& session) {
  Judge judge;
  for (const char* body : {"", "hello", "[]", "{}", R"({"data":)", "<?xml version='1.0'?><data/>"})
    judge.refused(session.probe(Place::g, body), std::string("报文为") + (*body ? body : "空"));
  return judge.outcome();
}

// The lists of table 5 whose names are printed and no placeholders.
Outcome baseDataHasTheLists(Session& session) {
  Judge judge;
  const Exchange& reply =
      asked(session, Value(Object{{"ENTERPRISEID", text(session.enterprise())}, {"TYPE", text("1")}}));
  const bool isHead =
      reply.text("RESPONSECODE") == "TRUE" && reply.text("RESPONSEMESSAGE") == "RECEIVE SUCCESS";
  if (!judge.that(isHead && reply.status == 200, reply, "TYPE 1",
                  "RESPONSECODE为TRUE、RESPONSEMESSAGE为RECEIVE SUCCESS"))
    return judge.outcome();
  const Value* data = reply.member("DATA");
  if (!judge.that(data && data->array() && !data->array()->empty(), reply, "TYPE 1", "DATA为非空数组"))
    return judge.outcome();
  for (const char* list : {"DIC_REGION", "采集数据项", "采集数据项用途", "采集数据项模板", "厂商", "设备词典",
                           "设备类型", "采集系统分类", "单位类别"}) {
    const Value* rows = data->array()->front().find(list);
    judge.that(rows && rows->array(), reply, list, "为DATA中的数组");
  }
  return judge.outcome();
}

Outcome regionsAreText(Session& session) {
  Judge judge;
  const Exchange& reply =
      asked(session, Value(Object{{"ENTERPRISEID", text(session.enterprise())}, {"TYPE", text("1")}}));
  const Value* rows = reply.root ? at(*reply.root, "DATA[0].DIC_REGION") : nullptr;
  if (!rows || !rows->array() || rows->array()->empty()) {
    judge.notJudged("DIC_REGION没有内容");
    return judge.outcome();
  }
  for (const Value& row : *rows->array())
    for (const char* name : {"CODE", "NAME", "PARENT_CODE", "TYPE", "FULL_NAME"})
      judge.that(row.find(name) && row.find(name)->text(), reply, "DIC_REGION的" + std::string(name),
                 "为字符串，实际" + write(row));
  return judge.outcome();
}

Outcome configurationComes(Session& session) {
  Judge judge;
  const Exchange& reply = asked(session, Value(Object{{"TYPE", text("3")}}));
  const Value* data = reply.member("DATA");
  judge.that(reply.text("RESPONSECODE") == "TRUE" && data && data->array(), reply, "TYPE 3",
             "RESPONSECODE为TRUE且DATA为数组");
  return judge.outcome();
}

Outcome unknownTypeIsRefused(Session& session) {
  Judge judge;
  spelledAs(judge, asked(session, Value(Object{{"TYPE", text("2")}})), "未定义的TYPE 2", kBaseDataFailed);
  return judge.outcome();
}

}  // namespace

void addGConsistencyChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity, bool stores,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("G-7.1/") + name, rows, std::string("数据一致性检查：") + title, severity, stores, run});
  };
  add("false", "G-7.1-9", "没有的批次回答\"false\"、\"failed\"", Severity::must, false, &unknownTagIsFalse);
  add("malformed", "G-7.1-Q1 G-7.1-Q2", "不完整的报文被拒绝", Severity::must, false, &tagNeedsItsMembers);
  add("channel", "G-7.1-Q2 OQ-08", "拒绝他人的通道编码", Severity::must, false, &tagOfAnotherChannel);
  add("spelling", "OQ-57 G-7.2-D3", "成员名的各种写法都接受", Severity::should, false,
      &tagNamesInAnySpelling);
}

void addGDeliveryChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity, bool stores,
                       Outcome (*run)(Session&)) {
    checks.push_back({std::string("G-7.2/") + name, rows, std::string("数据补全与备份恢复：") + title,
                      severity, stores, run});
  };
  add("success", "G-7.2-6 G-7.5-3", "成功应答文字一致", Severity::must, true, &deliverySucceeds);
  add("idempotent", "G-7.2-4 G-7.5-5", "同一批次再次送达仍成功", Severity::must, true, &deliveryIsIdempotent);
  add("faulty", "G-7.2-5 G-7.2-7", "不合法的报文被拒绝", Severity::must, true, &faultyDeliveryIsRefused);
  add("failed", "G-7.2-6 G-7.5-3", "拒绝时应答文字一致", Severity::must, true, &refusalIsSpelled);
  add("channel", "G-7.2-Q2 OQ-08", "拒绝他人的通道编码", Severity::must, true, &deliveryOfAnotherChannel);
  add("not-json", "G-5-2 OQ-61", "不是JSON的报文被拒绝", Severity::must, false, &notJsonIsRefused);
  add("array", "OQ-58 OQ-57", "接受data为数组和大写的成员名", Severity::should, true, &deliveryOfAnArray);
  checks.push_back({"G-7.1/true", "G-7.1-2 G-7.1-9 OQ-44",
                    "数据一致性检查：刚送达的批次回答\"true\"、\"success\"", Severity::should, true,
                    &heldTagIsTrue});
}

void addGBaseDataChecks(Checks& checks) {
  checks.push_back({"G-7.3/lists", "G-7.3-3 G-7.3-4", "基础数据同步：应答写法和各列表", Severity::must, false,
                    &baseDataHasTheLists});
  checks.push_back({"G-7.3/regions", "G-7.3-P4 G-7.3-P8", "基础数据同步：行政区划各列为字符串",
                    Severity::must, false, &regionsAreText});
  checks.push_back({"G-7.3/type", "G-7.3-D7 G-7.3-D8", "基础数据同步：未定义的TYPE回答FALSE",
                    Severity::should, false, &unknownTypeIsRefused});
  checks.push_back({"G-7.4/configuration", "G-7.4-4", "用能单位配置数据同步：应答写法", Severity::must, false,
                    &configurationComes});
}

}  // namespace hub::conformance
