#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

constexpr const char* kHtml = "<html><body>Bad Request</body></html>";

Tamper slow() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    if (goesTo(call, "/versionCheck")) state.sound.clock.advance(std::chrono::seconds(11));
    return state.forward(call);
  };
}

Tamper silent() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    if (goesTo(call, "/versionCheck")) return tl::unexpected(CallFailure{TransportFault::reset, "seeded"});
    return state.forward(call);
  };
}

Tamper gettable() {
  return [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    if (call.method == "GET") return CallReply{200, kOk, std::nullopt, "application/json; charset=UTF-8"};
    return state.forward(call);
  };
}

Tamper typed(const std::string& type) {
  return afterwards("*", [=](const Call&, CallReply& reply) { reply.contentType = type; });
}

// A refusal of broken text becomes this.
Tamper badText(const std::string& mark, int status, const std::string& body) {
  return answering("/versionCheck", mark, body, status);
}

}  // namespace

std::vector<SeededFault> transportFaults() {
  const std::string versions =
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","regVersion":"1","dicVersion":"1"})";
  return {
      {"500 for what is no JSON", "N-6/not-json", badText("hello", 500, "{}")},
      {"500 for what is no JSON", "N-7/no-5xx",
       afterwards("/versionCheck",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "E2")) reply.status = 500;
                  })},
      {"a page of the web server", "N-7/two-members",
       afterwards("/versionCheck", [](const Call&, CallReply& reply) { reply.body = kHtml; })},
      {"no responseMessage", "N-7/two-members",
       inReply("/versionCheck", R"(,"responseMessage":"RECEIVE SUCCESS")", "")},
      {"an array is taken for a request", "N-6/not-json", badText("[{", 200, versions)},
      {"E1001 for what is no JSON", "N-6/not-json",
       badText("<?xml", 200, R"({"responseCode":"E1001","responseMessage":"平台服务异常"})")},
      {"deep nesting ends the connection", "N-6/depth", badText("[[[[[[", 502, "")},
      {"the last of two members wins", "N-6/duplicates", badText("\"other\"", 200, versions)},
      {"lone surrogates pass", "N-6/broken-text", badText("\\ud800", 200, versions)},
      {"GBK passes", "N-6/broken-text", badText("\xc8\xab", 200, versions)},
      {"unknown members are refused", "N-6/json", badText("\"名称\"", 200, kE2002)},
      {"escapes are not decoded", "N-6/json", badText("\\u00", 403, kE2002)},
      {"a byte order mark is refused", "N-6/bom", badText("\xEF\xBB\xBF", 200, kE2002)},
      {"a trailing comma is refused", "N-6/lenient", badText(",}", 200, kE2002)},
      {"GET works", "N-6/get", gettable()},
      {"GET is a 404", "N-6/get-405",
       afterwards("*",
                  [](const Call& call, CallReply& reply) {
                    if (call.method == "GET") reply.status = 404;
                  })},
      {"any path works", "N-6/path", answering("/noSuchOperation", "", versions)},
      {"a page of the web server for an unknown path", "N-6/path-404",
       answering("/noSuchOperation", "", kHtml, 404)},
      {"a code of its own", "N-7/codes", inReply("*", "E2002", "E9999")},
      {"the code 1", "N-7/codes", inReply("*", "\"E2001\"", "\"1\"")},
      {"words of its own", "N-7/words", inReply("*", "请求参数异常", "错误")},
      {"HTTP 400 for E2001", "N-7/status",
       afterwards("*",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "E2001")) reply.status = 400;
                  })},
      {"HTTP 201 for success", "N-7/status",
       afterwards("*",
                  [](const Call&, CallReply& reply) {
                    if (has(reply.body, "\"0\"")) reply.status = 201;
                  })},
      {"no charset", "N-7/charset", typed("application/json")},
      {"text/plain", "N-7/content-type", typed("text/plain; charset=UTF-8")},
      {"no content type", "N-7/content-type", typed("")},
      {"eleven seconds", "N-7/in-time", slow()},
      {"the connection breaks off", "N-7/answered", silent()},
  };
}

}  // namespace hub::conformance
