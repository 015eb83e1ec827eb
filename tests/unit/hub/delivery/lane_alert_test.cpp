#include "hub/delivery/lane_alert.h"

#include <gtest/gtest.h>

using hub::delivery::peerUnreachable;

namespace {

hub::Peer province() {
  hub::Peer peer;
  peer.name = "province";
  return peer;
}

}  // namespace

TEST(LaneAlert, SaysWhoWhyAndWhatToDo) {
  const hub::TimePoint now{std::chrono::seconds(1'800'000'000)};

  const hub::Alert alert = peerUnreachable(province(), "tls", "certificate has expired", now);

  EXPECT_EQ(alert.kind, "peer_unreachable");
  EXPECT_EQ(alert.subject, "province");
  EXPECT_EQ(alert.severity, hub::Severity::critical);
  EXPECT_EQ(alert.last, now);
  for (const char* part : {"province", "TLS", "certificate has expired", "证书是否过期", "发送队列"})
    EXPECT_NE(alert.text.find(part), std::string::npos) << part << ": " << alert.text;
}

TEST(LaneAlert, HasItsOwnAdviceForEachCause) {
  std::set<std::string> texts;
  for (const char* cause :
       {"dns", "tls", "connect", "timeout", "reset", "too_large", "garbage", "http_502"}) {
    const std::string text = peerUnreachable(province(), cause, "", {}).text;
    EXPECT_NE(text.find(cause), std::string::npos);
    EXPECT_NE(text.find("请"), std::string::npos);
    texts.insert(text.substr(text.rfind("请", text.rfind("请"))));
  }
  EXPECT_GE(texts.size(), 6U);
}
