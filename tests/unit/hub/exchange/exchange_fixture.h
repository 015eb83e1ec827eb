// A node with its peers, the dispatcher in front, and the messages the documents print.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "adapters/crypto/openssl_crypto.h"
#include "hub/exchange/dispatcher.h"
#include "schemas/codes/code.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"

namespace hub::exchange {

inline const std::string kEnterprise = "91330000573973053F";
inline const std::string kCityId = "0ef6ecea08bf84c7b639c3e9b84ed546";
inline const std::string kOtherCityId = "1111111111111111aaaaaaaaaaaaaaaa";
inline const std::string kRestcode = "900F67DB-A354-4BFA-85B8-F0573D84947C";

inline const std::string kSuccess = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";
inline const std::string kTagHeld = R"({"responsecode":"true","responsemessage":"success"})";
inline const std::string kTagLacking = R"({"responsecode":"false","responsemessage":"failed"})";
inline const std::string kReceived = R"({"responsecode":"true","responsemessage":"receive success"})";
inline const std::string kNotReceived = R"({"responsecode":"false","responsemessage":"receive failed"})";
inline const std::string kBaseDataFailed = R"({"RESPONSECODE":"FALSE","RESPONSEMESSAGE":"RECEIVE FAILED"})";

inline std::string nFailure(const std::string& code, const std::string& message) {
  return R"({"responseCode":")" + code + R"(","responseMessage":")" + message + R"("})";
}
inline std::string missing(const std::string& member) {
  return nFailure("E2001", "请求参数异常，缺少必填项: " + member);
}
inline std::string malformed(const std::string& detail) {
  return nFailure("E2002", "请求参数异常，参数格式不合法: " + detail);
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

/// A credit code with the right check character.
inline std::string creditCode(const std::string& first17) {
  return first17 + schemas::CreditRule::checkCharacter(first17);
}

/// N table 8.
inline std::string record(const std::string& dataCode, const std::string& value,
                          const std::string& statDate = "2014-10-09 00:00:00", int statType = 1,
                          const std::string& uploadDate = "2014-10-10 21:58:46") {
  return R"({"dataCode":")" + dataCode + R"(","dataValue":)" + value + R"(,"inputType":1,"statType":)" +
         std::to_string(statType) + R"(,"statDate":")" + statDate + R"(","uploadDate":")" + uploadDate +
         R"(","scope":1,"valid":true})";
}
inline const std::string kRecordA = record("04-01-00-00-040200-30", "123.45");
inline const std::string kRecordB = record("04-02-00-00-040200-30", "234.56");

inline std::string energy(const std::string& records, const std::string& enterprise = kEnterprise,
                          const std::string& provinceId = kCityId) {
  return R"({"provinceId":")" + provinceId + R"(","enterpriseCode":")" + enterprise + R"(","data":[)" +
         records + "]}";
}
inline const std::string kTable8 = energy(kRecordA + "," + kRecordB);

/// N table 6 without its first two members.
inline const std::string kConfigContent =
    R"("collectItemConfig":[{"name":"全厂-二次能源-电力-购进已消费","processCode":"00","processUnitCode":"00",)"
    R"("equipmentCode":"00","equipmentUnitCode":"00","energyClassCode":"02","energyTypeCode":"3300",)"
    R"("dataUsageCode":"11","inputType":"1","dataValueMax":300000,"dataValueMin":0,"statType":"1",)"
    R"("collectSystemName":"SUPCON能源采集系统","remark":"","scope":1}],"enterprise":{"code":"91330000573973053F",)"
    R"("name":"示例钢铁有限责任公司","typeCode":"159","typeName":"其他有限责任公司","industryCode":"C3120",)"
    R"("regionCode":"320601","regionName":"舞钢市","center":false,"corporationCode":"91330000573973053F","jgzh":false,)"
    R"("energyConsumeLevel":4,"latitude":33.283433,"longitude":113.505883,"phone":"0375-8111111","fax":"",)"
    R"("email":"","address":"","zipCode":"462500","url":"","fieldCode":"100","fieldName":"工业","corporationName":"",)"
    R"("registerDate":"1998-10-10 00:00:00","registerPrincipal":10000,"energyOffice":"","energyOfficial":"",)"
    R"("energyOfficialPosition":"","energyOfficialPhone":"","energyPass":false,"energyRespName":"",)"
    R"("energyRespPhone":"","passDate":"","passOrg":"","productionLine":"","leadingProduct":"钢板","remark":""})";
inline const std::string kConfigOptional =
    R"(,"group":{"name":"示例集团","address":"","remark":""},)"
    R"("process":[{"processCode":"06","processName":"电炉工序","remark":""}],)"
    R"("processUnit":[{"code":"01","name":"#1电炉","processCode":"06","commDate":"2010-10-10 00:00:00",)"
    R"("designedCapacity":"年产钢水50万吨","remark":""}])";
inline const std::string kTable6 = R"({"provinceId":")" + kCityId + R"(","enterpriseCode":")" + kEnterprise +
                                   R"(",)" + kConfigContent + kConfigOptional + "}";

inline std::string instrument(const std::string& name) {
  return R"({"meteringName":")" + name +
         R"(","meteringType":"12061000","meteringLevel":1,"meteringParameter":"原煤",)"
         R"("dataCode":"04-01-00-00-040200-30","dataCodeCalculate":1,"dataCodeRatio":1,"manuFacturer":"",)"
         R"("typeSpecification":"","accuracyLevel":"","measureRange":"","manageCode":"","calibrationState":"合格",)"
         R"("calibrationCycle":"3 月","latelyCalibration":"2017-05-20","inspectionOrganization":"",)"
         R"("nextCalibration":"2017-08-20","notCalibration":"","installationSite":"","installOrg":1,)"
         R"("installDate":"2016-08-12","usrSystem":1,"measureState":1,"measureStateDate":"2017-07-20"})";
}
inline std::string metering(const std::string& instruments) {
  return R"({"provinceId":")" + kCityId + R"(","enterpriseCode":")" + kEnterprise + R"(","meteringData":[)" +
         instruments + "]}";
}

inline const std::string kOnlyId = R"({"provinceId":")" + kCityId + R"("})";
inline const std::string kConfigQuestion =
    R"({"provinceId":")" + kCityId + R"(","enterpriseCode":")" + kEnterprise + R"("})";
inline std::string energyQuestion(int statType, const std::string& statDate) {
  return R"({"provinceId":")" + kCityId + R"(","enterpriseCode":")" + kEnterprise + R"(","statType":)" +
         std::to_string(statType) + R"(,"statDate":")" + statDate + R"("})";
}

/// One province with two cities below, a national node above; also seen as the national node with a province
/// below.
class ExchangeTest : public testing::Test {
 protected:
  ExchangeTest() {
    node.name = "province";
    node.role = Role::province;
    node.region = "320000";
    node.wireUrl = "https://192.168.1.2:8443";
    city = addPeer("city", Role::city, "320600", kCityId);
    otherCity = addPeer("other_city", Role::city, "320500", kOtherCityId);
  }

  PeerId addPeer(const std::string& name, Role role, const std::string& region,
                 const std::string& provinceId) {
    Peer peer;
    peer.name = name;
    peer.role = role;
    peer.regions = {region};
    peer.provinceId = provinceId;
    peer.fingerprints = {fingerprintOf(name)};
    return put(peer);
  }
  PeerId addNational() {
    Peer peer;
    peer.name = "national";
    peer.role = Role::national;
    peer.upstream = true;
    peer.restcodes = {kRestcode};
    peer.gUrl = "https://192.168.9.1/necc";
    peer.fingerprints = {fingerprintOf("national")};
    return put(peer);
  }
  /// A province below this node that speaks G.
  PeerId addProvince(const std::string& name = "hunan", const std::string& code = "430000",
                     const std::string& restcode = kRestcode) {
    Peer peer;
    peer.name = name;
    peer.role = Role::province;
    peer.regions = {code};
    peer.provinceId = crypto.md5(name);
    peer.provinceCode = code;
    peer.restcodes = {restcode};
    peer.fingerprints = {fingerprintOf(name)};
    return put(peer);
  }
  PeerId put(const Peer& peer) {
    auto id = storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); });
    EXPECT_TRUE(id) << id.error().cause << id.error().detail;
    return id.value_or(PeerId{});
  }
  template <class Change>
  void change(PeerId id, Change how) {
    auto peer = storage.unit([&](UnitOfWork& work) { return work.peers().find(id); });
    ASSERT_TRUE(peer && *peer);
    how(**peer);
    put(**peer);
  }
  std::string fingerprintOf(const std::string& name) const { return crypto.sha256(name); }

  WireReply send(const std::string& path, const std::string& body, const std::string& peer = "city") {
    return Dispatcher(surroundings())
        .handle({"POST", path, body, fingerprintOf(peer), "192.168.7.7", "req-1"});
  }
  std::string reply(const std::string& path, const std::string& body, const std::string& peer = "city") {
    return send(path, body, peer).body;
  }
  Surroundings surroundings() { return {storage, clock, crypto, log, node}; }

  /// From now on the node has its peers, owners, batches and tags, but no values: as after a loss of blocks.
  WireReply sendAfterLoss(const std::string& path, const std::string& body, const std::string& peer) {
    const auto stored = storage.tables();
    const auto copied = remaining.unit([&](UnitOfWork& work) -> Result<void> {
      for (const auto& [id, row] : *stored.peers) {
        Peer fresh = row;
        fresh.id = {};
        HUB_CHECK(work.peers().put(fresh));
      }
      for (const auto& [code, row] : *stored.enterprises)
        HUB_CHECK(work.enterprises().lockHead(code, row.head.owner));
      for (const auto& [id, row] : *stored.batches) HUB_CHECK(work.batches().insert(row.batch, *row.body));
      for (const auto& [id, tag] : *stored.tags) HUB_CHECK(work.tags().putOwn(tag));
      return {};
    });
    EXPECT_TRUE(copied) << copied.error().cause;
    return Dispatcher({remaining, clock, crypto, log, node})
        .handle({"POST", path, body, fingerprintOf(peer), "192.168.7.7", "req-2"});
  }

  /// Nothing that a message brings: enterprises, values, batches, tags, queue.
  bool isUntouched() const {
    const auto tables = storage.tables();
    return tables.enterprises->empty() && tables.blocks->empty() && tables.batches->empty() &&
           tables.tags->empty() && tables.deliveries->empty() && tables.findings->empty() &&
           tables.revisions->empty();
  }
  /// How much there is of what a message brings.
  std::vector<std::size_t> storedRows() const {
    const auto tables = storage.tables();
    std::vector<std::size_t> rows{tables.enterprises->size(), tables.blocks->size(),
                                  tables.batches->size(),     tables.tags->size(),
                                  tables.findings->size(),    tables.deliveries->size()};
    for (const auto& [code, row] : *tables.enterprises)
      rows.insert(rows.end(), {row.config.has_value(), row.configHistory.size(), row.instruments.size(),
                               std::size_t{row.head.provisional}});
    return rows;
  }
  std::vector<std::string> rulesFound() const {
    std::vector<std::string> rules;
    for (const Finding& finding : storage.findings()) rules.push_back(finding.rule);
    return rules;
  }

  fakes::FakeStorage storage;
  fakes::FakeStorage remaining;  // see sendAfterLoss
  fakes::FakeClock clock{"2014-10-10 22:00:00"};
  hub::crypto::OpenSslCrypto crypto;
  fakes::QuietLog log;
  NodeSettings node;
  PeerId city{}, otherCity{};
};

}  // namespace hub::exchange
