#include "hub/conformance/edit.h"
#include "hub/conformance/g_samples.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

constexpr const char* kPath = "/necc";
const std::string kOtherChannel = "00000000-0000-0000-0000-000000000000";

Tamper inLists(std::function<void(Value&)> change) {
  return inJson(kPath, [=](Value& root) {
    if (at(root, "DATA[0]")) change(root);
  });
}

Tamper refusesRepeats() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    if (goesTo(call, kPath) && has(reply.body, "receive success") && ++state.seen["delivered"] > 1)
      reply.body = kNotReceived;
    return reply;
  };
}

}  // namespace

std::vector<SeededFault> nodeFaults() {
  return {
      {"responsecode as a boolean", "G-7.2/success",
       inReply(kPath, R"("responsecode":"true")", R"("responsecode":true)")},
      {"responsecode in capitals", "G-7.2/success",
       inReply(kPath, R"("responsecode":"true")", R"("responsecode":"TRUE")")},
      {"the text of 7.1", "G-7.2/success", inReply(kPath, "receive success", "success")},
      {"a reply of N", "G-7.2/success", inReply(kPath, kReceived, kOk)},
      {"members in capitals", "G-7.2/success", inReply(kPath, "responsecode", "RESPONSECODE")},
      {"an unknown batch is held", "G-7.1/false", inReply(kPath, kTagLacking, kTagHeld)},
      {"another word for failed", "G-7.1/false", inReply(kPath, "\"failed\"", "\"fail\"")},
      {"any channel asks", "G-7.1/channel", insteadOf(kPath, "false", kTagHeld)},
      {"no check of the tag", "G-7.1/malformed", answering(kPath, "\"2014-07-02-10010\"", kTagHeld)},
      {"a held batch is lacking", "G-7.1/true", inReply(kPath, kTagHeld, kTagLacking)},
      {"names in capitals are refused", "G-7.1/spelling", answering(kPath, "LOGSIGN", kNotReceived)},
      {"any channel delivers", "G-7.2/channel", inRequest(kPath, kOtherChannel, kRestcode)},
      {"a batch only once", "G-7.2/idempotent", refusesRepeats()},
      {"faulty records pass", "G-7.2/faulty", answering(kPath, "many", kReceived)},
      {"data that is no JSON passes", "G-7.2/faulty", answering(kPath, "\"[{\"", kReceived)},
      {"a refusal of N", "G-7.2/failed", inReply(kPath, kNotReceived, kE2002)},
      {"a refusal with the text of 7.1", "G-7.2/failed", inReply(kPath, "receive failed", "failed")},
      {"503 for what is no JSON", "G-7.2/not-json", answering(kPath, "hello", kNotReceived, 503)},
      {"an array is refused", "G-7.2/array", answering(kPath, "\"data\":[", kNotReceived)},
      {"base data with lower-case members", "G-7.3/lists", inReply(kPath, "RESPONSECODE", "responsecode")},
      {"true in lower case", "G-7.3/lists",
       inReply(kPath, R"("RESPONSECODE":"TRUE")", R"("RESPONSECODE":"true")")},
      {"DATA as an object", "G-7.3/lists",
       inLists([](Value& root) { root = with(root, "DATA", *at(root, "DATA[0]")); })},
      {"a list is missing", "G-7.3/lists",
       inLists([](Value& root) { *at(root, "DATA[0]") = without(*at(root, "DATA[0]"), "单位类别"); })},
      {"region type as a number", "G-7.3/regions", inReply(kPath, R"("TYPE":"1")", R"("TYPE":1)")},
      {"any TYPE is answered", "G-7.3/type", inRequest(kPath, R"("TYPE":"2")", R"("TYPE":"1")")},
      {"no configuration", "G-7.4/configuration", answering(kPath, R"("TYPE":"3")", kBaseDataFailed)},
  };
}

}  // namespace hub::conformance
