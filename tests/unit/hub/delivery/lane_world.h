// A lane with deliveries that are told apart by their enterprise: tags, which need nothing but themselves.
#pragma once

#include "tests/unit/hub/delivery/delivery_world.h"

namespace delivery_test {

class LaneWorld : public testing::Test, public World {
 protected:
  LaneWorld() { isRegistered(); }

  hub::delivery::Lane lane(const std::string& worker = "worker-1", std::uint32_t index = 0,
                           std::uint32_t most = 256) {
    return hub::delivery::Lane(around(), {peer.id, worker, index}, leases, pace, most);
  }
  hub::delivery::LaneCounts run(hub::delivery::Lane& one, std::stop_token stop = {}) {
    const auto counts = one.runOnce(std::move(stop));
    EXPECT_TRUE(counts) << counts.error().cause;
    return counts.value_or(hub::delivery::LaneCounts{});
  }

  /// One delivery for `enterprise`, eight digits.
  hub::DeliveryId queuesFor(const std::string& enterprise, hub::Priority priority = hub::Priority::live) {
    hub::NewDelivery fresh;
    fresh.peer = peer.id;
    fresh.kind = hub::DeliveryKind::gTag;
    fresh.priority = priority;
    fresh.enterprise = enterprise;
    fresh.subject = "2014-10-10-320000-" + enterprise + "-" + crypto.md5(std::to_string(++made_));
    fresh.due = clock.now();
    return *storage.unit([&](hub::UnitOfWork& work) { return work.deliveries().enqueue(fresh); });
  }
  void queuesMany(int count) {
    for (int i = 0; i < count; ++i) queuesFor("14010702");
  }
  /// Every call takes `time` and is answered so.
  void peerAnswers(const std::string& code, std::chrono::milliseconds time = {}) {
    partner.otherwise([this, code, time](const hub::Call&) -> fakes::PartnerAnswer {
      clock.advance(time);
      return hub::CallReply{200, R"({"responseCode":")" + code + "\"}", std::nullopt};
    });
  }
  void peerFails(hub::TransportFault fault) {
    partner.otherwise([fault](const hub::Call&) -> fakes::PartnerAnswer {
      return tl::unexpected(hub::CallFailure{fault, "scripted"});
    });
  }
  /// The enterprises in the order in which they were sent for.
  std::vector<std::string> served() const {
    std::vector<std::string> codes;
    for (const hub::Call& call : partner.calls())
      codes.push_back(call.body.substr(call.body.find("2014-10-10-320000-") + 18, 8));
    return codes;
  }
  std::size_t countOf(hub::DeliveryState state) const {
    std::size_t count = 0;
    for (const hub::Delivery& one : storage.deliveries()) count += one.state == state ? 1 : 0;
    return count;
  }

 private:
  int made_ = 0;
};

}  // namespace delivery_test
