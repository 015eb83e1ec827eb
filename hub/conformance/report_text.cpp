#include "hub/conformance/report_text.h"

#include <algorithm>

#include "hub/conformance/edit.h"

namespace hub::conformance {
namespace {

constexpr Severity kSeverities[] = {Severity::must, Severity::optional, Severity::should};

Checks chosen(const Target& target, const Checks& checks, const std::string& clause) {
  Checks result;
  for (const Check& check : checks)
    if (isAbout(check, clause) && !(check.stores && target.readOnly)) result.push_back(check);
  return result;
}

std::string wordOf(Role role) {
  switch (role) {
    case Role::city:
      return "市级平台";
    case Role::province:
      return "省级节点";
    case Role::national:
      return "国家节点";
    case Role::device:
      return "端设备";
  }
  return {};
}

std::string heading(const Target& target) {
  return "目标 " + target.url + "，身份 " + wordOf(target.role) + "，地区 " + target.region + "，用能单位 " +
         target.enterprise + (target.enterprise == madeUpEnterprise(target.region) ? "（虚构）" : "");
}

// What a platform that accepts everything holds afterwards.
std::string storedText(const Target& target, const Checks& checks) {
  const bool anyStores =
      std::any_of(checks.begin(), checks.end(), [](const Check& check) { return check.stores; });
  if (!anyStores) return "不会入库任何内容。";
  std::string words = "将在对方平台留下：";
  const bool isPlatform = target.role == Role::city || target.role == Role::province;
  if (target.role != Role::national)
    words += "用能单位" + target.enterprise + "的1份基础信息（名称含“联调测试”）、" +
             (isPlatform ? "2台计量器具、" : "") + target.day.text() + "前后约11条采集数据；";
  if (target.role == Role::device) words += "1条未经批准的注册请求（待审批）；";
  if (!target.gUrl.empty()) words += "经G补全的2条日数据；";
  return words + "有意写错的报文不应入库。最多发送" + std::to_string(target.requestsMax) +
         "个请求，逐个发送。";
}

std::string lineOf(const Finding& finding) {
  const Check& check = finding.check;
  std::string line = std::string("  ") + nameOf(finding.outcome.verdict) + "  " + nameOf(check.severity) +
                     "  " + check.id + "  " + check.title + "（" + check.rows + "）\n";
  if (!finding.outcome.reason.empty() && finding.outcome.verdict == Verdict::notJudged)
    line += "          " + finding.outcome.reason + "\n";
  for (const Evidence& one : finding.outcome.evidence)
    line += "          " + one.asked + "：" + one.observed + "\n";
  return line;
}

std::string countsText(const Report& report) {
  std::string words;
  for (const Severity severity : kSeverities) {
    const Summary summary = report.of(severity);
    words += std::string(words.empty() ? "" : "；") + nameOf(severity) + " " +
             std::to_string(summary.conforms) + "项符合、" + std::to_string(summary.fails) + "项不符、" +
             std::to_string(summary.notJudged) + "项未判";
  }
  return words;
}

Object targetJson(const Target& target) {
  return {{"url", text(target.url)},
          {"role", text(nameOf(target.role))},
          {"region", text(target.region)},
          {"gUrl", text(target.gUrl)},
          {"enterpriseCode", text(target.enterprise)},
          {"day", text(target.day.text())},
          {"readOnly", flag(target.readOnly)}};
}

Value rowsOf(const std::string& rows) {
  Array items;
  std::size_t from = 0;
  while (from < rows.size()) {
    const auto blank = std::min(rows.find(' ', from), rows.size());
    items.push_back(text(rows.substr(from, blank - from)));
    from = blank + 1;
  }
  return Value(std::move(items));
}

Object checkJson(const Check& check) {
  return {{"id", text(check.id)},
          {"rows", rowsOf(check.rows)},
          {"title", text(check.title)},
          {"severity", text(codeOf(check.severity))},
          {"stores", flag(check.stores)}};
}

Value findingJson(const Finding& finding) {
  Object row = checkJson(finding.check);
  row.push_back({"verdict", text(codeOf(finding.outcome.verdict))});
  row.push_back({"exchanges", number(std::to_string(finding.outcome.exchanges))});
  if (!finding.outcome.reason.empty()) row.push_back({"reason", text(finding.outcome.reason)});
  Array evidence;
  for (const Evidence& one : finding.outcome.evidence)
    evidence.push_back(Value(Object{{"asked", text(one.asked)}, {"observed", text(one.observed)}}));
  row.push_back({"evidence", Value(std::move(evidence))});
  return Value(std::move(row));
}

}  // namespace

const char* nameOf(Severity severity) {
  return severity == Severity::must ? "必须" : severity == Severity::optional ? "可选" : "建议";
}
const char* nameOf(Verdict verdict) {
  return verdict == Verdict::conforms ? "符合" : verdict == Verdict::fails ? "不符" : "未判";
}
const char* codeOf(Severity severity) {
  return severity == Severity::must ? "must" : severity == Severity::optional ? "optional" : "should";
}
const char* codeOf(Verdict verdict) {
  return verdict == Verdict::conforms ? "conforms" : verdict == Verdict::fails ? "fails" : "notJudged";
}

std::string introduction(const Target& target, const Checks& checks, const std::string& clause) {
  return heading(target) + "\n" + storedText(target, chosen(target, checks, clause)) + "\n";
}

std::string planText(const Target& target, const Checks& checks, const std::string& clause) {
  const Checks listed = chosen(target, checks, clause);
  std::string words = introduction(target, checks, clause);
  for (const Check& check : listed)
    words += std::string("  ") + nameOf(check.severity) + "  " + check.id + "  " + check.title + "（" +
             check.rows + "）" + (check.stores ? "  入库" : "") + "\n";
  return words + "共" + std::to_string(listed.size()) + "项\n";
}

std::string reportText(const Target& target, const Report& report,
                       const std::vector<Unjudgeable>& unjudgeable) {
  std::string words = heading(target) + "，请求" + std::to_string(report.requests) + "个\n";
  std::string clause;
  for (const Finding& finding : report.findings) {
    const std::string here = finding.check.id.substr(0, finding.check.id.find('/'));
    if (here != clause) words += here + "\n";
    clause = here;
    words += lineOf(finding);
  }
  words += "无法从外部判断：\n";
  for (const Unjudgeable& one : unjudgeable) words += "  " + one.rows + "  " + one.why + "\n";
  if (!report.stopped.empty()) words += report.stopped + "\n";
  return words + countsText(report) + "\n结论：" + (report.conforms() ? "已测的必须项全部符合" : "不符合") +
         "\n";
}

Object planJson(const Target& target, const Checks& checks, const std::string& clause) {
  const Checks listed = chosen(target, checks, clause);
  Array rows;
  for (const Check& check : listed) rows.push_back(Value(checkJson(check)));
  return {{"target", Value(targetJson(target))},
          {"stored", text(storedText(target, listed))},
          {"checks", Value(std::move(rows))}};
}

Object reportJson(const Target& target, const Report& report, const std::vector<Unjudgeable>& unjudgeable) {
  Array rows, unjudged;
  for (const Finding& finding : report.findings) rows.push_back(findingJson(finding));
  for (const Unjudgeable& one : unjudgeable)
    unjudged.push_back(Value(Object{{"rows", rowsOf(one.rows)}, {"why", text(one.why)}}));
  Object summary;
  for (const Severity severity : kSeverities) {
    const Summary counts = report.of(severity);
    summary.push_back(
        {codeOf(severity), Value(Object{{"conforms", number(std::to_string(counts.conforms))},
                                        {"fails", number(std::to_string(counts.fails))},
                                        {"notJudged", number(std::to_string(counts.notJudged))}})});
  }
  return {{"target", Value(targetJson(target))},       {"conforms", flag(report.conforms())},
          {"stopped", text(report.stopped)},           {"requests", number(std::to_string(report.requests))},
          {"summary", Value(std::move(summary))},      {"checks", Value(std::move(rows))},
          {"notJudgeable", Value(std::move(unjudged))}};
}

}  // namespace hub::conformance
