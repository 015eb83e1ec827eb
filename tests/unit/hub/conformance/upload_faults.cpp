#include "hub/conformance/edit.h"
#include "hub/conformance/samples.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

const std::string kWrongCode = "91330000573973053G";

// Whatever was stored, the first upload stays.
Tamper firstWriterWins() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    const bool isRepeat =
        has(call.body, kCodeCorrected) && goesTo(call, "/uploadEnergyData") && ++state.seen["corrected"] > 1;
    return isRepeat ? CallReply{200, kOk, std::nullopt, "application/json; charset=UTF-8"}
                    : state.forward(call);
  };
}

// The upload date is not looked at: what comes later is newer.
Tamper lastWriterWins() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    Call changed = call;
    if (goesTo(call, "/uploadEnergyData"))
      for (int second = 0; second < 10; ++second)
        changed.body =
            replacedAll(changed.body, "\"uploadDate\":\"2026-11-20 10:00:0" + std::to_string(second),
                        "\"uploadDate\":\"2026-11-20 11:" + std::to_string(10 + state.calls) + ":00");
    return state.forward(changed);
  };
}

// A refused batch leaves its good record behind.
Tamper storesHalf() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    const CallReply reply = state.forward(call);
    auto parsed = schemas::json::parse(call.body);
    Value* data = parsed ? at(parsed->root, "data") : nullptr;
    if (has(reply.body, "\"E200") && has(call.body, kCodeRefused) && data && data->array() &&
        data->array()->size() > 1) {
      data->array()->resize(1);
      state.forward({.url = call.url, .body = write(parsed->root)});
    }
    return reply;
  };
}

// A refused configuration is stored all the same.
Tamper storesFaultyConfig() {
  return afterwards("/downloadConfigData", [](const Call&, CallReply& reply) {
    reply.body = replacedAll(reply.body, "联调测试用能单位（虚构）", "不应入库的名称");
  });
}

// Items that are no longer there stay.
Tamper mergesConfig() {
  return inJson("/downloadConfigData", [](Value& root) {
    if (Value* items = at(root, "collectItemConfig")) items->array()->push_back(items->array()->front());
  });
}

Tamper refusesRepeats(const std::string& path) {
  return [=](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    if (goesTo(call, path) && ++state.seen[call.body] > 1) reply.body = kE2002;
    return reply;
  };
}

Tamper refusesFlipped(const std::string& mark) { return answering("/uploadEnergyData", mark, kE2001); }

}  // namespace

std::vector<SeededFault> uploadFaults() {
  return {
      {"a third member in the reply", "N-8.6/success",
       inReply("/uploadConfigData", "SUCCESS\"", "SUCCESS\",\"id\":1")},
      {"members in the other order", "N-8.6/success",
       inJson("/uploadConfigData", [](Value& root) { root = reversed(root); })},
      {"configuration only once", "N-8.6/again", refusesRepeats("/uploadConfigData")},
      {"the group is demanded", "N-8.6/optional-parts",
       afterwards("/uploadConfigData",
                  [](const Call& call, CallReply& reply) {
                    if (!has(call.body, "\"group\"")) reply.body = kE2001;
                  })},
      {"unmarked members are demanded", "N-8.6/unmarked",
       afterwards("/uploadConfigData",
                  [](const Call& call, CallReply& reply) {
                    if (!has(call.body, "\"fax\"")) reply.body = kE2001;
                  })},
      {"extensions are refused", "N-8.6/extension", answering("/uploadConfigData", "extension", kE2002)},
      {"success without longitude", "N-8.6/missing",
       afterwards("/uploadConfigData",
                  [](const Call& call, CallReply& reply) {
                    if (!has(call.body, "longitude")) reply.body = kOk;
                  })},
      {"a level beyond the list is accepted", "N-8.6/malformed",
       inRequest("/uploadConfigData", R"("energyConsumeLevel":7)", R"("energyConsumeLevel":4)")},
      {"a refused configuration is stored", "N-8.6/nothing-half", storesFaultyConfig()},
      {"configurations are merged", "N-8.6/replace", mergesConfig()},
      {"inputType must be a string", "N-8.6/spelling",
       answering("/uploadConfigData", R"("inputType":2)", kE2002)},
      {"another success text", "N-8.7/success", inReply("/uploadMeteringData", "RECEIVE SUCCESS", "OK")},
      {"instruments only once", "N-8.7/again", refusesRepeats("/uploadMeteringData")},
      {"manuFacter is refused", "N-8.7/alias", answering("/uploadMeteringData", "manuFacter\"", kE2002)},
      {"an impossible date is accepted", "N-8.7/malformed",
       inRequest("/uploadMeteringData", "2017-02-30", "2017-02-28")},
      {"an instrument without type is accepted", "N-8.7/instrument/missing",
       insteadOf("/uploadMeteringData", "缺少必填项: meteringData[1].meteringType", kOk)},
      {"another success text", "N-8.8/success",
       inReply("/uploadEnergyData", "RECEIVE SUCCESS", "Receive Success")},
      {"code 200", "N-8.8/success",
       inReply("/uploadEnergyData", R"("responseCode":"0")", R"("responseCode":"200")")},
      {"a batch only once", "N-8.8/again", refusesRepeats("/uploadEnergyData")},
      {"suspicious data is refused", "N-8.8/suspicious",
       afterwards("/uploadEnergyData",
                  [](const Call& call, CallReply& reply) {
                    if (!has(call.body, "\"valid\":true")) reply.body = kE2002;
                  })},
      {"the identity must come first", "N-8.8/any-order", refusesFlipped("{\"data\"")},
      {"extensions are refused", "N-8.8/extension", answering("/uploadEnergyData", "extension", kE2002)},
      {"E2002 where E2001 is due", "N-8.8/missing", inReply("/uploadEnergyData", "E2001", "E2002")},
      {"success although valid is missing", "N-8.8/missing",
       insteadOf("/uploadEnergyData", "缺少必填项: data[1].valid", kOk)},
      {"the member is not named", "N-8.8/missing-named",
       afterwards("/uploadEnergyData",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "E2001"))
                      reply.body = R"({"responseCode":"E2001","responseMessage":"请求参数异常，缺少必填项"})";
                  })},
      {"the check character is not looked at", "N-8.8/malformed",
       inRequest("/uploadEnergyData", kWrongCode, madeUpEnterprise("320000"))},
      {"an impossible day is accepted", "N-8.8/malformed",
       inRequest("/uploadEnergyData", "2026-02-30", "2026-02-28")},
      {"a list that is no list is accepted", "N-8.8/malformed",
       answering("/uploadEnergyData", "\"data\":\"x\"", kOk)},
      {"the malformed member is not named", "N-8.8/malformed-named",
       afterwards("/uploadEnergyData",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "E2002")) reply.body = kE2002;
                  })},
      {"the malformed one comes before the missing one", "N-8.8/missing-first",
       answering("/uploadEnergyData", kWrongCode + "\"}", kE2002)},
      {"data of somebody else is accepted", "N-8.8/foreign",
       inRequest("/uploadEnergyData", "fedcba9876543210fedcba9876543210", kPlatformId)},
      {"an empty batch is accepted", "N-8.8/empty", answering("/uploadEnergyData", "\"data\":[]", kOk)},
      {"strings are refused", "N-8.8/strings", answering("/uploadEnergyData", R"("scope":"1")", kE2002)},
      {"five groups are refused", "N-8.8/five-groups", answering("/uploadEnergyData", "00-00-0000-", kE2002)},
      {"only the printed date form", "N-8.8/dates", answering("/uploadEnergyData", "T00:00:00", kE2002)},
      {"valid as 0 is accepted", "N-8.8/numeric-valid",
       inRequest("/uploadEnergyData", "\"valid\":0", "\"valid\":true")},
      {"said yes, stored nothing", "N-8.8/stored-once", answering("/uploadEnergyData", "\"data\"", kOk)},
      {"half of a refused batch is stored", "N-8.8/nothing-half", storesHalf()},
      {"the first value stays", "N-8.8/newer-wins", firstWriterWins()},
      {"the last value wins", "N-8.8/older-loses", lastWriterWins()},
  };
}

}  // namespace hub::conformance
