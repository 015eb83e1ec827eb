#include "hub/app/cli.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace hub::app {
namespace {

class CliTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/nenghub_cli_XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    directory = name;
  }
  void TearDown() override { std::filesystem::remove_all(directory); }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(directory + "/" + name) << content;
    return directory + "/" + name;
  }

  /// Exit code with both outputs captured.
  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "nenghub");
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = runProgram(static_cast<int>(pointers.size()), pointers.data());
    out = testing::internal::GetCapturedStdout();
    talk = testing::internal::GetCapturedStderr();
    return code;
  }

  const std::string least =
      "[node]\nname = \"nantong\"\nrole = \"city\"\nregion = \"320600\"\nwire_url = "
      "\"https://127.0.0.1:8443\"\n";
  std::string directory, out, talk;
};

TEST_F(CliTest, HelpNamesTheCommandsAndExitCodes) {
  EXPECT_EQ(run({"--help"}), 0);

  for (const char* word : {"serve", "migrate", "peer", "doctor", "3 not found, 4 conflict, 5 findings"})
    EXPECT_NE(out.find(word), out.npos) << word;
}

TEST_F(CliTest, EveryCommandHasExamples) {
  EXPECT_EQ(run({"peer", "add", "--help"}), 0);
  EXPECT_NE(out.find("nenghub peer add nantong"), out.npos);
  EXPECT_EQ(run({"simulate", "--help"}), 0);
  EXPECT_NE(out.find("nenghub simulate --enterprises"), out.npos);
}

TEST_F(CliTest, WrongUsageIsTwo) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"fly"}), 2);
  EXPECT_EQ(run({"peer", "show"}), 2);
  EXPECT_EQ(run({"peer", "add", "a", "--role", "village"}), 2);
  EXPECT_EQ(run({"backfill", "--peer", "a", "--from", "2026-02-30", "--to", "2026-03-01"}), 2);
  EXPECT_EQ(out, "");
}

TEST_F(CliTest, BenchChecksItsArguments) {
  const std::string ca = write("ca.crt", "");
  const std::vector<std::string> good = {"bench",      "--url", "https://127.0.0.1:1/x", "--ca", ca,
                                         "--requests", "1"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), good.begin(), good.end());
    return run(more);
  };

  EXPECT_EQ(run({good.begin(), good.end() - 2}), 2) << "neither a number nor a time";
  EXPECT_EQ(with({"--shape", "weekly"}), 2);
  EXPECT_EQ(with({"--profile", "city"}), 2);
  EXPECT_EQ(with({"--connections", "0"}), 2);
  EXPECT_EQ(with({"--connections", "100000"}), 2);
  EXPECT_EQ(with({"--seconds", "0"}), 2);
  EXPECT_EQ(with({"--cert", ca}), 2) << "a certificate without its key";
  EXPECT_EQ(with({"--enterprise", "91330000573973053G"}), 2);
  EXPECT_EQ(with({"--enterprise", "91330000573973053F", "--enterprises", "2"}), 2);
  EXPECT_EQ(with({}), 1) << "an authority file without a certificate";
}

TEST_F(CliTest, BenchStaysInsideUnlessTold) {
  const std::string ca = write("ca.crt", "");

  EXPECT_EQ(run({"bench", "--url", "https://192.0.2.1/x", "--ca", ca, "--requests", "1"}), 1);

  EXPECT_NE(talk.find("--i-know-what-i-do"), talk.npos);
}

TEST_F(CliTest, DeviceOptionsAreCheckedBeforeAnythingElse) {
  const std::string code = "91330000573973053F";
  const auto add = [&](std::vector<std::string> more) {
    std::vector<std::string> line = {"device", "add", "--region", "320602", "--address", "10.3.0.7"};
    line.insert(line.end(), more.begin(), more.end());
    return run(line);
  };
  EXPECT_EQ(add({}), 2);
  EXPECT_EQ(add({"--enterprise", "91330000573973053G"}), 2);
  EXPECT_EQ(add({"--enterprise", code, "--upload-time", "25:00:00"}), 2);
  EXPECT_EQ(add({"--enterprise", code, "--valid-numeric", "maybe"}), 2);
  EXPECT_EQ(run({"device", "add", "--enterprise", code, "--address", "10.3.0.7"}), 2);
  EXPECT_EQ(run({"device", "change", "box", "--ascii", "--no-ascii"}), 2);
}

TEST_F(CliTest, DeviceWithoutCertificateOrNetworkIsRefused) {
  const std::string file = write("n.toml", least);

  EXPECT_EQ(
      run({"--config", file, "device", "add", "--enterprise", "91330000573973053F", "--region", "320602"}),
      1);
  EXPECT_NE(talk.find("certificate or at least one source address"), talk.npos);
}

TEST_F(CliTest, QualityOptionsAreCheckedBeforeAnythingElse) {
  EXPECT_EQ(run({"quality", "set"}), 2);
  EXPECT_EQ(run({"quality", "set", "negative", "--mode", "loud"}), 2);
  EXPECT_EQ(run({"quality", "set", "negative", "--kind", "23"}), 2);
  EXPECT_EQ(run({"quality", "interval", "--enterprise", "91330000573973053F", "--minutes", "7"}), 2);
  EXPECT_EQ(run({"batch", "list", "--from", "yesterday"}), 2);
}

TEST_F(CliTest, QueueOptionsAreCheckedBeforeAnythingElse) {
  EXPECT_EQ(run({"queue", "set-aside", "17"}), 2) << "without a reason";
  EXPECT_EQ(run({"queue", "list", "--state", "lost"}), 2);
  EXPECT_EQ(run({"queue", "list", "--kind", "letter"}), 2);
  EXPECT_EQ(run({"queue", "list", "--from", "yesterday"}), 2);
  EXPECT_EQ(run({"queue", "bulk", "retry", "--yes"}), 2) << "without a reason";
  EXPECT_EQ(run({"queue", "bulk", "retry", "--yes", "--dry-run", "--reason", "r"}), 2);
  EXPECT_EQ(run({"queue", "bulk", "retry", "--state", "delivered"}), 2);
  EXPECT_EQ(run({"queue", "bulk", "pause"}), 2);
}

TEST_F(CliTest, LaneOptionsAreCheckedBeforeAnythingElse) {
  EXPECT_EQ(run({"lane", "pause", "province"}), 2) << "without a reason";
  EXPECT_EQ(run({"lane", "set", "province", "--window", "22-6"}), 2);
  EXPECT_EQ(run({"lane", "set", "province", "--concurrency", "65"}), 2);
  EXPECT_EQ(run({"lane", "show"}), 2);
  EXPECT_EQ(run({"alert", "list", "--limit", "0"}), 2);
  EXPECT_EQ(run({"jobs", "run"}), 2);
}

TEST_F(CliTest, MissingConfigurationIsNotFound) {
  EXPECT_EQ(run({"--config", directory + "/none.toml", "check-config"}), 3);
  EXPECT_NE(talk.find("none.toml: cannot be read"), talk.npos);
  EXPECT_EQ(out, "");
}

TEST_F(CliTest, BrokenConfigurationIsAFailureWithItsLine) {
  const std::string file = write("n.toml", least + "[http]\nthreads = 0\n");

  EXPECT_EQ(run({"--config", file, "check-config"}), 1);
  EXPECT_NE(talk.find("n.toml:7: http.threads: allowed: integer 1..64"), talk.npos);
}

TEST_F(CliTest, JsonIsAloneOnStandardOutput) {
  const std::string file = write("n.toml", least);

  EXPECT_EQ(run({"--config", file, "--json", "check-config"}), 0);
  EXPECT_EQ(out.substr(0, 34), R"({"node":"nantong","role":"city","r)");
  EXPECT_EQ(talk, "");
  EXPECT_EQ(run({"check-config", "--json", "--config", file}), 0);
  EXPECT_EQ(out.front(), '{');
}

TEST_F(CliTest, WritesTheEdgeConfigurationForItsOwnerOnly) {
  const std::string file =
      write("n.toml", least + "[edge]\ncertificate = \"s.crt\"\nkey = \"s.key\"\nclient_ca = \"ca.crt\"\n");

  ASSERT_EQ(run({"--config", file, "edge", "config"}), 0) << talk;

  for (const char* name : {"/edge/nginx.conf", "/edge/secret"}) {
    struct stat facts {};
    ASSERT_EQ(::stat((directory + name).c_str(), &facts), 0) << name;
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(CliTest, KeepsTheEdgeSecretOnceMade) {
  const std::string file =
      write("n.toml", least + "[edge]\ncertificate = \"s.crt\"\nkey = \"s.key\"\nclient_ca = \"ca.crt\"\n");
  ASSERT_EQ(run({"--config", file, "edge", "config"}), 0);
  const auto before = contentOf(directory + "/edge/secret");

  ASSERT_EQ(run({"--config", file, "edge", "config"}), 0);

  EXPECT_EQ(contentOf(directory + "/edge/secret").value(), before.value());
}

TEST_F(CliTest, SimulationWritesRequestBodies) {
  const std::string file = write("n.toml", least);

  ASSERT_EQ(run({"--config", file, "--json", "simulate", "--enterprises", "2", "--day", "2026-11-18", "--out",
                 directory + "/bodies"}),
            0)
      << talk;

  EXPECT_NE(out.find(R"("batches":2)"), out.npos);
  for (const char* name : {"00000-config.json", "00001-metering.json", "00001-energy-2026-11-18.json"})
    EXPECT_TRUE(std::filesystem::exists(directory + "/bodies/" + name)) << name;
}

TEST_F(CliTest, DoctorFindsWhatIsMissing) {
  const std::string file = write("n.toml", least + "[database]\nsocket = \"none.sock\"\n");

  EXPECT_EQ(run({"--config", file, "--json", "doctor"}), 5);
  EXPECT_NE(out.find(R"({"result":"FAIL","check":"database")"), out.npos);
  EXPECT_NE(out.find(R"("do":"nenghub edge config")"), out.npos);
}

TEST_F(CliTest, FingerprintOfWhatIsNoCertificateFails) {
  EXPECT_EQ(run({"cert", "fingerprint", directory + "/none"}), 3);
  EXPECT_EQ(run({"cert", "fingerprint", write("c.pem", "no certificate")}), 1);
  EXPECT_NE(talk.find("no PEM certificate"), talk.npos);
}

}  // namespace
}  // namespace hub::app
