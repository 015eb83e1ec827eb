// What only the in-memory storage can do: fail where a test orders it.
#include <gtest/gtest.h>

#include "tests/contract/contract.h"
#include "tests/fakes/fake_storage.h"

namespace {

using fakes::CommitFault;
using fakes::FakeStorage;
using hub::Failure;
using hub::Result;

Result<void> note(hub::UnitOfWork& work) { return work.audit().append({}); }

Result<void> noteTwice(hub::UnitOfWork& work) {
  HUB_CHECK(note(work));
  return note(work);
}

TEST(FakeFaults, TheNextCallFailsAndUndoesTheUnit) {
  FakeStorage storage;
  storage.failNext(Failure::database);

  const auto outcome = storage.unit(noteTwice);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().failure, Failure::database);
  EXPECT_TRUE(storage.audit().empty());
  EXPECT_TRUE(storage.unit(noteTwice));
  EXPECT_EQ(storage.audit().size(), 2u);
}

TEST(FakeFaults, TheNthCallFails) {
  FakeStorage storage;
  storage.failCall(4, Failure::database);

  EXPECT_TRUE(storage.unit(noteTwice));
  EXPECT_FALSE(storage.unit(noteTwice));
  EXPECT_EQ(storage.audit().size(), 2u);
  EXPECT_EQ(storage.calls(), 4u);
}

TEST(FakeFaults, ARetryableFailureIsRepeatedAsAWhole) {
  FakeStorage storage;
  storage.failCall(2, Failure::retryable);

  EXPECT_TRUE(storage.unit(noteTwice));
  EXPECT_EQ(storage.audit().size(), 2u);
  EXPECT_EQ(storage.calls(), 4u);
}

TEST(FakeFaults, AUnitIsOverAfterADatabaseFailure) {
  FakeStorage storage;
  storage.failCall(2, Failure::retryable);
  auto work = contract::must(storage.begin());

  EXPECT_TRUE(note(*work));
  EXPECT_FALSE(note(*work));
  EXPECT_FALSE(note(*work));
  EXPECT_FALSE(work->commit());
  EXPECT_TRUE(storage.audit().empty());
}

TEST(FakeFaults, BeginFailsWhenOrdered) {
  FakeStorage storage;
  storage.failBegin(Failure::busy);

  EXPECT_EQ(storage.begin().error().failure, Failure::busy);
  EXPECT_TRUE(storage.begin());
}

TEST(FakeFaults, ARefusedCommitStoresNothing) {
  FakeStorage storage;
  storage.failCommit(CommitFault::refused);

  EXPECT_EQ(storage.unit(note).error().failure, Failure::database);
  EXPECT_TRUE(storage.audit().empty());
}

TEST(FakeFaults, ALostCommitHasHappenedOrNot) {
  FakeStorage applied, notApplied;
  applied.failCommit(CommitFault::lostApplied);
  notApplied.failCommit(CommitFault::lostNotApplied);

  for (FakeStorage* storage : {&applied, &notApplied}) {
    auto work = contract::must(storage->begin());
    EXPECT_TRUE(note(*work));
    EXPECT_EQ(work->commit().error().failure, Failure::retryable);
  }
  EXPECT_EQ(applied.audit().size(), 1u);
  EXPECT_TRUE(notApplied.audit().empty());
}

TEST(FakeFaults, ASecondUnitInOneThreadIsRefused) {
  FakeStorage storage;
  auto first = contract::must(storage.begin());

  EXPECT_EQ(storage.begin().error().failure, Failure::internal);
  first.reset();
  EXPECT_TRUE(storage.begin());
}

TEST(FakeFaults, WritingForAnEnterpriseNeedsItsHead) {
  FakeStorage storage;

  const auto outcome =
      storage.unit([](auto& work) { return work.enterprises().setOwner("E", hub::PeerId{1}, false); });

  EXPECT_EQ(outcome.error().failure, Failure::internal);
}

TEST(FakeHistory, AReplacedConfigurationIsKept) {
  FakeStorage storage;
  hub::EnterpriseConfig three, two;
  three.collectItems.resize(3);
  two.collectItems.resize(2);
  const auto put = [&](const hub::EnterpriseConfig& config, const std::string& digest) {
    return storage.unit([&](auto& work) -> Result<bool> {
      HUB_CHECK(work.enterprises().lockHead("E", hub::PeerId{}));
      return work.enterprises().replaceConfig("E", config, digest);
    });
  };

  EXPECT_TRUE(put(three, "3"));
  EXPECT_TRUE(put(two, "2"));

  const auto row = storage.enterprise("E");
  ASSERT_EQ(row.configHistory.size(), 1u);
  EXPECT_EQ(row.configHistory[0].collectItems.size(), 3u);
  EXPECT_EQ(row.config->collectItems.size(), 2u);
}

}  // namespace
