#include "hub/conformance/catalogue.h"

#include <algorithm>

namespace hub::conformance {
namespace {

bool startsWithClause(std::string_view row, std::string_view clause) {
  if (!row.starts_with(clause)) return false;
  if (row.size() == clause.size() || clause.ends_with('-') || clause.ends_with('/')) return true;
  const char next = row[clause.size()];
  const bool isWordOn =
      (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  return !isWordOn;
}

bool playsPlatform(Role role) { return role == Role::city || role == Role::province; }

void addPlatformChecks(Checks& checks) {
  addRegistrationChecks(checks);
  addBaseDataChecks(checks);
  addVersionChecks(checks);
  addConfigChecks(checks);
  addMeteringChecks(checks);
  addEnergyChecks(checks);
  addEnergyStorageChecks(checks);
  addDownloadChecks(checks);
  addTransportChecks(checks);
}

void addNodeChecks(Checks& checks, Role role) {
  if (role != Role::national) {
    addGConsistencyChecks(checks);
    addGBaseDataChecks(checks);
  }
  addGDeliveryChecks(checks);
  // The tag is asked by a province only (G-7.1-7).
  if (role == Role::national)
    std::erase_if(checks, [](const Check& check) { return check.id == "G-7.1/true"; });
}

}  // namespace

Checks checksFor(const Target& target) {
  Checks checks;
  if (playsPlatform(target.role)) addPlatformChecks(checks);
  if (target.role == Role::device) {
    addDeviceChecks(checks);
    addVersionChecks(checks);
    addEnergyStorageChecks(checks);
    addTransportChecks(checks);
    // A device may come without certificate, and a batch with a fault is stored in part.
    std::erase_if(checks, [](const Check& check) {
      return check.id == "N-6/certificate" || check.id == "N-8.8/nothing-half";
    });
  }
  if (!target.gUrl.empty()) addNodeChecks(checks, target.role);
  addReplyChecks(checks);
  if (target.role == Role::national)
    std::erase_if(checks, [](const Check& check) {
      return check.id == "N-7/codes" || check.id == "N-7/words" || check.id == "N-7/status";
    });
  return checks;
}

bool isAbout(const Check& check, std::string_view clause) {
  if (clause.empty() || startsWithClause(check.id, clause)) return true;
  std::string_view rows = check.rows;
  while (!rows.empty()) {
    const auto blank = rows.find(' ');
    if (startsWithClause(rows.substr(0, blank), clause)) return true;
    rows = blank == std::string_view::npos ? std::string_view() : rows.substr(blank + 1);
  }
  return false;
}

std::vector<Unjudgeable> unjudgeableFor(const Target& target) {
  std::vector<Unjudgeable> list{
      {"N-8.1-1", "过期、吊销、其他CA签发的证书是否被拒绝：需要这些证书，请另行测试"},
      {"N-8.3-9 N-8.3-10", "数据库或平台故障时是否返回E1002、E1001：无法从外部造成"},
      {"N-6-2", "是否另开明文HTTP端口：未扫描端口"},
      {"OQ-33", "超过32MiB的报文：为不给对方平台增加负担，未发送"},
      {"N-8.8-6", "应答成功之后断电是否丢失数据：无法从外部造成"},
  };
  if (playsPlatform(target.role)) {
    list.push_back({"N-8.3-7", "provinceId是否由国家平台统一下发：只能核对与--province-id是否一致"});
    list.push_back({"N-8.5-1", "注册信息或基础数据变化时版本是否变化：变化由对方平台作出"});
    list.push_back({"N-8.6-5 N-8.7-4", "历史是否保留；计量器具入库的内容：没有下载它的报文"});
    list.push_back({"N-8.8-1 N-8.8-5", "上传方的定时、重发与排队：这是上传一侧的要求"});
  }
  if (!target.gUrl.empty()) {
    list.push_back(
        {"G-7.1-2 OQ-44", "两侧标签是否按相同算法计算：文档未规定MD5的算法，仅以canonical-v1试验"});
    list.push_back({"G-7.1-4 G-7.1-5 G-7.1-6", "每日定时比对与随后的补全：不在一次应答之内"});
    list.push_back({"G-7.2-4", "补全数据入库的内容：G没有下载它的报文"});
  } else {
    list.push_back({"G-7", "国家节点与省级节点之间的报文：未给出--g-url"});
  }
  return list;
}

}  // namespace hub::conformance
