// What every hub::Storage must do, run against the in-memory one and against MariaDB.
//
// The MariaDB half needs the socket of a server in NENGHUB_TEST_SOCKET (tests/support/mariadb.sh). Without it
// every test of that half fails; NENGHUB_TEST_WITHOUT_DATABASE=1 leaves the half out. All tests of a run
// share one schema per storage, so each uses peers and enterprises of its own.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "hub/ports/storage.h"

namespace contract {

enum class Kind { fake, mariaDb };

/// The storages that this run examines.
std::vector<Kind> kinds();
/// Those among them that are databases.
std::vector<Kind> databases();
std::string nameOf(const testing::TestParamInfo<Kind>& info);

/// The one storage of that kind; throws std::runtime_error with the reason when there is none.
hub::Storage& storageOf(Kind kind);

/// What an enterprise was before, oldest first: the number of items or instruments of each former set, or the
/// spelling of each value that lost. No port reads these yet, so the tables are asked.
enum class History { configItems, instruments, revisions };
std::vector<std::string> historyOf(Kind kind, History what, const std::string& enterprise);

/// The value, or an exception that ends the test and says why.
template <class T>
T must(hub::Result<T> result) {
  if (!result)
    throw std::runtime_error("unexpected failure: " + result.error().cause + " " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class StorageContract : public testing::TestWithParam<Kind> {
 protected:
  hub::Storage& storage() { return storageOf(GetParam()); }

  /// One committed unit.
  template <class Unit>
  auto unit(Unit&& work) {
    return must(hub::inUnit(storage(), std::forward<Unit>(work)));
  }
  /// The same, when failing is what is expected.
  template <class Unit>
  auto tryUnit(Unit&& work) {
    return hub::inUnit(storage(), std::forward<Unit>(work));
  }

  /// A new peer, stored.
  hub::PeerId newPeer();
  /// A credit code with the right check character that no other test uses; its head is stored.
  std::string newEnterprise();
  /// A stored batch of that enterprise.
  hub::BatchId newBatch(const std::string& enterprise);
};

/// A text that no other test uses.
std::string fresh(const std::string& prefix);
/// 32 or 64 lower-case hexadecimal digits that no other test uses.
std::string freshHex(std::size_t length);
hub::TimePoint at(const char* civil);
schemas::CivilTime civil(const char* text);
hub::Batch batchOf(const std::string& enterprise, const std::string& contentMd5);

/// Runs `work(index)` in `count` threads that begin together; what one throws fails the test.
template <class Work>
void together(int count, Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&work, i] {
      try {
        work(i);
      } catch (const std::exception& failure) {
        ADD_FAILURE() << failure.what();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace contract

#define CONTRACT_SUITE(suite)                        \
  class suite : public contract::StorageContract {}; \
  INSTANTIATE_TEST_SUITE_P(Of, suite, testing::ValuesIn(contract::kinds()), contract::nameOf)
