// What became of the uploaded values: seen through the download 8.10, where a platform offers it.
#include <algorithm>

#include "hub/conformance/catalogue.h"
#include "hub/conformance/stored_records.h"
#include "schemas/codes/decimal.h"

namespace hub::conformance {
namespace {

using schemas::CivilTime;
using schemas::Decimal;
using schemas::StatType;

bool isEqualValue(const std::string& a, const std::string& b) {
  const auto left = Decimal::parse(a), right = Decimal::parse(b);
  return left && right && *left == *right;
}

std::string nameOf(const Sample& sample) {
  return sample.dataCode + " statType " + std::to_string(static_cast<int>(sample.statType)) + " " +
         sample.statDate.text();
}

using Look = void (*)(Judge&, const Exchange&, const Sample&, const StoredRecord&);

// Each value that was uploaded, once and only once, in the download of its period.
Outcome eachSample(Session& session, Look look) {
  Judge judge;
  if (!judge.needs(uploadedEnergy(session), "采集数据上传")) return judge.outcome();
  for (const Sample& sample : samplesOf(session)) {
    const Stored found = stored(session, sample.statType, sample.statDate.date());
    if (!canLook(judge, found)) return judge.outcome();
    const auto records = found.of(sample.dataCode, sample.statDate.text());
    if (judge.that(records.size() == 1, found.reply, nameOf(sample),
                   "恰有一条，实际" + std::to_string(records.size()) + "条"))
      look(judge, found.reply, sample, records.front());
  }
  return judge.outcome();
}

Outcome keepsEachOnce(Session& session) {
  return eachSample(
      session, [](Judge& judge, const Exchange& reply, const Sample& sample, const StoredRecord& record) {
        judge.that(isEqualValue(record.value, sample.value), reply, nameOf(sample),
                   "值为" + sample.value + "，实际" + record.value);
      });
}

Outcome keepsTheSpelling(Session& session) {
  return eachSample(
      session, [](Judge& judge, const Exchange& reply, const Sample& sample, const StoredRecord& record) {
        judge.that(record.value == sample.value, reply, nameOf(sample),
                   "原样为" + sample.value + "，实际" + record.value);
      });
}

Outcome keepsSuspicion(Session& session) {
  return eachSample(
      session, [](Judge& judge, const Exchange& reply, const Sample& sample, const StoredRecord& record) {
        judge.that(record.valid == sample.valid, reply, nameOf(sample),
                   std::string("valid为") + (sample.valid ? "true" : "false"));
      });
}

Outcome storesNothingOfAFault(Session& session) {
  Judge judge;
  uploadedEnergy(session);
  const CivilTime midnight = CivilTime::at(session.target().day);
  const Value half = without(energyMessage(session, {{kCodeRefused, "1.5", StatType::daily, midnight},
                                                     {kCodeRefused, "2.5", StatType::realTime, midnight}}),
                             "data[1].scope");
  const Exchange& refused = session.probe(Place::uploadEnergy, energyBody(session, half));
  if (refused.isSuccess()) {
    judge.notJudged("有错误的报文被接受，见N-8.8/missing");
    return judge.outcome();
  }
  const Stored found = stored(session, StatType::daily, session.target().day);
  if (!canLook(judge, found)) return judge.outcome();
  judge.that(found.of(kCodeRefused, midnight.text()).empty(), found.reply, "被拒绝批次中的正确记录",
             "不入库（整批拒绝）");
  return judge.outcome();
}

struct Correction {
  const char* asked;
  int firstDelay, secondDelay;  // seconds after the session began
  bool secondWins;
};

Outcome corrects(Session& session, const Correction& correction) {
  Judge judge;
  uploadedEnergy(session);
  const CivilTime midnight = CivilTime::at(session.target().day.plusDays(correction.secondWins ? 0 : -1));
  const auto at = [&](int delay) { return CivilTime{session.began().seconds + delay}; };
  const std::string base = std::to_string(20000 + session.began().secondOfDay());
  const Sample first{kCodeCorrected, base + ".1", StatType::daily, midnight};
  const Sample second{kCodeCorrected, base + ".2", StatType::daily, midnight};
  judge.needs(session.post(Place::uploadEnergy,
                           energyBody(session, energyMessage(session, {first}, at(correction.firstDelay)))),
              "上传");
  judge.needs(session.post(Place::uploadEnergy,
                           energyBody(session, energyMessage(session, {second}, at(correction.secondDelay)))),
              "再次上传");
  const Stored found = stored(session, StatType::daily, midnight.date());
  if (!canLook(judge, found)) return judge.outcome();
  const auto records = found.of(kCodeCorrected, midnight.text());
  const std::string& expected = (correction.secondWins ? second : first).value;
  judge.that(records.size() == 1 && isEqualValue(records.front().value, expected), found.reply,
             correction.asked, "留下" + expected);
  return judge.outcome();
}

Outcome newerWins(Session& session) {
  return corrects(session, {"同一数据以较新的uploadDate更正", 1, 2, true});
}
Outcome olderDoesNotWin(Session& session) {
  return corrects(session, {"同一数据以较旧的uploadDate重发", 2, 1, false});
}

}  // namespace

void addEnergyStorageChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-8.8/") + name, rows, std::string("采集数据入库：") + title, severity, true, run});
  };
  add("stored-once", "N-8.8-14 N-8.8-6", "每条数据入库且只入库一次，值与起始时间不变", Severity::must,
      &keepsEachOnce);
  add("stored-suspicion", "N-8.8-13", "有效与可疑标志原样保存", Severity::must, &keepsSuspicion);
  add("stored-spelling", "OQ-67", "数值写法原样保存（如123.450）", Severity::should, &keepsTheSpelling);
  add("nothing-half", "OQ-16", "出错的批次不留下任何数据", Severity::must, &storesNothingOfAFault);
  add("newer-wins", "OQ-19", "较新上传时间的更正生效", Severity::should, &newerWins);
  add("older-loses", "OQ-19", "较旧上传时间的重发不覆盖", Severity::should, &olderDoesNotWin);
}

}  // namespace hub::conformance
