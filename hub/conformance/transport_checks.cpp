// HTTP and JSON, whatever the message: looked at through the version check, which stores nothing.
#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/samples.h"

namespace hub::conformance {
namespace {

struct BadText {
  const char* asked;
  std::string body;
};

// The reply has its two members and says that the request is wrong (N-8.3-8, N-8.3-10).
Outcome answersE2002(Session& session, const std::vector<BadText>& texts) {
  Judge judge;
  for (const BadText& bad : texts)
    judge.code(session.probe(Place::versionCheck, bad.body), bad.asked, "E2002");
  return judge.outcome();
}

std::string goodText(Session& session) { return write(identityMessage(session)); }
// The good text with something more in front of its first member.
std::string withMore(Session& session, const std::string& more) {
  return "{" + more + "," + goodText(session).substr(1);
}

Outcome refusesWhatIsNoJson(Session& session) {
  const std::string good = goodText(session);
  return answersE2002(session, {{"空报文", ""},
                                {"非JSON文本", "hello"},
                                {"XML", "<?xml version='1.0'?><data/>"},
                                {"表单", "region=110000&ascription=province"},
                                {"JSON被截断", good.substr(0, good.size() / 2)},
                                {"根为数组", "[" + good + "]"},
                                {"根为字符串", "\"text\""},
                                {"两个JSON", good + good}});
}

Outcome survivesDepth(Session& session) {
  constexpr std::size_t kDeep = 3000;
  return answersE2002(
      session,
      {{"嵌套3000层", withMore(session, "\"more\":" + std::string(kDeep, '[') + std::string(kDeep, ']'))}});
}

Outcome refusesDuplicates(Session& session) {
  const std::string name = session.isDevice() ? "deviceId" : "provinceId";
  return answersE2002(session,
                      {{"同名成员取值不同", withMore(session, "\"" + name + "\":\"other\"")},
                       {"扩展成员内同名成员取值不同", withMore(session, R"("more":{"a":1,"a":2})")}});
}

Outcome refusesBrokenText(Session& session) {
  return answersE2002(session, {{"半个代理对\\ud800", withMore(session, R"("more":"\ud800")")},
                                {"非UTF-8字节", withMore(session, "\"more\":\"\xff\"")},
                                {"GBK编码的汉字", withMore(session, "\"more\":\"\xc8\xab\xb3\xa7\"")}});
}

Outcome readsAnyJson(Session& session) {
  Judge judge;
  const std::string good = goodText(session);
  std::string escaped = good;
  const auto colon = escaped.find("\":\"") + 3;
  escaped.replace(colon, 1,
                  "\\u00" + std::string(1, "0123456789abcdef"[escaped[colon] >> 4 & 15]) +
                      std::string(1, "0123456789abcdef"[escaped[colon] & 15]));
  std::string spaced = "\r\n\t { ";
  for (const char c : good.substr(1)) spaced += c == ':' ? " : " : std::string(1, c);
  judge.success(session.probe(Place::versionCheck, escaped), "字符写成\\u转义");
  judge.success(session.probe(Place::versionCheck, spaced), "含空白和换行");
  judge.success(
      session.probe(Place::versionCheck, withMore(session, R"("more":{"名称":["全厂",1.5e3,null,true]})")),
      "含扩展成员");
  return judge.outcome();
}

Outcome skipsAByteOrderMark(Session& session) {
  return succeeded(session.probe(Place::versionCheck, "\xEF\xBB\xBF" + goodText(session)), "报文以BOM开头");
}

Outcome readsCopiedExamples(Session& session) {
  Judge judge;
  const std::string good = goodText(session);
  const std::string open = good.substr(0, good.size() - 1);
  judge.success(session.probe(Place::versionCheck, open + ",}"), "多余的逗号");
  judge.success(session.probe(Place::versionCheck, open + " // 序列号\n}"), "含//注释");
  return judge.outcome();
}

const Exchange& asked(Session& session, Place place, const char* name, bool byGet) {
  return session.once(name, [&]() -> const Exchange& {
    return byGet ? session.get(place) : session.post(place, goodText(session));
  });
}

Outcome refusesGet(Session& session) {
  Judge judge;
  judge.refused(asked(session, Place::versionCheck, "get", true), "GET");
  return judge.outcome();
}

Outcome answersGetWith405(Session& session) {
  Judge judge;
  const Exchange& reply = asked(session, Place::versionCheck, "get", true);
  judge.that(reply.status == 405 && !reply.text("responseCode").empty(), reply, "GET",
             "HTTP 405且含两个成员");
  return judge.outcome();
}

Outcome refusesUnknownPath(Session& session) {
  Judge judge;
  judge.refused(asked(session, Place::nowhere, "nowhere", false), "不存在的路径");
  return judge.outcome();
}

Outcome answersUnknownPathWith404(Session& session) {
  Judge judge;
  const Exchange& reply = asked(session, Place::nowhere, "nowhere", false);
  judge.that(reply.status == 404 && !reply.text("responseCode").empty(), reply, "不存在的路径",
             "HTTP 404且含两个成员");
  return judge.outcome();
}

// A device without certificate may be known by its address (field-notes 1.2), a platform never.
Outcome refusesStrangers(Session& session) {
  Judge judge;
  const Exchange* reply = session.asStranger(Place::versionCheck, goodText(session));
  if (!reply) {
    judge.notJudged("未能不带客户端证书连接");
    return judge.outcome();
  }
  // An end of the connection is a refusal too.
  const bool isRefused = reply->wasSent && (!reply->wasAnswered || !reply->isSuccess());
  if (isRefused)
    judge.noted();
  else
    judge.refused(*reply, "不带客户端证书");
  return judge.outcome();
}

}  // namespace

void addTransportChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back({std::string("N-6/") + name, rows, title, severity, false, run});
  };
  add("certificate", "N-3.3-3 N-8.1-1", "没有客户端证书的请求被拒绝", Severity::must, &refusesStrangers);
  add("get", "N-7-1", "GET不当作请求处理", Severity::must, &refusesGet);
  add("get-405", "OQ-10", "GET返回HTTP 405及两个成员", Severity::should, &answersGetWith405);
  add("path", "N-8.1-2", "不存在的路径不当作请求处理", Severity::must, &refusesUnknownPath);
  add("path-404", "OQ-10", "不存在的路径返回HTTP 404及两个成员", Severity::should,
      &answersUnknownPathWith404);
  add("json", "N-6-3 N-1-2", "接受任何写法的合法JSON和扩展成员", Severity::must, &readsAnyJson);
  add("not-json", "N-6-3 N-8.3-8 N-8.3-10", "不是JSON对象的报文返回E2002", Severity::must,
      &refusesWhatIsNoJson);
  add("depth", "N-8.3-8", "嵌套过深的报文返回E2002", Severity::should, &survivesDepth);
  add("duplicates", "OQ-14", "同名成员取值不同返回E2002", Severity::should, &refusesDuplicates);
  add("broken-text", "OQ-36", "编码损坏的报文返回E2002", Severity::should, &refusesBrokenText);
  add("bom", "OQ-11", "接受以BOM开头的报文", Severity::should, &skipsAByteOrderMark);
  add("lenient", "OQ-36", "接受从文档照抄的多余逗号和注释", Severity::should, &readsCopiedExamples);
}

}  // namespace hub::conformance
