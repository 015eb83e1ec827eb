#include "adapters/http/plain_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "tests/fakes/quiet_log.h"
#include "tests/unit/adapters/http/loopback_client.h"

namespace hub::http {
namespace {

using tests::LoopbackClient;
using tests::request;

PlainServerSettings settings(int threads = 2) {
  PlainServerSettings out;
  out.threads = threads;
  out.whenThrown = {200, "failed", "text/plain", {}};
  out.whenStopping = {503, "stopping", "text/plain", {{"Retry-After", "5"}}};
  return out;
}

std::unique_ptr<PlainServer> started(PlainServerSettings with, PlainServer::Handler handler) {
  static fakes::QuietLog log;
  return PlainServer::start(std::move(with), std::move(handler), log).value();
}

TEST(PlainServer, PassesMethodPathBodyAndHeaders) {
  const auto server = started(settings(), [](const PlainRequest& r) {
    return PlainReply{
        201,
        r.method + "|" + r.path + "|" + r.body + "|" + r.header("x-one") + "|" + r.header("x-two"),
        "text/plain; charset=utf-8",
        {{"X-Mine", "7"}}};
  });
  const LoopbackClient client(server->port());

  client.send(request("POST", "/a/b?c=d", "X-One: 1\r\n", "body"));
  const auto reply = client.read();

  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, "POST|/a/b|body|1|");
  EXPECT_NE(reply.head.find("Content-Type: text/plain; charset=utf-8"), std::string::npos);
  EXPECT_NE(reply.head.find("X-Mine: 7"), std::string::npos);
}

TEST(PlainServer, KeepsTheConnection) {
  const auto server = started(settings(), [](const PlainRequest& r) {
    return PlainReply{200, r.path, "text/plain", {}};
  });
  const LoopbackClient client(server->port());

  for (const std::string path : {"/1", "/2", "/3"}) {
    client.send(request("GET", path));
    EXPECT_EQ(client.read().body, path);
  }
}

TEST(PlainServer, AnswersWhateverTheHandlerThrowsWithoutItsWords) {
  const auto server = started(settings(), [](const PlainRequest& r) -> PlainReply {
    if (r.path == "/int") throw 42;
    throw std::runtime_error("SELECT secret");
  });
  const LoopbackClient client(server->port());

  for (const std::string path : {"/int", "/exception", "/int"}) {
    client.send(request("GET", path));
    const auto reply = client.read();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "failed");
  }
}

TEST(PlainServer, RefusesToFaceANetwork) {
  fakes::QuietLog log;
  for (const char* address : {"0.0.0.0", "8.8.8.8", "localhost", ""}) {
    PlainServerSettings open = settings();
    open.address = address;
    const auto server = PlainServer::start(open, nullptr, log);
    ASSERT_FALSE(server.has_value()) << address;
    EXPECT_EQ(server.error().failure, Failure::notPermitted);
  }
}

TEST(PlainServer, SaysThatThePortIsTaken) {
  const auto first = started(settings(), nullptr);
  PlainServerSettings second = settings();
  second.port = first->port();
  fakes::QuietLog log;

  const auto refused = PlainServer::start(second, nullptr, log);

  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().failure, Failure::unreachable);
}

TEST(PlainServer, FinishesWhatRunsBeforeItStops) {
  std::promise<void> entered, goOn;
  const auto server = started(settings(1), [&](const PlainRequest&) {
    entered.set_value();
    goOn.get_future().wait();
    return PlainReply{200, std::string(3 << 20, 'x'), "text/plain", {}};
  });
  const LoopbackClient client(server->port());
  client.send(request("GET", "/"));
  entered.get_future().wait();

  std::atomic<bool> stopped = false;
  std::thread stopping([&] {
    server->stop();
    stopped = true;
  });
  EXPECT_FALSE(stopped);
  goOn.set_value();
  const auto reply = client.read();
  stopping.join();

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.size(), 3u << 20);
}

TEST(PlainServer, RefusesNewRequestsWhileItStops) {
  std::promise<void> entered, goOn;
  const auto server = started(settings(8), [&](const PlainRequest&) {
    entered.set_value();
    goOn.get_future().wait();
    return PlainReply{200, "old", "text/plain", {}};
  });
  // Eight neighbouring descriptors belong to eight threads, so none of the others waits behind the first.
  const LoopbackClient old(server->port());
  const LoopbackClient late(server->port());
  old.send(request("GET", "/"));
  entered.get_future().wait();
  std::thread stopping([&] { server->stop(); });

  tests::RawReply refused;
  for (int i = 0; i < 1000 && refused.status != 503; ++i) {
    late.send(request("DELETE", "/"));  // never reaches the handler twice: set_value() would throw
    refused = late.read();
  }
  goOn.set_value();
  EXPECT_EQ(old.read().body, "old");
  stopping.join();

  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.head.find("Retry-After: 5"), std::string::npos);
}

TEST(PlainServer, GivesUpWaitingForAClientThatDoesNotRead) {
  PlainServerSettings impatient = settings(1);
  impatient.stopWait = std::chrono::milliseconds(50);
  std::promise<void> entered;
  auto server = started(impatient, [&](const PlainRequest&) {
    entered.set_value();
    return PlainReply{200, std::string(32u << 20, 'x'), "text/plain", {}};
  });
  const LoopbackClient client(server->port());
  client.send(request("GET", "/"));
  entered.get_future().wait();

  const auto begin = std::chrono::steady_clock::now();
  server.reset();

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace hub::http
