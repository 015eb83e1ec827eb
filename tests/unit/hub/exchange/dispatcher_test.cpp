#include "hub/exchange/dispatcher.h"

#include <algorithm>
#include <stdexcept>

#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

struct Endpoint {
  const char* path;
  std::string good;
};

std::vector<Endpoint> platformEndpoints() {
  return {{"/", R"({"region":"320600","ascription":"province"})"},
          {"/register", R"({"region":"320600","ascription":"province"})"},
          {"/downloadBaseData", kOnlyId},
          {"/versionCheck", kOnlyId},
          {"/uploadConfigData", kTable6},
          {"/uploadMeteringData", metering(instrument("皮带秤"))},
          {"/uploadEnergyData", kTable8},
          {"/downloadConfigData", kConfigQuestion},
          {"/downloadEnergyData", energyQuestion(1, "2014-10-09")}};
}

const char* const kNodePaths[] = {"/necc", "/necc/consistency", "/necc/data", "/necc/base", "/necc/config"};

std::string failureAt(const std::string& path) {
  if (path == "/necc/consistency") return kTagLacking;
  if (path == "/necc/base" || path == "/necc/config") return kBaseDataFailed;
  return kNotReceived;
}

// The same two members wherever the failure is decided (N-8.3-8, OQ-86).
void expectTwoMembers(const std::string& body, const std::string& code) {
  const auto parsed = schemas::json::parse(body, true);
  ASSERT_TRUE(parsed) << body;
  ASSERT_EQ(parsed->root.object()->size(), 2u) << body;
  ASSERT_TRUE(parsed->root.find("responseCode") && parsed->root.find("responseMessage")) << body;
  EXPECT_EQ(*parsed->root.find("responseCode")->text(), code) << body;
}

std::vector<std::pair<std::string, std::string>> brokenBodies(const std::string& good) {
  return {{"empty", ""},
          {"blank", " \r\n\t "},
          {"not JSON", "hello"},
          {"XML", "<?xml version=\"1.0\"?><a/>"},
          {"truncated", good.substr(0, good.size() / 2)},
          {"array root", "[" + good + "]"},
          {"text root", "\"a\""},
          {"number root", "1"},
          {"null root", "null"},
          {"two roots", good + good},
          {"duplicate member", R"({"provinceId":"a","provinceId":"b"})"},
          {"10000 nested arrays", std::string(10000, '[')},
          {"closed nested arrays", R"({"a":)" + std::string(10000, '[') + std::string(10000, ']') + "}"},
          {"lone surrogate", R"({"a":"\ud800",)" + good.substr(1)},
          {"broken UTF-8", "{\"a\":\"\xC3\x28\"," + good.substr(1)},
          {"NUL", std::string("{\"a\":\0}", 7)},
          {"number overflow", R"({"a":1e999,)" + good.substr(1)}};
}

using DispatcherTest = ExchangeTest;

// N-8.3-8 N-8.3-10 N-6-3 N-7-1
TEST_F(DispatcherTest, AnswersEveryBrokenBodyOfTheNMessagesWithE2002AndStoresNothing) {
  for (const Endpoint& endpoint : platformEndpoints())
    for (const auto& [name, body] : brokenBodies(endpoint.good)) {
      SCOPED_TRACE(std::string(endpoint.path) + " " + name);
      const WireReply got = send(endpoint.path, body);
      EXPECT_EQ(got.status, 200);
      expectTwoMembers(got.body, "E2002");
    }
  EXPECT_TRUE(isUntouched());
}

// G-5-2 OQ-59
TEST_F(DispatcherTest, AnswersEveryBrokenBodyOfTheGMessagesInTheSpellingOfTheMessage) {
  addProvince();
  for (const char* path : kNodePaths)
    for (const auto& [name, body] : brokenBodies(R"({"logsign":"a","restcode":"b"})")) {
      SCOPED_TRACE(std::string(path) + " " + name);
      const WireReply got = send(path, body, "hunan");
      EXPECT_EQ(got.status, 200);
      EXPECT_EQ(got.body, failureAt(path));
    }
  EXPECT_TRUE(isUntouched());
}

// N-8.1-2
TEST_F(DispatcherTest, EveryPlatformPathLeadsToItsOperation) {
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  for (const Endpoint& endpoint : platformEndpoints()) {
    SCOPED_TRACE(endpoint.path);
    const WireReply got = send(endpoint.path, endpoint.good);
    EXPECT_EQ(got.status, 200);
    EXPECT_TRUE(got.body.starts_with(R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS")"))
        << got.body;
  }
}

// OQ-10
TEST_F(DispatcherTest, AnUnknownPathIs404InTheFormOfItsFamily) {
  for (const char* path : {"/nothing", "/register/", "/uploadEnergyData/x", "", "/uploadenergydata", "//"}) {
    SCOPED_TRACE(path);
    const WireReply got = send(path, kTable8);
    EXPECT_EQ(got.status, 404);
    EXPECT_EQ(got.body, malformed("请求路径不存在"));
  }
  EXPECT_EQ(send("/necc/nothing", "{}").status, 404);
  EXPECT_EQ(send("/necc/nothing", "{}").body, kNotReceived);
  EXPECT_TRUE(isUntouched());
}

// OQ-10
TEST_F(DispatcherTest, AnyMethodButPostIs405) {
  for (const char* method : {"GET", "PUT", "DELETE", "HEAD", "post", ""}) {
    SCOPED_TRACE(method);
    const WireReply got = Dispatcher(surroundings())
                              .handle({method, "/uploadEnergyData", kTable8, fingerprintOf("city"), "", ""});
    EXPECT_EQ(got.status, 405);
    EXPECT_EQ(got.body, malformed("请求方法应为POST"));
  }
  EXPECT_TRUE(isUntouched());
}

// OQ-33 OQ-10
TEST_F(DispatcherTest, OneByteOver32MiBIs413AndExactly32MiBIsRead) {
  const std::string over = kTable8 + std::string((32u << 20) + 1 - kTable8.size(), ' ');

  EXPECT_EQ(send("/uploadEnergyData", over).status, 413);
  EXPECT_EQ(send("/uploadEnergyData", over).body, malformed("请求超过32MiB"));
  EXPECT_EQ(send("/necc/data", over).status, 413);
  EXPECT_EQ(send("/necc/data", over).body, kNotReceived);
  EXPECT_TRUE(isUntouched());
  EXPECT_EQ(reply("/uploadEnergyData", over.substr(0, 32u << 20)), kSuccess);
}

// OQ-11
TEST_F(DispatcherTest, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(reply("/uploadEnergyData", "\xEF\xBB\xBF" + kTable8), kSuccess);
}

// N-1-2 OQ-13
TEST_F(DispatcherTest, UnknownMembersAreIgnored) {
  EXPECT_EQ(reply("/uploadEnergyData", replaced(kTable8, "{", R"({"page":1,"x":{"y":[null]},)")), kSuccess);
}

// OQ-14
TEST_F(DispatcherTest, AMemberTwiceWithTheSameValueIsAcceptedAndWithAnotherNamed) {
  EXPECT_EQ(
      reply("/uploadEnergyData", replaced(kTable8, "{", R"({"enterpriseCode":")" + kEnterprise + R"(",)")),
      kSuccess);
  const std::string body = reply("/uploadEnergyData", replaced(kTable8, "{", R"({"enterpriseCode":"x",)"));
  EXPECT_EQ(body, malformed("enterpriseCode 成员重复且取值不同"));
}

// N-3.3-3 N-8.1-1 N-8.3-11 OQ-08 OQ-09
TEST_F(DispatcherTest, WithoutARegisteredCertificateEveryEndpointRefusesAndAudits) {
  change(otherCity, [](Peer& peer) { peer.suspended = true; });
  std::size_t audited = 0;
  for (const Endpoint& endpoint : platformEndpoints())
    for (const std::string& certificate :
         {std::string(), fingerprintOf("stranger"), fingerprintOf("other_city")}) {
      SCOPED_TRACE(endpoint.path);
      const WireReply got =
          Dispatcher(surroundings())
              .handle({"POST", endpoint.path, endpoint.good, certificate, "192.168.7.7", "r"});
      const bool registers = endpoint.good.find("ascription") != std::string::npos;
      EXPECT_EQ(got.status, 403);
      EXPECT_EQ(got.body, malformed(registers ? "region" : "provinceId"));
      EXPECT_EQ(storage.audit().size(), ++audited);
      EXPECT_EQ(storage.audit().back().act, "refused_identity");
    }
  EXPECT_TRUE(isUntouched());
}

// G-3-5 OQ-08
TEST_F(DispatcherTest, TheGPathsRefuseAStrangerInTheirOwnSpelling) {
  for (const char* path : kNodePaths) {
    SCOPED_TRACE(path);
    const WireReply got = send(path, R"({"TYPE":"3"})", "stranger");
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, failureAt(path));
  }
  EXPECT_EQ(storage.audit().size(), std::size(kNodePaths));
}

// N-8.3-11 OQ-09
TEST_F(DispatcherTest, TheProvinceIdOfAnotherPeerIsRefusedOnEveryMessageThatHasOne) {
  std::size_t audited = 0;
  for (const Endpoint& endpoint : platformEndpoints()) {
    if (endpoint.good.find(kCityId) == std::string::npos) continue;
    SCOPED_TRACE(endpoint.path);
    const WireReply got = send(endpoint.path, endpoint.good, "other_city");
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, malformed("provinceId"));
    EXPECT_EQ(storage.audit().size(), ++audited);
    EXPECT_EQ(storage.audit().back().actor, "other_city");
  }
  EXPECT_EQ(audited, 7u);
  EXPECT_TRUE(isUntouched());
}

// OQ-08
TEST_F(DispatcherTest, AWithdrawnCertificateStopsAtTheNextRequest) {
  ASSERT_EQ(send("/versionCheck", kOnlyId).status, 200);
  change(city, [](Peer& peer) { peer.fingerprints = {std::string(64, 'a')}; });

  EXPECT_EQ(send("/versionCheck", kOnlyId).status, 403);
}

// N-8.4-Q1 N-8.5-Q1 N-8.3-10 OQ-15
TEST_F(DispatcherTest, AMissingNullOrEmptyProvinceIdIsE2001AndAWrongOneE2002) {
  for (const Endpoint& endpoint : platformEndpoints()) {
    const std::string member = R"("provinceId":")" + kCityId + R"(")";
    if (endpoint.good.find(member) == std::string::npos) continue;
    SCOPED_TRACE(endpoint.path);
    for (const char* without :
         {R"("x":1)", R"("provinceId":null)", R"("provinceId":"")", R"("provinceId":"  ")"})
      EXPECT_EQ(reply(endpoint.path, replaced(endpoint.good, member, without)), missing("provinceId"))
          << without;
    for (const char* wrong : {R"("provinceId":"abc")", R"("provinceId":{})", R"("provinceId":true)"})
      EXPECT_EQ(reply(endpoint.path, replaced(endpoint.good, member, wrong)),
                malformed("provinceId 应为32位平台序列号"))
          << wrong;
  }
  EXPECT_TRUE(isUntouched());
}

// N-8.3-9 N-8.3-10
TEST_F(DispatcherTest, AFailureOfTheDatabaseAtAnyCallIsE1002AndNothingOfTheMessageIsStored) {
  for (const Endpoint& endpoint : platformEndpoints()) {
    SCOPED_TRACE(endpoint.path);
    const auto stored = storedRows();
    for (std::uint64_t nth = 1; nth < 40; ++nth) {
      const auto before = storage.calls();
      storage.failCall(nth, Failure::database);
      const WireReply got = send(endpoint.path, endpoint.good);
      const bool reached = storage.calls() - before >= nth;
      storage.forgetFaults();
      if (!reached) break;
      EXPECT_EQ(got.status, 200);
      EXPECT_EQ(got.body, nFailure("E1002", "服务器数据库异常")) << nth;
      EXPECT_EQ(storedRows(), stored) << nth;
    }
  }
}

// N-8.3-10
TEST_F(DispatcherTest, NoDatabaseIsE1002AndNoFreeSessionIs503WithE1001) {
  storage.failBegin(Failure::database);
  EXPECT_EQ(reply("/versionCheck", kOnlyId), nFailure("E1002", "服务器数据库异常"));

  storage.failBegin(Failure::busy);
  const WireReply got = send("/versionCheck", kOnlyId);
  EXPECT_EQ(got.status, 503);
  EXPECT_EQ(got.body, nFailure("E1001", "平台服务异常"));
  EXPECT_EQ(got.headers, (std::vector<std::pair<std::string, std::string>>{{"Retry-After", "5"}}));
}

// N-8.8-6 OQ-68
TEST_F(DispatcherTest, ARefusedCommitIsNoSuccess) {
  ASSERT_EQ(send("/versionCheck", kOnlyId).status, 200);
  for (const Endpoint& endpoint : platformEndpoints()) {
    if (std::string(endpoint.path).find("upload") == std::string::npos) continue;
    SCOPED_TRACE(endpoint.path);
    storage.failCommit(fakes::CommitFault::lostNotApplied);  // of the identity look-up: harmless, repeated
    storage.failCommit(fakes::CommitFault::lostNotApplied);
    EXPECT_EQ(send(endpoint.path, endpoint.good).body, kSuccess);
  }
  EXPECT_EQ(storage.batches().size(), 1u);
}

class ThrowingStorage final : public Storage {
 public:
  Result<std::unique_ptr<UnitOfWork>> begin() override {
    throw std::runtime_error("SELECT secret FROM table at 10.0.0.1");
  }
};
class OddlyThrowingStorage final : public Storage {
 public:
  Result<std::unique_ptr<UnitOfWork>> begin() override { throw 7; }
};

// N-8.3-9 N-8.3-10
TEST_F(DispatcherTest, AnyExceptionIsE1001WithoutItsWords) {
  ThrowingStorage throwing;
  OddlyThrowingStorage odd;
  for (Storage* broken : {static_cast<Storage*>(&throwing), static_cast<Storage*>(&odd)}) {
    const Dispatcher dispatcher({*broken, clock, crypto, log, node});
    const WireReply n =
        dispatcher.handle({"POST", "/uploadEnergyData", kTable8, fingerprintOf("city"), "", ""});
    EXPECT_EQ(n.status, 200);
    EXPECT_EQ(n.body, nFailure("E1001", "平台服务异常"));
    const WireReply g = dispatcher.handle({"POST", "/necc/base", "{}", fingerprintOf("city"), "", ""});
    EXPECT_EQ(g.body, kBaseDataFailed);
  }
}

TEST_F(DispatcherTest, AMemberNameAsLongAsTheBodyDoesNotComeBackWhole) {
  const std::string name(1 << 20, 'n');
  const std::string body = reply("/versionCheck", "{\"" + name + "\":1,\"" + name + "\":2}");

  EXPECT_LT(body.size(), 5000u);
  expectTwoMembers(body, "E2002");
}

// OQ-36 N-8.3-D2
TEST_F(DispatcherTest, CommentsAndTrailingCommasAreToleratedUnlessThePeerIsStrict) {
  const std::string sloppy = "{\"provinceId\":\"" + kCityId + "\", // 序列号\n}";
  EXPECT_EQ(reply("/versionCheck", sloppy).substr(0, 19), R"({"responseCode":"0")");

  change(city, [](Peer& peer) { peer.profile.strict = true; });
  expectTwoMembers(reply("/versionCheck", sloppy), "E2002");
}

// OQ-41
TEST_F(DispatcherTest, TheCommonGPathDispatchesOnMembersInAnyCase) {
  addProvince();
  const std::string sign = "2014-07-02-430000-" + kEnterprise + "-4eb81dca9216cabf7e0a51bd48628044";

  EXPECT_EQ(reply("/necc", R"({" LOGSIGN ":")" + sign + R"("," RestCode ":")" + kRestcode + R"("})", "hunan"),
            kTagLacking);
  EXPECT_EQ(reply("/necc", R"({"DATA":"[]"," restcode ":")" + kRestcode + R"("})", "hunan"), kNotReceived);
  EXPECT_EQ(reply("/necc", R"({"type":"2"})", "hunan"), kBaseDataFailed);
  EXPECT_TRUE(reply("/necc", R"({"TYPE":"1"})", "hunan")
                  .starts_with(R"({"RESPONSECODE":"TRUE","RESPONSEMESSAGE":"RECEIVE SUCCESS","DATA":[{)"));
  EXPECT_EQ(reply("/necc", R"({"anything":1})", "hunan"), kNotReceived);
}

}  // namespace
}  // namespace hub::exchange
