#include "hub/app/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace hub::app {
namespace {

constexpr const char* kLeast =
    "[node]\nname = \"nantong\"\nrole = \"city\"\nregion = \"320600\"\nwire_url = "
    "\"https://127.0.0.1:8443\"\n";

Result<Config> read(const std::string& more, const Environment& environment = {}) {
  return readConfigText(kLeast + more, "/etc/nenghub/node.toml", environment);
}

std::string causeOf(const Result<Config>& config) { return config ? "no error" : config.error().cause; }

std::string exampleText() {
  std::ifstream stream(std::string(NENGHUB_SOURCE_DIR) + "/deploy/nenghub.example.toml");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(Config, ExampleFileIsAccepted) {
  const auto config = readConfig(std::string(NENGHUB_SOURCE_DIR) + "/deploy/nenghub.example.toml", {});

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->node.name, "nantong");
  EXPECT_EQ(config->node.energyUplink, EnergyUplink::upload);
}

TEST(Config, ExampleFileNamesEveryKeyInItsSection) {
  const std::string example = exampleText();

  for (const ConfigKey& key : configKeys()) {
    const std::size_t section = example.find("\n[" + key.section + "]");
    ASSERT_NE(section, example.npos) << key.section;
    const std::string keys = example.substr(section + 1, example.find("\n[", section + 1) - section);
    EXPECT_TRUE(keys.find("\n" + key.name + " = ") != keys.npos ||
                keys.find("\n# " + key.name + " = ") != keys.npos)
        << key.section << "." << key.name;
  }
}

TEST(Config, LeavesEverythingElseAtItsDefault) {
  const auto config = read("");

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->node.provinceCode, "320600");
  EXPECT_EQ(config->jobs.uploadTime.seconds, 2 * 3600);
  EXPECT_EQ(config->http.listen.text(), "127.0.0.1:8080");
  EXPECT_EQ(config->database.poolSize, 24u);
}

// T-05 OQ-18
TEST(Config, ResendsThreeTimesByDefault) {
  const auto config = read("");

  ASSERT_TRUE(config);
  EXPECT_EQ(config->node.resends, 3u);
  EXPECT_EQ(config->node.resendWaits,
            (std::vector<std::chrono::seconds>{std::chrono::seconds(5), std::chrono::seconds(15),
                                               std::chrono::seconds(45)}));
  EXPECT_EQ(config->node.timeout, std::chrono::seconds(30));
  EXPECT_EQ(config->node.uploadTimeout, std::chrono::seconds(120));
}

TEST(Config, NamesFileLineAndKeyOfAnUnknownKey) {
  const auto config = read("[http]\nthread = 3\n");

  EXPECT_EQ(causeOf(config),
            "/etc/nenghub/node.toml:7: http.thread: unknown key; allowed: listen, threads, body_max_mib");
}

TEST(Config, NamesTheAllowedRange) {
  const auto config = read("[http]\nthreads = 0\n");

  EXPECT_EQ(causeOf(config), "/etc/nenghub/node.toml:7: http.threads: allowed: integer 1..64, default 8");
}

TEST(Config, RefusesAWrongType) {
  EXPECT_NE(causeOf(read("[http]\nthreads = \"4\"\n")).find("node.toml:7: http.threads"), std::string::npos);
  EXPECT_NE(causeOf(read("[jobs]\nrandom_offset = 1\n")).find("true or false"), std::string::npos);
}

TEST(Config, TellsAllFaultsAtOnce) {
  const std::string cause =
      causeOf(read("[http]\nthreads = 0\nlisten = \"0.0.0.0:80\"\n[log]\nform = \"xml\"\n"));

  EXPECT_NE(cause.find("http.threads"), std::string::npos);
  EXPECT_NE(cause.find("http.listen"), std::string::npos);
  EXPECT_NE(cause.find("log.form: allowed: text | json"), std::string::npos);
}

TEST(Config, TellsWhichRequiredKeysAreMissing) {
  const auto config = readConfigText("[node]\nname = \"a\"\n", "node.toml", {});

  EXPECT_EQ(causeOf(config),
            "node.toml: node.role: is missing\nnode.toml: node.region: is missing\nnode.toml: node.wire_url: "
            "is missing");
}

TEST(Config, TellsTheLineOfBrokenToml) {
  EXPECT_EQ(causeOf(read("[http\n")).substr(0, 25), "/etc/nenghub/node.toml:6:");
}

TEST(Config, EnvironmentOverridesTheFile) {
  const auto config = read("[http]\nthreads = 3\n",
                           {{"NENGHUB_HTTP_THREADS", "5"}, {"NENGHUB_DELIVERY_RESEND_WAITS", "1,2,3"}});

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->http.threads, 5u);
  EXPECT_EQ(config->node.resendWaits.back(), std::chrono::seconds(3));
}

TEST(Config, NamesTheVariableThatIsWrong) {
  EXPECT_EQ(causeOf(read("", {{"NENGHUB_HTTP_THREADS", "many"}})),
            "NENGHUB_HTTP_THREADS: allowed: integer 1..64, default 8");
  EXPECT_EQ(causeOf(read("", {{"NENGHUB_HTTP_THREAD", "3"}})),
            "environment: NENGHUB_HTTP_THREAD: no such key");
}

TEST(Config, IgnoresVariablesOfOtherPrograms) {
  EXPECT_TRUE(read("", {{"NENGHUB_CONFIG", "x"}, {"NENGHUB_TEST_DIR", "y"}}));
}

TEST(Config, ResolvesPathsFromTheDirectoryOfTheFile) {
  const auto config = read("[edge]\ncertificate = \"certs/a.pem\"\n[client]\nca = \"/abs/ca.pem\"\n");

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->edge.serverCertFile, "/etc/nenghub/certs/a.pem");
  EXPECT_EQ(config->client.caFile, "/abs/ca.pem");
  EXPECT_EQ(config->edge.secretFile, "/etc/nenghub/edge/secret");
}

// T-01
TEST(Config, VersionCheckComesAtLeastDaily) {
  EXPECT_TRUE(read("[jobs]\nversion_check_hours = 24\n"));
  EXPECT_FALSE(read("[jobs]\nversion_check_hours = 25\n"));
}

// N-6-2
TEST(Config, AdvertisesHttpsOnly) {
  const auto config = readConfigText(
      "[node]\nname = \"a\"\nrole = \"city\"\nregion = \"320600\"\nwire_url = \"http://127.0.0.1\"\n",
      "n.toml", {});

  EXPECT_EQ(causeOf(config).substr(0, 22), "n.toml:5: node.wire_ur");
}

TEST(Config, KeepsTheHubOffPublicAddresses) {
  EXPECT_FALSE(read("[http]\nlisten = \"0.0.0.0:8080\"\n"));
  EXPECT_FALSE(read("[http]\nlisten = \"8.8.8.8:8080\"\n"));
  EXPECT_TRUE(read("[http]\nlisten = \"172.20.0.2:8080\"\n"));
  EXPECT_FALSE(read("[http]\nlisten = \"172.32.0.2:8080\"\n"));
}

TEST(Config, ALeaseMayBeShorterThanACall) {
  const auto config = read("[delivery]\nlease_seconds = 10\nupload_timeout_seconds = 600\n");

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->delivery.lease, std::chrono::seconds(10));
  EXPECT_EQ(read("")->delivery.lease, std::chrono::seconds(20));
  EXPECT_FALSE(read("[delivery]\nlease_seconds = 9\n"));
}

TEST(Config, FindsTheMigrationsOfTheProgram) {
  const auto config = read("");

  ASSERT_TRUE(config);
  EXPECT_EQ(config->database.migrationsDir, shareDirectory() + "/migrations");
}

TEST(Config, HasNoDoorForDevicesUnlessAsked) {
  const auto config = read("");

  ASSERT_TRUE(config);
  EXPECT_FALSE(config->device.listen);
  EXPECT_FALSE(config->device.legacyListen);
}

// OQ-17
TEST(Config, TakesTheUploadSlotsOfDevices) {
  const auto config = read("[device]\nslot_from = \"23:10:00\"\nslot_minutes = 90\n");

  ASSERT_TRUE(config) << causeOf(config);
  EXPECT_EQ(config->node.deviceSlotFrom.seconds, 23 * 3600 + 600);
  EXPECT_EQ(config->node.deviceSlotSpan, std::chrono::minutes(90));
  EXPECT_FALSE(read("[device]\nslot_from = \"24:00:00\"\n"));
  EXPECT_FALSE(read("[device]\nslot_minutes = 0\n"));
}

TEST(Config, DevicesNeedAnAddressThatIsTheirOwn) {
  EXPECT_NE(causeOf(read("[device]\nlisten = \"0.0.0.0:8445\"\n")).find("device.url: is missing"),
            std::string::npos);
  const std::string url = "url = \"https://127.0.0.1:8445\"\n";
  EXPECT_TRUE(read("[device]\nlisten = \"0.0.0.0:8445\"\n" + url));
  EXPECT_FALSE(read("[device]\nlisten = \"0.0.0.0:8443\"\n" + url));
  EXPECT_FALSE(read("[device]\nlegacy_listen = \"0.0.0.0:8446\"\n" + url));
  EXPECT_FALSE(read("[device]\nlisten = \"0.0.0.0:8445\"\nlegacy_listen = \"0.0.0.0:8445\"\n" + url));
}

}  // namespace
}  // namespace hub::app
