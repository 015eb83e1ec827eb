#include "hub/app/edge_settings.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

TEST(EdgeSettings, ComeFromTheConfiguration) {
  const auto config = readConfigText(
      "[node]\nname = \"a\"\nrole = \"city\"\nregion = \"320600\"\nwire_url = \"https://127.0.0.1:8443\"\n"
      "[http]\nlisten = \"127.0.0.1:9001\"\nbody_max_mib = 2\n"
      "[edge]\nlisten = \"127.0.0.1:9443\"\ncertificate = \"s.crt\"\nkey = \"s.key\"\nclient_ca = "
      "\"ca.crt\"\n"
      "crl = \"ca.crl\"\ndirectory = \"edge\"\nconnections_per_address = 7\nconnections_per_certificate = 6\n"
      "requests_in_hub = 5\nworkers = 3\nuser = \"www\"\n",
      "/etc/n/n.toml", {});
  ASSERT_TRUE(config) << config.error().cause;

  const auto settings = edgeSettings(*config, "secret");

  EXPECT_EQ(settings.directory, "/etc/n/edge");
  EXPECT_EQ(settings.secret, "secret");
  EXPECT_EQ(settings.user, "www");
  EXPECT_EQ(settings.workers, 3);
  EXPECT_EQ(settings.bodyBytesMax, 2u << 20);
  EXPECT_EQ(settings.perAddress, 7);
  EXPECT_EQ(settings.perCertificate, 6);
  EXPECT_EQ(settings.insideMax, 5);
  EXPECT_EQ(settings.wire.address, "127.0.0.1");
  EXPECT_EQ(settings.wire.port, 9443);
  EXPECT_EQ(settings.wire.certificateFile, "/etc/n/s.crt");
  EXPECT_EQ(settings.wire.keyFile, "/etc/n/s.key");
  EXPECT_EQ(settings.wire.clientCaFile, "/etc/n/ca.crt");
  EXPECT_EQ(settings.wire.clientCrlFile, "/etc/n/ca.crl");
  EXPECT_EQ(settings.wire.hubAddress, "127.0.0.1");
  EXPECT_EQ(settings.wire.hubPort, 9001);
  EXPECT_FALSE(settings.device);
  EXPECT_FALSE(settings.legacy);
}

TEST(EdgeSettings, DevicesHaveADoorOfTheirOwn) {
  const auto config = readConfigText(
      "[node]\nname = \"a\"\nrole = \"city\"\nregion = \"320600\"\nwire_url = \"https://127.0.0.1:8443\"\n"
      "[edge]\nrequests_in_hub = 5\n"
      "[device]\nlisten = \"127.0.0.1:9445\"\nurl = \"https://127.0.0.1:9445\"\n"
      "legacy_listen = \"127.0.0.1:9446\"\nregistrations_per_minute = 4\nrequests_per_second = 3\n",
      "/etc/n/n.toml", {});
  ASSERT_TRUE(config) << config.error().cause;

  const auto settings = edgeSettings(*config, "secret");

  ASSERT_TRUE(settings.device);
  EXPECT_EQ(settings.device->address, "127.0.0.1");
  EXPECT_EQ(settings.device->port, 9445);
  ASSERT_TRUE(settings.legacy);
  EXPECT_EQ(settings.legacy->port, 9446);
  EXPECT_EQ(settings.deviceLimits.insideMax, 5);
  EXPECT_EQ(settings.deviceLimits.registrations, 4);
  EXPECT_EQ(settings.deviceLimits.perSecond, 3);
}

}  // namespace
}  // namespace hub::app
