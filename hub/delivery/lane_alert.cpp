#include "hub/delivery/lane_alert.h"

#include "hub/delivery/targets.h"

namespace hub::delivery {
namespace {

struct Advice {
  const char* cause;
  const char* meaning;  // what is so
  const char* act;      // what to do
};

constexpr Advice kAdvice[] = {
    {"dns", "域名无法解析", "请检查对端地址和本机的域名解析设置"},
    {"tls", "安全连接（TLS）握手失败",
     "请检查双方证书是否过期、是否由对方信任的机构签发、是否已在对端登记，以及本机时钟"},
    {"connect", "无法建立连接", "请检查网络、防火墙和对端服务是否在运行"},
    {"timeout", "规定时间内没有应答", "请联系对端，检查其服务和网络是否拥堵"},
    {"reset", "连接被中断", "请联系对端，检查其服务和中间设备"},
    {"too_large", "应答超出长度上限", "请联系对端，核对地址是否指向接入服务"},
    {"garbage", "应答不符合接口格式", "请核对地址是否指向接入服务，并联系对端"},
};
constexpr Advice kOther{"", "对端返回错误", "请联系对端，检查其服务"};

const Advice& adviceFor(const std::string& cause) {
  for (const Advice& advice : kAdvice)
    if (cause == advice.cause) return advice;
  return kOther;
}

}  // namespace

const char* unregisteredKind(DeliveryKind kind) {
  return isOfG(kind) ? kPeerWithoutAddress : kPeerNotRegistered;
}

Alert peerUnregistered(const Peer& peer, DeliveryKind kind, const std::string& words, TimePoint now) {
  const std::string why = words.empty() ? "" : "（" + words + "）";
  Alert alert;
  alert.kind = unregisteredKind(kind);
  alert.subject = peer.name;
  alert.severity = Severity::critical;
  alert.text = isOfG(kind)
                   ? "尚未登记对端 " + peer.name + " 的可用接口地址" + why +
                         "，标签和补传数据发不出去，保留在发送队列中。请用 nenghub peer show " + peer.name +
                         " 核对国家接口地址，登记后自动续传。"
                   : "本平台尚未登记到 " + peer.name + why +
                         "，档案和数据发不出去，保留在发送队列中。请核对注册地址、双方证书和对端的登记，"
                         "可用 nenghub peer show " +
                         peer.name + " 查看；登记成功后自动续传。";
  alert.since = now;
  alert.last = now;
  return alert;
}

Alert peerUnreachable(const Peer& peer, const std::string& cause, const std::string& words, TimePoint now) {
  const Advice& advice = adviceFor(cause);
  Alert alert;
  alert.kind = kPeerUnreachable;
  alert.subject = peer.name;
  alert.severity = Severity::critical;
  alert.text = "与 " + peer.name + " 的通信不可用：" + advice.meaning + "（" + cause +
               (words.empty() ? "" : "，" + words) + "）。数据保留在发送队列中，恢复后自动续传。" +
               advice.act + "。";
  alert.since = now;
  alert.last = now;
  return alert;
}

}  // namespace hub::delivery
