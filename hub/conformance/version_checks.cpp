#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/reply_shape.h"
#include "hub/conformance/samples.h"
#include "schemas/messages/version_check.h"

namespace hub::conformance {
namespace {

const Exchange& versions(Session& session) {
  return session.probe(Place::versionCheck, write(identityMessage(session)));
}

Outcome succeeds(Session& session) { return succeeded(versions(session), "版本校验"); }

bool isDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

Outcome hasTheMembers(Session& session) {
  Judge judge;
  const Exchange& reply = versions(session);
  if (!judge.needs(reply, "版本校验") || !judgeShape<schemas::VersionCheckReply>(judge, reply, "版本校验"))
    return judge.outcome();
  for (const char* name : {"regVersion", "dicVersion"})
    judge.that(isDigits(reply.text(name)), reply, name, "为十进制数字的字符串");
  return judge.outcome();
}

Outcome staysTheSame(Session& session) {
  Judge judge;
  const Exchange& first = versions(session);
  if (!judge.needs(first, "版本校验")) return judge.outcome();
  const Exchange& second = session.post(Place::versionCheck, write(identityMessage(session)));
  const bool isSame = first.text("regVersion") == second.text("regVersion") &&
                      first.text("dicVersion") == second.text("dicVersion");
  judge.that(isSame, second, "紧接着再次校验", "版本不变");
  return judge.outcome();
}

// A client in service posts its data here after uploading it.
Outcome answersAnUpload(Session& session) {
  Judge judge;
  const Value message = without(energyMessage(session, {}), session.isDevice() ? "deviceId" : "provinceId");
  const Exchange& reply = session.probe(Place::versionCheck, write(message));
  const std::string asked = "把不含序列号的上传报文发到版本校验地址";
  if (session.isDevice())
    judge.refused(reply, asked);
  else
    judge.code(reply, asked, "E2001");
  return judge.outcome();
}

}  // namespace

void addVersionChecks(Checks& checks) {
  checks.push_back({"N-8.5/success", "N-8.5-5 N-8.3-15", "版本校验：成功应答的代码和说明", Severity::must,
                    false, &succeeds});
  checks.push_back({"N-8.5/members", "N-8.5-5 N-8.5-6",
                    "版本校验：响应成员的名称、顺序、类型与表5一致，版本为数字字符串", Severity::must, false,
                    &hasTheMembers});
  checks.push_back(
      {"N-8.5/stable", "N-8.5-1", "版本校验：内容未变时版本不变", Severity::must, false, &staysTheSame});
  checks.push_back({"N-8.5/upload-body", "F-1.7", "版本校验：误发到此的上传报文返回E2001", Severity::should,
                    false, &answersAnUpload});
  addMessageChecks(checks, {.clause = "N-8.5",
                            .title = "版本校验",
                            .place = Place::versionCheck,
                            .message = &identityMessage,
                            .required = {"provinceId"},
                            .requiredRows = "N-8.5-Q1",
                            .wrong = {{"provinceId", text("0123456789abcdef0123456789abcde")},
                                      {"provinceId", text("0123456789abcdef0123456789abcdef0")}},
                            .wrongRows = "N-8.5-Q1"});
}

}  // namespace hub::conformance
