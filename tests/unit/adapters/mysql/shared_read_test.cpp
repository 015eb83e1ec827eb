#include "adapters/mysql/shared_read.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace hub::mysql {
namespace {

using namespace std::chrono_literals;

TEST(SharedRead, WhoeverAsksGetsWhatWasReadAfterItAsked) {
  SharedRead<int> shared;
  std::atomic<int> truth{0};
  std::atomic<int> older{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 400; ++i) {
        const int before = ++truth;
        const auto got = shared([&]() -> Result<int> { return truth.load(); });
        if (!got || *got < before) ++older;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(older, 0);
}

TEST(SharedRead, ThoseWhoComeMeanwhileShareTheNextOne) {
  SharedRead<int> shared;
  std::atomic<int> reads{0}, come{0};
  std::atomic<bool> goOn{false};
  const auto read = [&]() -> Result<int> {
    const int mine = ++reads;
    while (mine == 1 && !goOn) std::this_thread::sleep_for(1ms);
    return mine;
  };
  std::vector<std::thread> threads;
  threads.emplace_back([&] { shared(read); });
  while (reads == 0) std::this_thread::sleep_for(1ms);
  std::atomic<int> second{0};
  for (int t = 0; t < 5; ++t)
    threads.emplace_back([&] {
      ++come;
      second += *shared(read) == 2 ? 1 : 0;
    });
  while (come != 5) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(30ms);
  goOn = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(second, 5);
  EXPECT_EQ(reads, 2);
}

TEST(SharedRead, AFailureIsNotRemembered) {
  SharedRead<int> shared;
  EXPECT_FALSE(shared([]() -> Result<int> { return fail(Failure::database, {}, "gone"); }));
  EXPECT_EQ(*shared([]() -> Result<int> { return 7; }), 7);
}

}  // namespace
}  // namespace hub::mysql
