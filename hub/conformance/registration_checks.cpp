#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/member_checks.h"
#include "hub/conformance/reply_shape.h"
#include "hub/conformance/samples.h"
#include "schemas/messages/register_platform.h"

namespace hub::conformance {
namespace {

constexpr Place kAddressed[] = {Place::baseData,       Place::versionCheck, Place::uploadConfig,
                                Place::uploadMetering, Place::uploadEnergy, Place::downloadConfig,
                                Place::downloadEnergy};

Outcome succeeds(Session& session) { return succeeded(session.registration(), "注册"); }

Outcome hasTheMembers(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (judge.needs(reply, "注册")) judgeShape<schemas::RegisterPlatformReply>(judge, reply, "注册");
  judge.that(reply.wasAnswered, reply, "注册", "有应答");
  return judge.outcome();
}

Outcome givesTheExpectedId(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  const std::string given = reply.text("provinceId");
  if (!judge.needs(reply, "注册")) return judge.outcome();
  judge.that(given.size() == 32, reply, "注册", "给出32位provinceId");
  const std::string& expected = session.target().provinceId;
  if (!expected.empty()) judge.that(given == expected, reply, "注册", "给出已下发的provinceId " + expected);
  return judge.outcome();
}

// `192.168.1.2/downloadBaseData` as printed, or with https://; anything else cannot be called.
bool isAddress(const std::string& address) {
  std::string rest = address;
  const auto scheme = address.find("://");
  if (scheme != std::string::npos) {
    if (address.substr(0, scheme) != "https") return false;
    rest = address.substr(scheme + 3);
  }
  const auto slash = rest.find('/');
  return slash != 0 && slash != std::string::npos && address.find_first_of(" []@\"<>") == std::string::npos;
}

Outcome givesUsableAddresses(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "注册")) return judge.outcome();
  for (const Place place : kAddressed) {
    const std::string name(addressMember(place));
    judge.that(isAddress(reply.text(name)), reply, name + "为\"" + reply.text(name) + "\"",
               "为https地址：主机[:端口]/路径，可省略https://，不得为http://或相对地址");
  }
  return judge.outcome();
}

Outcome givesAbsoluteAddresses(Session& session) {
  Judge judge;
  const Exchange& reply = session.registration();
  if (!judge.needs(reply, "注册")) return judge.outcome();
  for (const Place place : kAddressed) {
    const std::string name(addressMember(place));
    judge.that(reply.text(name).starts_with("https://"), reply, name,
               "以https://开头，现有客户端直接使用该地址");
  }
  return judge.outcome();
}

Outcome isIdempotent(Session& session) {
  Judge judge;
  const Exchange& first = session.registration();
  if (!judge.needs(first, "注册")) return judge.outcome();
  const Exchange& second = session.post(Place::registration, registerBody(session));
  const bool isSame = second.text("provinceId") == first.text("provinceId") && second.isSuccess();
  judge.that(isSame, second, "再次注册", "返回相同的provinceId " + first.text("provinceId"));
  return judge.outcome();
}

std::string foreignRegion(const Session& session) {
  return session.target().region.starts_with("65") ? "540100" : "650100";
}

Outcome refusesAnotherRegion(Session& session) {
  Judge judge;
  judge.refused(
      session.probe(Place::registration, write(Value(Object{{"region", text(foreignRegion(session))},
                                                            {"ascription", text("province")}}))),
      "以其他地区" + foreignRegion(session) + "注册");
  return judge.outcome();
}

Value registerMessage(Session& session) {
  return Value(Object{{"region", text(session.target().region)}, {"ascription", text("province")}});
}

}  // namespace

void addRegistrationChecks(Checks& checks) {
  checks.push_back({"N-8.3/success", "N-8.3-15 N-8.3-P1 N-8.3-P2",
                    "注册：成功时responseCode为字符串\"0\"，responseMessage为RECEIVE SUCCESS", Severity::must,
                    false, &succeeds});
  checks.push_back({"N-8.3/members", "N-8.3-6", "注册：响应成员的名称、顺序、类型与表2一致", Severity::must,
                    false, &hasTheMembers});
  checks.push_back({"N-8.3/provinceId", "N-8.3-7 N-8.3-P3", "注册：provinceId为32位且为已下发的值",
                    Severity::must, false, &givesTheExpectedId});
  checks.push_back({"N-8.3/addresses", "N-8.3-13 N-6-2", "注册：七个服务地址可用，且为https", Severity::must,
                    false, &givesUsableAddresses});
  checks.push_back({"N-8.3/addresses-absolute", "OQ-03", "注册：服务地址带https://", Severity::should, false,
                    &givesAbsoluteAddresses});
  checks.push_back({"N-8.3/idempotent", "N-8.3-7", "注册：重复注册返回同一provinceId", Severity::must, false,
                    &isIdempotent});
  addMessageChecks(
      checks, {.clause = "N-8.3",
               .title = "注册",
               .place = Place::registration,
               .message = &registerMessage,
               .required = {"region", "ascription"},
               .requiredRows = "N-8.3-4 N-8.3-5",
               .wrong = {{"region", text("11000")}, {"region", text("11000a")}, {"ascription", text("city")}},
               .wrongRows = "N-8.3-4 N-8.3-5",
               .hasIdentity = false});
  checks.push_back({"N-8.3/other-region", "N-8.3-11 N-8.1-1", "注册：拒绝与证书不符的地区", Severity::must,
                    false, &refusesAnotherRegion});
}

}  // namespace hub::conformance
