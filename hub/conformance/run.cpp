#include "hub/conformance/run.h"

#include <algorithm>

#include "hub/conformance/catalogue.h"

namespace hub::conformance {
namespace {

constexpr std::size_t kSilentMax = 3;

// The first requests without any answer: there is nobody to test.
bool isOutOfReach(const Session& session) {
  const auto& all = session.exchanges();
  return all.size() >= kSilentMax &&
         std::none_of(all.begin(), all.end(), [](const Exchange& exchange) { return exchange.wasAnswered; });
}

Outcome skipped(const std::string& reason) {
  Outcome outcome;
  outcome.reason = reason;
  return outcome;
}

// Over all replies: with a clause they would speak of that clause's replies only, which is still true.
bool isOverAll(const Check& check) { return check.id.starts_with("N-7/"); }

}  // namespace

Summary Report::of(Severity severity) const {
  Summary summary;
  for (const Finding& finding : findings) {
    if (finding.check.severity != severity) continue;
    summary.conforms += finding.outcome.verdict == Verdict::conforms;
    summary.fails += finding.outcome.verdict == Verdict::fails;
    summary.notJudged += finding.outcome.verdict == Verdict::notJudged;
  }
  return summary;
}

bool Report::conforms() const {
  const bool anyBinding = of(Severity::must).conforms + of(Severity::optional).conforms > 0;
  return stopped.empty() && anyBinding && of(Severity::must).fails == 0 && of(Severity::optional).fails == 0;
}

Report run(Session& session, const Checks& checks, const std::string& clause,
           const std::function<void(const Finding&)>& told) {
  Report report;
  for (const Check& check : checks) {
    if (!isAbout(check, clause) && !isOverAll(check)) continue;
    Finding finding{check, {}};
    if (!report.stopped.empty())
      finding.outcome = skipped(report.stopped);
    else if (check.stores && session.target().readOnly)
      finding.outcome = skipped("只读方式，不发送可能入库的报文");
    else
      finding.outcome = check.run(session);
    if (report.stopped.empty() && isOutOfReach(session))
      report.stopped = "目标没有应答：" + session.exchanges().front().failure;
    report.findings.push_back(std::move(finding));
    if (told) told(report.findings.back());
  }
  report.requests =
      static_cast<int>(std::count_if(session.exchanges().begin(), session.exchanges().end(),
                                     [](const Exchange& exchange) { return exchange.wasSent; }));
  return report;
}

}  // namespace hub::conformance
