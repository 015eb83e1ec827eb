#include "hub/conformance/session.h"

#include "hub/conformance/samples.h"
#include "schemas/json/parse.h"

namespace hub::conformance {
namespace {

struct Row {
  Place place;
  std::string_view member;
  std::string_view path;
};

// Table 2, and the printed paths for a platform that does not let us register.
constexpr Row kRows[] = {
    {Place::baseData, "loadConfigURL", "/downloadBaseData"},
    {Place::versionCheck, "loadDicVersionURL", "/versionCheck"},
    {Place::uploadConfig, "centerInfoURL", "/uploadConfigData"},
    {Place::uploadMetering, "centerMeteringDataURL", "/uploadMeteringData"},
    {Place::uploadEnergy, "centerDataURL", "/uploadEnergyData"},
    {Place::downloadConfig, "centerInfoDownloadURL", "/downloadConfigData"},
    {Place::downloadEnergy, "centerDataDownloadURL", "/downloadEnergyData"},
};

constexpr const char* kUnissued = "00000000000000000000000000000000";

std::string withScheme(std::string address) {
  while (!address.empty() && address.back() == ' ') address.pop_back();
  return address.find("://") == std::string::npos ? "https://" + address : address;
}

std::string textOf(TransportFault fault) {
  switch (fault) {
    case TransportFault::badUrl:
      return "地址无法使用";
    case TransportFault::dns:
      return "域名无法解析";
    case TransportFault::connect:
      return "无法建立连接";
    case TransportFault::tls:
      return "TLS握手失败";
    case TransportFault::timeout:
      return "超时无应答";
    case TransportFault::reset:
      return "连接被中断";
    case TransportFault::tooLarge:
      return "应答过大";
  }
  return "无应答";
}

}  // namespace

std::string_view addressMember(Place place) {
  for (const Row& row : kRows)
    if (row.place == place) return row.member;
  return {};
}

Session::Session(Means means, Target target)
    : means_(means), target_(std::move(target)), began_(means_.clock.civilNow()) {
  if (target_.enterprise.empty()) target_.enterprise = madeUpEnterprise(target_.region);
  if (target_.registerUrl.empty()) target_.registerUrl = target_.url;
  if (target_.provinceCode.empty()) target_.provinceCode = target_.region;
}

Exchange& Session::send(Partner& partner, const std::string& url, const std::string& body,
                        const std::string& method) {
  Exchange& exchange = exchanges_.emplace_back();
  exchange.url = url;
  exchange.request = body;
  if (url.empty() || !hasRoom()) {
    exchange.failure = url.empty() ? "未给出地址，未发送" : "已达到请求数上限，未发送";
    return exchange;
  }
  ++sent_;
  exchange.wasSent = true;
  const TimePoint started = means_.clock.now();
  const auto reply = partner.post({.url = url, .body = body, .timeout = target_.timeout, .method = method});
  exchange.took = means_.clock.now() - started;
  if (!reply) {
    exchange.failure = textOf(reply.error().fault) + "（" + reply.error().cause + "）";
    return exchange;
  }
  exchange.wasAnswered = true;
  exchange.status = reply->status;
  exchange.contentType = reply->contentType;
  exchange.body = reply->body;
  if (auto parsed = schemas::json::parse(exchange.body, true, {.bytes = 64U << 20}))
    exchange.root = std::move(parsed->root);
  return exchange;
}

const Exchange& Session::post(Place place, const std::string& body) {
  return send(means_.partner, urlOf(place), body);
}

const Exchange& Session::probe(Place place, const std::string& body) {
  const auto key = std::pair(urlOf(place), body);
  const auto found = probed_.find(key);
  if (found != probed_.end()) return *found->second;
  const Exchange& exchange = send(means_.partner, key.first, body);
  probed_.emplace(key, &exchange);
  return exchange;
}

const Exchange& Session::get(Place place) { return send(means_.partner, urlOf(place), {}, "GET"); }

const Exchange* Session::asStranger(Place place, const std::string& body) {
  if (!means_.stranger) return nullptr;
  Exchange& exchange = send(*means_.stranger, urlOf(place), body);
  exchange.isStrangers = true;
  return &exchange;
}

const Exchange& Session::registration() {
  if (registration_) return *registration_;
  registration_ = &send(means_.partner, target_.registerUrl, registerBody(*this));
  learnFrom(*registration_);
  return *registration_;
}

void Session::learnFrom(const Exchange& reply) {
  identity_ = reply.text(isDevice() ? "deviceId" : "provinceId");
  if (identity_.empty()) identity_ = target_.provinceId.empty() ? kUnissued : target_.provinceId;
  secretKey_ = reply.text("secretKey");
  for (const Row& row : kRows) {
    const std::string given = reply.text(row.member);
    urls_[row.place] = given.empty() ? target_.url + std::string(row.path) : withScheme(given);
  }
}

const std::string& Session::identity() {
  registration();
  return identity_;
}

const std::string& Session::secretKey() {
  registration();
  return secretKey_;
}

std::string Session::urlOf(Place place) {
  switch (place) {
    case Place::registration:
      return target_.registerUrl;
    case Place::g:
      return target_.gUrl;
    case Place::nowhere:
      return target_.url + "/noSuchOperation";
    default:
      registration();
      return urls_[place];
  }
}

const Exchange& Session::once(const std::string& name, const std::function<const Exchange&()>& make) {
  const auto found = made_.find(name);
  if (found != made_.end()) return *found->second;
  const Exchange& exchange = make();
  made_.emplace(name, &exchange);
  return exchange;
}

}  // namespace hub::conformance
