#include "jobs/queue_acts.h"

#include "tests/unit/jobs/acts_fixture.h"

namespace hub::jobs {
namespace {

class QueueActsTest : public ActsFixture {
 protected:
  bool act(DeliveryId id, QueueAct which) {
    return storage
        .unit([&](UnitOfWork& work) -> Result<bool> {
          HUB_TRY(found, work.deliveries().find(id));
          return QueueActs(work, which, "why", storage.time()).on(*found);
        })
        .value();
  }
};

TEST_F(QueueActsTest, SendsAgainWithTheReason) {
  const DeliveryId id = refused("91330000573973053F");

  EXPECT_TRUE(act(id, QueueAct::sendAgain));

  EXPECT_EQ(delivery(id).state, DeliveryState::waiting);
  EXPECT_EQ(delivery(id).note, "why");
  EXPECT_EQ(storage.deliveries().size(), 1u);
}

TEST_F(QueueActsTest, SaysWhenTheStateDoesNotAllowIt) { EXPECT_FALSE(act(refused("e"), QueueAct::takeBack)); }

TEST_F(QueueActsTest, QueuesConfigurationAndInstrumentsOfTheEnterprise) {
  configure("91330000573973053F");
  const DeliveryId id = refused("91330000573973053F");

  EXPECT_TRUE(act(id, QueueAct::sendAfterConfiguration));

  EXPECT_EQ(kinds(),
            (std::vector<std::string>{"uploadEnergyData", "uploadConfigData", "uploadMeteringData"}));
  EXPECT_EQ(claimable(), (std::vector<std::string>{"uploadConfigData"})) << "one waits for the other";
}

TEST_F(QueueActsTest, JustSendsAgainWhatHasNoConfigurationHere) {
  const DeliveryId id = refused("91330000573973053F");

  EXPECT_TRUE(act(id, QueueAct::sendAfterConfiguration));

  EXPECT_EQ(claimable(), (std::vector<std::string>{"uploadEnergyData"}));
}

TEST_F(QueueActsTest, JustSendsAgainToAPeerThatTakesNoConfiguration) {
  configure("91330000573973053F");
  peer.registerUrl.clear();
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); }));
  const DeliveryId id = refused("91330000573973053F");

  EXPECT_TRUE(act(id, QueueAct::sendAfterConfiguration));

  EXPECT_EQ(claimable(), (std::vector<std::string>{"uploadEnergyData"}));
}

TEST_F(QueueActsTest, ConfigurationDoesNotWaitForItself) {
  configure("91330000573973053F");
  const DeliveryId id = refused("91330000573973053F", DeliveryKind::configData);

  EXPECT_TRUE(act(id, QueueAct::sendAfterConfiguration));

  EXPECT_EQ(claimable(), (std::vector<std::string>{"uploadConfigData"}));
}

}  // namespace
}  // namespace hub::jobs
