#include "hub/delivery/targets.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using hub::DeliveryKind;
using hub::TransportFault;
using hub::delivery::kNotRegistered;
using hub::delivery::Reach;
using hub::delivery::Targets;
using std::chrono::seconds;

namespace {

class TargetsTest : public testing::Test, public delivery_test::World {
 protected:
  hub::delivery::OrObstacle<hub::delivery::Target> of(DeliveryKind kind) {
    auto target = targets_.of(kind);
    EXPECT_TRUE(target) << target.error().cause;
    return *target;
  }
  Targets targets_{around()};
};

}  // namespace

// N-8.3-14
TEST_F(TargetsTest, EachKindHasTheAddressOfItsService) {
  isRegistered();
  targets_.begin(peer, registration());

  EXPECT_EQ(of(DeliveryKind::configData)->url, "https://access.example/uploadConfigData");
  EXPECT_EQ(of(DeliveryKind::meteringData)->url, "https://access.example/uploadMeteringData");
  EXPECT_EQ(of(DeliveryKind::energyData)->url, "https://access.example/uploadEnergyData");
  EXPECT_EQ(of(DeliveryKind::energyData)->provinceId, delivery_test::kProvinceId);
  for (const auto kind : {DeliveryKind::gData, DeliveryKind::gTag})
    EXPECT_EQ(of(kind)->url, "https://national.example/necc");
}

// N-8.3-1
TEST_F(TargetsTest, RegistersOnceWhereThereIsNoRegistration) {
  partner.answers(200, fixture("n02-register-response.json"));
  targets_.begin(peer, std::nullopt);

  EXPECT_TRUE(of(DeliveryKind::energyData));
  EXPECT_TRUE(of(DeliveryKind::configData));

  EXPECT_EQ(partner.calls().size(), 1U);
  EXPECT_FALSE(registration().provinceId.empty());
}

TEST_F(TargetsTest, GNeedsNoRegistration) {
  targets_.begin(peer, std::nullopt);

  EXPECT_TRUE(of(DeliveryKind::gTag));
  EXPECT_TRUE(partner.calls().empty());
}

TEST_F(TargetsTest, ARefusedRegistrationIsTriedAgainAMinuteLater) {
  targets_.begin(peer, std::nullopt);
  partner.answers("E2002");
  const auto refused = of(DeliveryKind::energyData);
  const auto later = of(DeliveryKind::energyData);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kNotRegistered);
  EXPECT_EQ(refused.error().reach, Reach::unknown);
  EXPECT_FALSE(refused.error().decision.burnsAttempt);
  ASSERT_FALSE(later);
  EXPECT_EQ(partner.calls().size(), 1U);
  clock.advance(seconds(61));
  partner.answers(200, fixture("n02-register-response.json"));
  EXPECT_TRUE(of(DeliveryKind::energyData));
}

TEST_F(TargetsTest, ATlsFaultAtRegistrationIsTheFaultOfTheWay) {
  targets_.begin(peer, std::nullopt);
  partner.fails(TransportFault::tls, "certificate has expired");

  const auto target = of(DeliveryKind::energyData);

  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().code, "tls");
  EXPECT_EQ(target.error().message, "certificate has expired");
  EXPECT_EQ(target.error().reach, Reach::broken);
  EXPECT_EQ(target.error().decision.due, clock.now());
  partner.answers(200, fixture("n02-register-response.json"));
  EXPECT_TRUE(of(DeliveryKind::energyData));  // when is the breaker's to say
}
