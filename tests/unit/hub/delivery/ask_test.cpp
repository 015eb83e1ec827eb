#include "hub/delivery/ask.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using hub::Failure;
using hub::delivery::ask;

namespace {

class AskTest : public testing::Test, public delivery_test::World {
 protected:
  hub::Result<schemas::json::Value> asking() {
    return ask(around(), {"https://h/x", "{}", std::chrono::seconds(7)});
  }
};

}  // namespace

TEST_F(AskTest, GivesTheWholeReplyOfASuccess) {
  partner.answers(200, R"({"responseCode":"0","regVersion":"7"})");

  const auto root = asking();

  ASSERT_TRUE(root);
  EXPECT_EQ(*root->find("regVersion")->text(), "7");
  EXPECT_EQ(partner.calls().at(0).timeout, std::chrono::seconds(7));
}

TEST_F(AskTest, ARefusalCarriesCodeAndWords) {
  partner.answers(403, R"({"responseCode":"E2002","responseMessage":"provinceId"})");

  const auto root = asking();

  EXPECT_EQ(root.error().failure, Failure::malformed);
  EXPECT_EQ(root.error().detail, "E2002: provinceId");
}

TEST_F(AskTest, ATransportFaultIsNamed) {
  partner.fails(hub::TransportFault::tls, "certificate has expired");

  const auto root = asking();

  EXPECT_EQ(root.error().failure, Failure::unreachable);
  EXPECT_EQ(root.error().detail, "tls");
  EXPECT_EQ(root.error().cause, "certificate has expired");
}
