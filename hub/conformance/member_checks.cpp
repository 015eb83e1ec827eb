#include "hub/conformance/member_checks.h"

#include <memory>

#include "hub/conformance/judge.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

constexpr const char* kSomebodyElse = "fedcba9876543210fedcba9876543210";

struct Question {
  std::string asked;
  std::string member;
  std::string body;
};

std::string pathFor(const Session& session, const std::string& path) {
  return session.isDevice() && path == "provinceId" ? "deviceId" : path;
}

std::string bodyOf(Session& session, const MessageTest& test, const Value& message) {
  return test.place == Place::uploadEnergy ? energyBody(session, message) : write(message);
}

std::vector<Question> missing(Session& session, const MessageTest& test) {
  const Value good = test.message(session);
  std::vector<Question> questions;
  for (const std::string& required : test.required) {
    const std::string path = pathFor(session, required);
    questions.push_back({"缺少" + path, path, bodyOf(session, test, without(good, path))});
  }
  // null, "" and blanks count as absent (OQ-15); one member stands for all.
  const std::string last = pathFor(session, test.required.back());
  questions.push_back({last + "为null", last, bodyOf(session, test, with(good, last, Value()))});
  questions.push_back({last + "为空串", last, bodyOf(session, test, with(good, last, text("")))});
  return questions;
}

std::vector<Question> malformed(Session& session, const MessageTest& test) {
  const Value good = test.message(session);
  std::vector<Question> questions;
  for (const auto& [wrongPath, value] : test.wrong) {
    const std::string path = pathFor(session, wrongPath);
    questions.push_back(
        {path + "为" + shortened(write(value), 48), path, bodyOf(session, test, with(good, path, value))});
  }
  return questions;
}

using Asking = std::vector<Question> (*)(Session&, const MessageTest&);
using Shared = std::shared_ptr<const MessageTest>;

// Without certificate a device is known by its deviceId alone: who sends none is a stranger, and refused as
// such.
bool isDevicesIdentity(const Session& session, const std::string& member) {
  return session.isDevice() && member == "deviceId";
}

// An optional operation that is not offered breaks nothing.
bool isAbsent(Judge& judge, const MessageTest& test, const Exchange& reply) {
  if (test.severity != Severity::optional || (reply.status != 404 && reply.status != 501)) return false;
  judge.notJudged("平台未提供该可选操作（HTTP " + std::to_string(reply.status) + "）");
  return true;
}

Outcome answersCode(Session& session, const MessageTest& test, Asking asking, const char* code) {
  Judge judge;
  for (const Question& question : asking(session, test)) {
    const Exchange& reply = session.probe(test.place, question.body);
    if (isAbsent(judge, test, reply)) continue;
    if (isDevicesIdentity(session, question.member))
      judge.refused(reply, question.asked);
    else
      judge.code(reply, question.asked, code);
  }
  return judge.outcome();
}

Outcome namesMember(Session& session, const MessageTest& test, Asking asking) {
  Judge judge;
  for (const Question& question : asking(session, test)) {
    const Exchange& reply = session.probe(test.place, question.body);
    if (isAbsent(judge, test, reply)) break;
    const std::string last(lastName(question.member));
    const std::string name = last.substr(0, last.find('['));
    judge.that(reply.text("responseMessage").find(name) != std::string::npos, reply, question.asked,
               "在responseMessage中指明" + name);
  }
  return judge.outcome();
}

// The enterprise is wrong, and what follows it is absent: what is absent comes first (N-8.3-10).
Outcome missingFirst(Session& session, const MessageTest& test) {
  Judge judge;
  const auto& [wrongPath, value] = test.wrong.front();
  const std::string& absent = test.required[2];
  const Value both = without(with(test.message(session), wrongPath, value), absent);
  const Exchange& reply = session.probe(test.place, bodyOf(session, test, both));
  if (!isAbsent(judge, test, reply)) judge.code(reply, wrongPath + "不合法且缺少" + absent, "E2001");
  return judge.outcome();
}

const Exchange& asSomebodyElse(Session& session, const MessageTest& test) {
  const Value foreign = with(test.message(session), pathFor(session, "provinceId"), text(kSomebodyElse));
  return session.probe(test.place, bodyOf(session, test, foreign));
}

Outcome refusesOthers(Session& session, const MessageTest& test) {
  Judge judge;
  const Exchange& reply = asSomebodyElse(session, test);
  // Without anything uploaded a platform may refuse for want of data.
  if (test.severity == Severity::optional && session.target().readOnly && reply.status != 403)
    judge.notJudged("只读方式，没有上传过可供下载的内容");
  judge.refused(reply, "使用他人的序列号");
  return judge.outcome();
}

Outcome answers403(Session& session, const MessageTest& test) {
  Judge judge;
  const Exchange& reply = asSomebodyElse(session, test);
  if (isAbsent(judge, test, reply)) return judge.outcome();
  judge.that(reply.status == 403 && reply.text("responseCode") == "E2002", reply, "使用他人的序列号",
             "HTTP 403且responseCode为E2002");
  return judge.outcome();
}

}  // namespace

void addMessageChecks(Checks& checks, const MessageTest& given) {
  const Shared test = std::make_shared<const MessageTest>(given);
  const auto add = [&](const char* name, const std::string& rows, const std::string& title, Severity severity,
                       std::function<Outcome(Session&)> run) {
    checks.push_back({test->clause + "/" + name, rows, test->title + "：" + title, severity, test->stores,
                      std::move(run)});
  };
  const Severity severity = test->severity;
  if (!test->required.empty()) {
    add("missing", test->requiredRows, "必填成员缺失返回E2001", severity,
        [test](Session& session) { return answersCode(session, *test, &missing, "E2001"); });
    add("missing-named", "OQ-86 " + test->requiredRows, "缺失的成员在说明中指明", Severity::should,
        [test](Session& session) { return namesMember(session, *test, &missing); });
  }
  if (!test->wrong.empty()) {
    add("malformed", test->wrongRows, "成员格式不合法返回E2002", severity,
        [test](Session& session) { return answersCode(session, *test, &malformed, "E2002"); });
    add("malformed-named", "OQ-86 " + test->wrongRows, "不合法的成员在说明中指明", Severity::should,
        [test](Session& session) { return namesMember(session, *test, &malformed); });
  }
  if (test->required.size() > 2 && !test->wrong.empty())
    add("missing-first", "N-8.3-10", "同时缺失与不合法时先报E2001", Severity::should,
        [test](Session& session) { return missingFirst(session, *test); });
  if (!test->hasIdentity) return;
  add("foreign", "N-8.3-11 N-8.1-1", "拒绝使用他人序列号的请求", Severity::must,
      [test](Session& session) { return refusesOthers(session, *test); });
  add("foreign-403", "OQ-09", "使用他人序列号返回HTTP 403与E2002", Severity::should,
      [test](Session& session) { return answers403(session, *test); });
}

}  // namespace hub::conformance
