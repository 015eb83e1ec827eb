#include "hub/conformance/edit.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

void moveToEnd(Value& root, const char* name) {
  const Value moved = *at(root, name);
  root = with(without(root, name), name, moved);
}

Tamper newIdEachTime() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    const std::string digits = std::to_string(10 + state.calls);
    if (goesTo(call, "/"))
      reply.body = replacedAll(reply.body, kPlatformId, kPlatformId.substr(0, 30) + digits.substr(0, 2));
    return reply;
  };
}

Tamper newVersionEachTime() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    reply.body = replacedAll(reply.body, R"("regVersion":"1")",
                             "\"regVersion\":\"" + std::to_string(state.calls) + "\"");
    return reply;
  };
}

}  // namespace

std::vector<SeededFault> registrationFaults() {
  const std::string somebodyElse = "fedcba9876543210fedcba9876543210";
  return {
      {"responseCode as a number", "N-8.3/success",
       inReply("/", R"("responseCode":"0")", R"("responseCode":0)")},
      {"another success text", "N-8.3/success", inReply("/", "RECEIVE SUCCESS", "success")},
      {"an address is missing", "N-8.3/members",
       inJson("/", [](Value& root) { root = without(root, "centerDataURL"); })},
      {"provinceId stands last", "N-8.3/members",
       inJson("/", [](Value& root) { moveToEnd(root, "provinceId"); })},
      {"a member has another case", "N-8.3/members", inReply("/", "centerInfoURL", "centerInfoUrl")},
      {"a new provinceId each time", "N-8.3/idempotent", newIdEachTime()},
      {"provinceId of 31 characters", "N-8.3/provinceId", inReply("/", kPlatformId, kPlatformId.substr(1))},
      {"another provinceId than issued", "N-8.3/provinceId", inReply("/", kPlatformId, somebodyElse)},
      {"http addresses", "N-8.3/addresses", inReply("/", "https://", "http://")},
      {"relative addresses", "N-8.3/addresses", inReply("/", kNode, "")},
      {"addresses in brackets", "N-8.3/addresses",
       inReply("/", "https://node.test:8443/versionCheck", "https://[node.test:8443/versionCheck]")},
      {"addresses without scheme", "N-8.3/addresses-absolute", inReply("/", "https://", "")},
      {"any region registers", "N-8.3/other-region", inRequest("/", "650100", "320000")},
      {"ascription is not needed", "N-8.3/missing",
       beforehand("/",
                  [](Call& call) {
                    if (!has(call.body, "ascription"))
                      call.body = R"({"region":"320000","ascription":"province"})";
                  })},
      {"ascription city is accepted", "N-8.3/malformed", inRequest("/", "\"city\"", "\"province\"")},
      {"E2001 for a malformed region", "N-8.3/malformed", inReply("/", "E2002", "E2001")},
      {"regVersion as a number", "N-8.5/members",
       inReply("/versionCheck", R"("regVersion":"1")", R"("regVersion":1)")},
      {"dicVersion is missing", "N-8.5/members",
       inJson("/versionCheck", [](Value& root) { root = without(root, "dicVersion"); })},
      {"versions in the other order", "N-8.5/members",
       inJson("/versionCheck", [](Value& root) { moveToEnd(root, "regVersion"); })},
      {"a version that is no number", "N-8.5/members",
       inReply("/versionCheck", R"("dicVersion":"1")", R"("dicVersion":"v1")")},
      {"another version at each call", "N-8.5/stable", newVersionEachTime()},
      {"success with another text", "N-8.5/success",
       inReply("/versionCheck", "RECEIVE SUCCESS", "Receive success")},
      {"somebody else's provinceId is accepted", "N-8.5/foreign",
       inRequest("/versionCheck", somebodyElse, kPlatformId)},
      {"a foreign provinceId is no 403", "N-8.5/foreign-403",
       afterwards("/versionCheck",
                  [](const Call&, CallReply& reply) {
                    if (reply.status == 403) reply.status = 200;
                  })},
      {"success without provinceId", "N-8.5/missing", insteadOf("/versionCheck", "E2001", kOk)},
      {"500 for a misplaced upload", "N-8.5/upload-body", answering("/versionCheck", "\"data\"", "{}", 500)},
      {"a list is missing", "N-8.4/lists",
       inJson("/downloadBaseData", [](Value& root) { root = without(root, "data.productQuota"); })},
      {"lists in another order", "N-8.4/lists",
       inJson("/downloadBaseData", [](Value& root) { moveToEnd(*at(root, "data"), "region"); })},
      {"region type as a string", "N-8.4/lists",
       inReply("/downloadBaseData", R"("type":1)", R"("type":"1")")},
      {"region code as a number", "N-8.4/lists",
       inReply("/downloadBaseData", R"("code":"320000")", R"("code":320000)")},
      {"pcode of two digits", "N-8.4/lists",
       inReply("/downloadBaseData", R"("pcode":"000000")", R"("pcode":"00")")},
      {"base data for anybody", "N-8.4/foreign", inRequest("/downloadBaseData", somebodyElse, kPlatformId)},
  };
}

}  // namespace hub::conformance
