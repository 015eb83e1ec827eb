#include <algorithm>
#include <atomic>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::fresh;
using contract::freshHex;
using hub::DeviceRequest;
using hub::DeviceRequestStore;
using hub::Noted;

/// Each test has the whole list, whose length is bounded.
class DeviceRequestsContract : public contract::StorageContract {
 protected:
  void SetUp() override { dropAll(); }
  void TearDown() override { dropAll(); }
  void dropAll() {
    const auto all = listed(DeviceRequestStore::kRequestsMax + 1);
    unit([&](auto& work) -> hub::Result<void> {
      for (const DeviceRequest& one : all) HUB_CHECK(work.deviceRequests().drop(one.enterpriseCode));
      return {};
    });
  }
  DeviceRequest request() {
    return {newEnterprise(), "370672", "192.168.1.7", freshHex(64), {}, at("2026-11-20 01:02:03"), 0};
  }
  Noted note(const DeviceRequest& one) {
    return unit([&](auto& work) { return work.deviceRequests().note(one); });
  }
  std::vector<DeviceRequest> listed(std::uint32_t limit = 100) {
    return unit([&](auto& work) { return work.deviceRequests().list(limit); });
  }
  bool drop(const std::string& enterprise) {
    return unit([&](auto& work) { return work.deviceRequests().drop(enterprise); });
  }
};
INSTANTIATE_TEST_SUITE_P(Of, DeviceRequestsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(DeviceRequestsContract, ARequestComesBackWhole) {
  DeviceRequest one = request();
  one.last += std::chrono::milliseconds{456};

  EXPECT_EQ(note(one), Noted::fresh);

  const auto found = listed();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].enterpriseCode, one.enterpriseCode);
  EXPECT_EQ(found[0].region, one.region);
  EXPECT_EQ(found[0].address, one.address);
  EXPECT_EQ(found[0].fingerprint, one.fingerprint);
  EXPECT_EQ(found[0].first, one.last);
  EXPECT_EQ(found[0].last, one.last);
  EXPECT_EQ(found[0].count, 1u);
}

TEST_P(DeviceRequestsContract, ARepetitionIsCountedAndRenews) {
  const DeviceRequest first = request();
  DeviceRequest second = first;
  second.region = "340207";
  second.address = "fd00::7";
  second.fingerprint.clear();
  second.last += std::chrono::hours{1};

  EXPECT_EQ(note(first), Noted::fresh);
  EXPECT_EQ(note(second), Noted::again);
  EXPECT_EQ(note(second), Noted::again);

  const auto found = listed();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].region, "340207");
  EXPECT_EQ(found[0].address, "fd00::7");
  EXPECT_EQ(found[0].fingerprint, "");
  EXPECT_EQ(found[0].first, first.last);
  EXPECT_EQ(found[0].last, second.last);
  EXPECT_EQ(found[0].count, 3u);
}

TEST_P(DeviceRequestsContract, TheNewestComeFirstAndTheListIsLimited) {
  std::vector<std::string> codes;
  for (int minutes : {2, 3, 1}) {
    DeviceRequest one = request();
    one.last += std::chrono::minutes{minutes};
    codes.push_back(one.enterpriseCode);
    note(one);
  }

  const auto found = listed(2);

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].enterpriseCode, codes[1]);
  EXPECT_EQ(found[1].enterpriseCode, codes[0]);
  EXPECT_TRUE(listed(0).empty());
}

TEST_P(DeviceRequestsContract, ADroppedOneIsGoneAndMayComeAgain) {
  const DeviceRequest one = request();
  note(one);

  EXPECT_TRUE(drop(one.enterpriseCode));
  EXPECT_FALSE(drop(one.enterpriseCode));
  EXPECT_TRUE(listed().empty());
  EXPECT_EQ(note(one), Noted::fresh);
  EXPECT_EQ(listed().at(0).count, 1u);
}

TEST_P(DeviceRequestsContract, WordsOfStrangersMayBeLong) {
  DeviceRequest one = request();
  one.region = std::string(5000, '9');
  one.address = std::string(5000, ':');
  one.fingerprint = std::string(5000, 'a');

  EXPECT_EQ(note(one), Noted::fresh);

  EXPECT_TRUE(one.region.starts_with(listed().at(0).region));
}

TEST_P(DeviceRequestsContract, OfManyAtOnceForOneEnterpriseOneIsFresh) {
  const DeviceRequest one = request();
  std::atomic<int> freshOnes{0};

  contract::together(4, [&](int) {
    if (note(one) == Noted::fresh) ++freshOnes;
  });

  EXPECT_EQ(freshOnes, 1);
  EXPECT_EQ(listed().at(0).count, 4u);
}

TEST_P(DeviceRequestsContract, StrangersCannotFillTheDisk) {
  constexpr std::uint32_t kMax = DeviceRequestStore::kRequestsMax;
  const DeviceRequest known = request();
  note(known);
  unit([&](auto& work) -> hub::Result<void> {
    DeviceRequest one = known;
    for (std::uint32_t i = 1; i < kMax; ++i) {
      one.enterpriseCode = fresh("stranger-");
      HUB_CHECK(work.deviceRequests().note(one));
    }
    return {};
  });
  const DeviceRequest tooMany = request();

  EXPECT_EQ(note(tooMany), Noted::forgotten);
  EXPECT_EQ(note(known), Noted::again);

  const auto found = listed(kMax + 1);
  EXPECT_EQ(found.size(), kMax);
  EXPECT_FALSE(std::ranges::any_of(
      found, [&](const DeviceRequest& one) { return one.enterpriseCode == tooMany.enterpriseCode; }));
  drop(known.enterpriseCode);
  EXPECT_EQ(note(tooMany), Noted::fresh);
}

}  // namespace
