#include <algorithm>
#include <tuple>

#include "hub/conformance/catalogue.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/reply_shape.h"
#include "hub/conformance/stored_records.h"
#include "schemas/messages/download_data.h"

namespace hub::conformance {
namespace {

using schemas::CivilTime;
using schemas::StatType;

const Exchange& configBack(Session& session) {
  return session.once("configBack", [&]() -> const Exchange& {
    uploadedConfig(session);
    session.post(Place::uploadConfig, write(configMessage(session)));  // other checks have varied it
    return session.post(Place::downloadConfig, write(downloadConfigMessage(session)));
  });
}

bool isOffered(Judge& judge, const Exchange& reply) {
  if (reply.wasAnswered && (reply.status == 404 || reply.status == 501)) {
    judge.notJudged("平台未提供该可选操作（HTTP " + std::to_string(reply.status) + "）");
    return false;
  }
  return true;
}

Outcome configHasTheMembers(Session& session) {
  Judge judge;
  const Exchange& reply = configBack(session);
  if (!isOffered(judge, reply) || !judge.success(reply, "基础信息下载")) return judge.outcome();
  judgeShape<schemas::DownloadConfigDataReply>(judge, reply, "基础信息下载");
  return judge.outcome();
}

Outcome configComesBack(Session& session) {
  Judge judge;
  const Exchange& reply = configBack(session);
  if (!isOffered(judge, reply) || !judge.needs(reply, "基础信息下载")) return judge.outcome();
  const Value sent = configMessage(session);
  for (const char* part : {"collectItemConfig", "enterprise", "group", "process", "processUnit"}) {
    const Value* back = reply.member(part);
    judge.that(back && *back == *at(sent, part), reply, part,
               "与上传的内容相同：" + shortened(write(*at(sent, part)), 80));
  }
  return judge.outcome();
}

Outcome configTimeIsNow(Session& session) {
  constexpr std::int64_t kDay = 86400;
  Judge judge;
  const Exchange& reply = configBack(session);
  if (!isOffered(judge, reply) || !judge.needs(reply, "基础信息下载")) return judge.outcome();
  const auto time = CivilTime::parse(reply.text("updatetime"));
  const bool isNear = time && std::abs(time->seconds - session.began().seconds) < kDay;
  judge.that(isNear, reply, "updatetime", "为平台接收的时间，形式 yyyy-MM-dd HH:mm:ss");
  return judge.outcome();
}

Value ofAnotherEnterprise(Session& session, const Value& message) {
  return with(message, "enterpriseCode",
              text(madeUpEnterprise(session.target().region == "110000" ? "120000" : "110000")));
}

Outcome unknownEnterprise(Session& session) {
  Judge judge;
  const Exchange& reply = session.probe(Place::downloadConfig,
                                        write(ofAnotherEnterprise(session, downloadConfigMessage(session))));
  if (isOffered(judge, reply)) judge.code(reply, "未上传过的用能单位", "E2002");
  return judge.outcome();
}

Outcome energyHasTheMembers(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const Stored found = stored(session, StatType::daily, session.target().day);
  if (!isOffered(judge, found.reply) || !judge.success(found.reply, "采集数据下载")) return judge.outcome();
  judgeShape<schemas::DownloadEnergyDataReply>(judge, found.reply, "采集数据下载");
  return judge.outcome();
}

Outcome energyIsOrdered(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const Stored found = stored(session, StatType::realTime, session.target().day);
  if (!canLook(judge, found)) return judge.outcome();
  const auto inOrder = [](const StoredRecord& a, const StoredRecord& b) {
    return std::tie(a.statDate, a.dataCode) < std::tie(b.statDate, b.dataCode);
  };
  judge.that(found.records.size() > 1 && std::is_sorted(found.records.begin(), found.records.end(), inOrder),
             found.reply, "实时数据", "按起始时间再按编码排列");
  return judge.outcome();
}

// Only the asked frequency and period (OQ-23).
Outcome energyIsSelected(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const auto day = session.target().day;
  const struct {
    StatType type;
    std::size_t prefix;  // characters of statDate that all records share
  } asked[] = {
      {StatType::realTime, 10}, {StatType::daily, 10}, {StatType::monthly, 7}, {StatType::yearly, 4}};
  for (const auto& one : asked) {
    const Stored found = stored(session, one.type, day);
    if (!canLook(judge, found)) return judge.outcome();
    const std::string period = day.text().substr(0, one.prefix);
    const bool isRight =
        !found.records.empty() &&
        std::all_of(found.records.begin(), found.records.end(), [&](const StoredRecord& record) {
          return record.statType == static_cast<int>(one.type) && record.statDate.starts_with(period);
        });
    judge.that(isRight, found.reply,
               "statType " + std::to_string(static_cast<int>(one.type)) + "、statDate " + day.text(),
               "只含" + period + "的该频率数据，且不为空");
  }
  return judge.outcome();
}

Outcome nothingIsAnEmptyList(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const Stored found = stored(session, StatType::daily, session.target().day.plusDays(-3650));
  if (!isOffered(judge, found.reply)) return judge.outcome();
  judge.that(found.isKnown && found.records.empty(), found.reply, "没有数据的日期", "成功且data为[]");
  return judge.outcome();
}

Outcome readsATime(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const Value message = with(downloadEnergyMessage(session, StatType::daily, session.target().day),
                             "statDate", text(session.target().day.text() + " 00:00:00"));
  const Exchange& reply = session.probe(Place::downloadEnergy, write(message));
  if (isOffered(judge, reply)) judge.success(reply, "statDate带时间");
  return judge.outcome();
}

// Only where there is something to give does a refusal say anything.
Value configQuestion(Session& session) {
  if (!session.target().readOnly) uploadedConfig(session);
  return downloadConfigMessage(session);
}

Value energyQuestion(Session& session) {
  if (!session.target().readOnly) uploadedEnergy(session);
  return downloadEnergyMessage(session, StatType::daily, session.target().day);
}

void addConfigDownload(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity, bool stores,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.9/") + name, rows, std::string("基础信息下载：") + title, severity, stores, run});
  };
  add("members", "N-8.9-3", "响应成员的名称、顺序、类型与表10一致", Severity::optional, true,
      &configHasTheMembers);
  add("equal", "N-8.9-3", "内容与上传的相同", Severity::optional, true, &configComesBack);
  add("updatetime", "N-8.9-4 OQ-30", "updatetime为接收时间", Severity::optional, true, &configTimeIsNow);
  add("unknown", "N-8.9-5 N-8.9-D4", "未上传过的用能单位返回E2002", Severity::optional, false,
      &unknownEnterprise);
  addMessageChecks(checks, {.clause = "N-8.9",
                            .title = "基础信息下载",
                            .place = Place::downloadConfig,
                            .message = &configQuestion,
                            .required = {"provinceId", "enterpriseCode"},
                            .requiredRows = "N-8.9-2",
                            .wrong = {{"enterpriseCode", text("91330000573973053G")}},
                            .wrongRows = "N-8.9-Q2",
                            .severity = Severity::optional});
}

void addEnergyDownload(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.10/") + name, rows, std::string("采集数据下载：") + title, severity, true, run});
  };
  add("members", "N-8.10-3", "响应成员的名称、顺序、类型与表11一致", Severity::optional,
      &energyHasTheMembers);
  add("selection", "N-8.10-4 OQ-23", "按频率和统计时间选取", Severity::optional, &energyIsSelected);
  add("order", "OQ-23", "按起始时间再按编码排列", Severity::should, &energyIsOrdered);
  add("empty", "N-8.10-D3", "没有数据时成功且data为[]", Severity::should, &nothingIsAnEmptyList);
  add("time", "N-8.10-D2", "接受带时间的statDate", Severity::should, &readsATime);
  addMessageChecks(checks, {.clause = "N-8.10",
                            .title = "采集数据下载",
                            .place = Place::downloadEnergy,
                            .message = &energyQuestion,
                            .required = {"provinceId", "enterpriseCode", "statType", "statDate"},
                            .requiredRows = "N-8.10-2",
                            .wrong = {{"enterpriseCode", text("91330000573973053G")},
                                      {"statType", number("4")},
                                      {"statDate", text("2026-02-30")}},
                            .wrongRows = "N-8.10-Q3 N-8.10-Q4",
                            .severity = Severity::optional});
}

}  // namespace

void addDownloadChecks(Checks& checks) {
  addConfigDownload(checks);
  addEnergyDownload(checks);
}

}  // namespace hub::conformance
