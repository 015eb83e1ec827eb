#include "adapters/partners/load_client.h"

#include <set>

#include "tests/unit/adapters/partners/tls_server.h"

using hub::partners::LoadAnswer;
using hub::partners::LoadBody;
using hub::partners::LoadClient;
using hub::partners::LoadClientSettings;
using hub::partners::LoadRun;
using partners_test::Connection;
using partners_test::Seen;
using partners_test::TestCertificates;
using partners_test::TlsServer;

namespace {

void echo(Connection& connection, const Seen& seen) { connection.answer(200, seen.body); }

class LoadClientTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { files_ = std::make_unique<TestCertificates>(); }
  static void TearDownTestSuite() { files_.reset(); }

  static LoadClientSettings settings(int connections = 1) {
    return {.caFile = files_->pem("ca"),
            .certificateFile = files_->pem("client"),
            .keyFile = files_->key("client"),
            .connections = connections,
            .answerMax = std::chrono::seconds(1)};
  }

  /// `count` requests with their number as body; all answers in the order in which they came.
  hub::Result<LoadRun> run(const std::string& url, const LoadClientSettings& settings, int count,
                           std::shared_ptr<const std::string> shared = nullptr) {
    auto client = LoadClient::make(*hub::partners::loadTargetOf(url), settings);
    if (!client) return tl::unexpected(client.error());
    int next = 0;
    return (*client)->run(
        [&]() -> std::optional<LoadBody> {
          if (next == count) return std::nullopt;
          return LoadBody{std::to_string(next++), shared};
        },
        [&](const LoadAnswer& answer) { answers.push_back(answer); });
  }

  static std::unique_ptr<TestCertificates> files_;
  std::vector<LoadAnswer> answers;
};

std::unique_ptr<TestCertificates> LoadClientTest::files_;

}  // namespace

TEST_F(LoadClientTest, GivesEachRequestItsAnswer) {
  TlsServer server(*files_, "server", echo);

  const auto done = run(server.url("/uploadEnergyData"), settings(4), 50);

  ASSERT_TRUE(done) << done.error().cause;
  std::set<std::string> texts;
  for (const LoadAnswer& answer : answers) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_GT(answer.took.count(), 0);
    texts.insert(answer.text);
  }
  EXPECT_EQ(texts.size(), 50u);
  EXPECT_EQ(done->connectionsOpened, 4u);
  EXPECT_TRUE(server.seen().at(0).head.starts_with("POST /uploadEnergyData HTTP/1.1"));
}

TEST_F(LoadClientTest, SendsBothPartsOfALargeBody) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen& seen) {
    connection.answer(200, std::to_string(seen.body.size()) + seen.body.substr(0, 3));
  });
  const auto large = std::make_shared<const std::string>(3'000'000, 'x');

  const auto done = run(server.url(), settings(), 2, large);

  ASSERT_TRUE(done);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[1].text, "30000011xx");
  EXPECT_EQ(done->bytesSent, 6'000'002u);
}

TEST_F(LoadClientTest, ReconnectsForEachRequestWhenTold) {
  TlsServer server(*files_, "server", echo);
  LoadClientSettings each = settings();
  each.reconnect = true;

  const auto done = run(server.url(), each, 5);

  ASSERT_TRUE(done);
  EXPECT_EQ(done->connectionsOpened, 5u);
  EXPECT_EQ(server.connections(), 5);
}

TEST_F(LoadClientTest, SendsAgainWhenAKeptConnectionIsGone) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen& seen) {
    if (seen.body == "1" && seen.connection == 1) return connection.finish();
    connection.answer(200, seen.body);
  });

  const auto done = run(server.url(), settings(), 3);

  ASSERT_TRUE(done);
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(answers[1].text, "1");
  EXPECT_EQ(done->connectionsOpened, 2u);
}

TEST_F(LoadClientTest, ObeysConnectionClose) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen& seen) {
    connection.answer(200, seen.body, "Connection: close\r\n");
    connection.finish();
  });

  const auto done = run(server.url(), settings(), 3);

  ASSERT_TRUE(done);
  EXPECT_EQ(done->connectionsOpened, 3u);
  for (const LoadAnswer& answer : answers) EXPECT_EQ(answer.status, 200);
}

TEST_F(LoadClientTest, CountsASilentServerAsNoAnswer) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) { connection.silence(); });

  const auto done = run(server.url(), settings(), 1);

  ASSERT_TRUE(done);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].status, 0);
  EXPECT_EQ(answers[0].text, "no answer in time");
}

TEST_F(LoadClientTest, StopsWhenNobodyAnswers) {
  int port = 0;
  { port = TlsServer(*files_, "server", echo).port(); }

  const auto done = run("https://127.0.0.1:" + std::to_string(port) + "/", settings(8), 100'000);

  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().failure, hub::Failure::unreachable);
  EXPECT_LT(answers.size(), 200u);
}

TEST_F(LoadClientTest, BelievesOnlyTheGivenAuthority) {
  TlsServer server(*files_, "server", echo);
  LoadClientSettings foreign = settings();
  foreign.caFile = files_->pem("foreign-ca");

  const auto done = run(server.url(), foreign, 1);

  ASSERT_TRUE(done);
  EXPECT_EQ(answers.at(0).status, 0);
  EXPECT_NE(answers.at(0).text.find("certificate verify failed"), std::string::npos) << answers.at(0).text;
}

TEST_F(LoadClientTest, NamesTheFileThatCannotBeUsed) {
  LoadClientSettings wrong = settings();
  wrong.keyFile = files_->key("server");

  const auto made = run("https://127.0.0.1:1/", wrong, 1);

  ASSERT_FALSE(made);
  EXPECT_NE(made.error().cause.find(wrong.keyFile), std::string::npos);
}
