#include "adapters/http/turnstile.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

namespace hub::http {
namespace {

using namespace std::chrono_literals;

void waitUntil(const std::atomic<int>& number, int value) {
  const auto until = std::chrono::steady_clock::now() + 5s;
  while (number != value && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(1ms);
}

TEST(Turnstile, NeverLetsMoreRunThanTheWholeWeight) {
  Turnstile turnstile(8);
  std::atomic<int> weight{0}, most{0}, done{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&, mine = i % 3 == 0 ? 8 : 1] {
      for (int round = 0; round < 200; ++round) {
        const Turnstile::Place place(turnstile, mine);
        const int now = weight += mine;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        std::this_thread::yield();
        weight -= mine;
      }
      ++done;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 12);
  EXPECT_LE(most, 8);
  EXPECT_GE(most, 2);  // light ones run beside each other
}

TEST(Turnstile, AHeavyOneIsNotOvertakenForEver) {
  Turnstile turnstile(8);
  std::atomic<int> order{0}, heavyAt{0}, lightAt{0}, waiting{0};
  auto first = std::make_unique<Turnstile::Place>(turnstile, 1);
  std::thread heavy([&] {
    ++waiting;
    const Turnstile::Place place(turnstile, 8);
    heavyAt = ++order;
  });
  waitUntil(waiting, 1);
  std::this_thread::sleep_for(20ms);  // until it stands in the line
  std::thread light([&] {
    ++waiting;
    const Turnstile::Place place(turnstile, 1);
    lightAt = ++order;
  });
  waitUntil(waiting, 2);
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(order, 0);  // there is room for the light one, but it came later
  first.reset();
  heavy.join();
  light.join();
  EXPECT_EQ(heavyAt, 1);
  EXPECT_EQ(lightAt, 2);
}

}  // namespace
}  // namespace hub::http
