#include <future>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::batchOf;
using contract::fresh;
using contract::freshHex;
using contract::must;
using hub::Failure;
using hub::PeerId;

CONTRACT_SUITE(UnitOfWorkContract);

/// One row in every store, all bound to `enterprise`.
struct Traces {
  std::string enterprise = fresh("T");
  std::string job = fresh("job");
  std::string act = fresh("act");
  std::string list = fresh("list");
  std::string peerName = fresh("peer-");
  hub::SeriesKey series{enterprise, "0401000004020030", schemas::StatType::daily,
                        schemas::CivilDate::of(2026, 11, 1)};
  hub::Batch batch = batchOf(enterprise, freshHex(32));
  hub::Tag tag;
};

hub::Result<void> leave(hub::UnitOfWork& work, Traces& traces, PeerId peer) {
  hub::Peer made;
  made.name = traces.peerName;
  HUB_CHECK(work.peers().put(made));
  HUB_CHECK(work.enterprises().lockHead(traces.enterprise, peer));
  const auto value = *schemas::Decimal::parse("1.0");
  HUB_CHECK(
      work.series().save({{traces.series,
                           {{contract::civil("2026-11-01 00:00:00"), value, 1, 1, true, false, {}, "raw"}},
                           {}}}));
  HUB_TRY(batch, work.batches().insert(traces.batch, "{}"));
  traces.tag.peer = peer;
  traces.tag.batch = batch;
  traces.tag.sign = {schemas::CivilDate::of(2026, 11, 20), "330000", traces.enterprise, freshHex(32)};
  HUB_CHECK(work.tags().putOwn(traces.tag));
  hub::NewDelivery delivery;
  delivery.peer = peer;
  delivery.enterprise = traces.enterprise;
  delivery.batch = batch;
  HUB_CHECK(work.deliveries().enqueue(delivery));
  HUB_CHECK(work.jobs().claim(traces.job, at("2026-11-20 00:00:00"), "w", at("2026-11-20 00:00:00"),
                              std::chrono::seconds{60}));
  hub::DeviceRequest request;
  request.enterpriseCode = traces.enterprise;
  HUB_CHECK(work.deviceRequests().note(request));
  HUB_CHECK(work.tolerances().add({{peer, traces.act, 1, {}}}));
  HUB_CHECK(work.lanes().rest(peer, at("2026-11-20 00:00:00")));
  HUB_CHECK(work.alerts().raise({.kind = "kind", .subject = traces.act}));
  hub::BulkAction action;
  action.by = traces.act;
  action.state = hub::BulkState::done;
  HUB_CHECK(work.bulkActions().create(action));
  HUB_CHECK(work.quality().putHabits({{traces.enterprise, "c", 900, false, 1, 1, 1, {}}}));
  return work.audit().append({at("2026-11-20 00:00:00"), "a", traces.act, "", "", ""});
}

hub::ClaimWish claimOf(PeerId peer) {
  hub::ClaimWish wish;
  wish.peer = peer;
  wish.worker = "w";
  wish.now = at("2026-11-20 00:00:00");
  wish.lease = std::chrono::seconds{60};
  return wish;
}

/// Which stores show the traces, one letter each.
std::string seen(hub::UnitOfWork& work, const Traces& traces) {
  std::string found;
  if (must(work.peers().findByName(traces.peerName))) found += 'p';
  if (must(work.enterprises().head(traces.enterprise))) found += 'e';
  if (!must(work.series().present({traces.series})).empty()) found += 's';
  if (must(work.batches().findByContent(traces.batch.channel, traces.enterprise, traces.batch.contentMd5)))
    found += 'b';
  if (must(work.tags().find(traces.tag.peer, traces.tag.sign))) found += 't';
  hub::DeliveryFilter filter;
  filter.enterprise = traces.enterprise;
  if (!must(work.deliveries().list(filter)).empty()) found += 'd';
  for (const auto& request : must(work.deviceRequests().list(1000)))
    if (request.enterpriseCode == traces.enterprise) found += 'r';
  for (const auto& count : must(work.tolerances().list(traces.tag.peer)))
    if (count.row == traces.act) found += 'w';
  if (!must(work.quality().habits(traces.enterprise)).empty()) found += 'q';
  if (must(work.lanes().find(traces.tag.peer)).restUntil) found += 'l';
  if (!must(work.alerts().list({.subject = traces.act})).empty()) found += 'n';
  for (const auto& action : must(work.bulkActions().list(1000)))
    if (action.by == traces.act) found += 'm';
  for (const auto& event : must(work.audit().list(1000)))
    if (event.act == traces.act) found += 'a';
  return found;
}

TEST_P(UnitOfWorkContract, AUnitSeesWhatItHasWritten) {
  const PeerId peer = newPeer();
  Traces traces;
  auto work = must(storage().begin());

  must(leave(*work, traces, peer));

  EXPECT_EQ(seen(*work, traces), "pesbtdrwqlnma");
}

TEST_P(UnitOfWorkContract, WhatIsNotCommittedIsGoneFromEveryStore) {
  const PeerId peer = newPeer();
  Traces traces;
  {
    auto work = must(storage().begin());
    must(leave(*work, traces, peer));
  }

  auto work = must(storage().begin());
  EXPECT_EQ(seen(*work, traces), "");
  EXPECT_TRUE(must(work->jobs().claim(traces.job, at("2026-11-20 00:00:00"), "other",
                                      at("2026-11-20 00:00:01"), std::chrono::seconds{60})));
}

TEST_P(UnitOfWorkContract, WhatIsCommittedIsThereForAnotherThread) {
  const PeerId peer = newPeer();
  Traces traces;
  {
    auto work = must(storage().begin());
    must(leave(*work, traces, peer));
    must(work->commit());
  }

  auto elsewhere = std::async(std::launch::async, [&] { return seen(*must(storage().begin()), traces); });
  EXPECT_EQ(elsewhere.get(), "pesbtdrwqlnma");
}

TEST_P(UnitOfWorkContract, AnErrorInsideTheUnitUndoesAllOfIt) {
  const PeerId peer = newPeer();
  Traces traces;

  const auto outcome = tryUnit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(leave(work, traces, peer));
    return hub::fail(Failure::malformed, "第3条");
  });

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().failure, Failure::malformed);
  EXPECT_EQ(outcome.error().detail, "第3条");
  EXPECT_EQ(seen(*must(storage().begin()), traces), "");
}

TEST_P(UnitOfWorkContract, ARolledBackDictionaryKeepsItsVersion) {
  const auto before = unit([](auto& work) { return work.dictionaries().current(); });
  hub::DictionaryLists lists;
  lists.lists[fresh("list")] = {
      schemas::json::Value(schemas::json::Object{{"code", schemas::json::Value("1")}})};
  {
    auto work = must(storage().begin());
    EXPECT_GT(must(work->dictionaries().import(lists, {})).version, before.number);
  }

  EXPECT_EQ(unit([](auto& work) { return work.dictionaries().current(); }).number, before.number);
}

TEST_P(UnitOfWorkContract, ARolledBackClaimCanBeClaimedAgain) {
  const PeerId peer = newPeer();
  hub::NewDelivery delivery;
  delivery.peer = peer;
  delivery.enterprise = newEnterprise();
  delivery.due = at("2026-11-20 00:00:00");
  unit([&](auto& work) { return work.deliveries().enqueue(delivery); });
  const auto claim = [&](hub::UnitOfWork& work) {
    return must(work.deliveries().claim(claimOf(peer))).size();
  };

  EXPECT_EQ(claim(*must(storage().begin())), 1u);

  EXPECT_EQ(claim(*must(storage().begin())), 1u);
}

TEST_P(UnitOfWorkContract, UnitsThatAreDroppedGiveTheirSessionBack) {
  const std::string code = newEnterprise();

  for (int i = 0; i < 40; ++i) {
    auto work = storage().begin();
    ASSERT_TRUE(work) << i << ": " << work.error().cause;
    ASSERT_TRUE((*work)->enterprises().lockHead(code, PeerId{})) << i;
  }
}

class RowLocks : public contract::StorageContract {};
INSTANTIATE_TEST_SUITE_P(Of, RowLocks, testing::ValuesIn(contract::databases()), contract::nameOf);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RowLocks);

// The in-memory storage runs one unit after the other; only the database has these two.
TEST_P(RowLocks, UnitsOfDifferentEnterprisesDoNotMeet) {
  const std::string first = newEnterprise(), second = newEnterprise();
  const PeerId peer = newPeer();
  auto held = must(storage().begin());
  must(held->enterprises().lockHead(first, peer));
  must(held->batches().insert(batchOf(first, freshHex(32)), "{}"));

  const auto outcome = tryUnit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(work.enterprises().lockHead(second, peer));
    HUB_CHECK(work.batches().insert(batchOf(second, freshHex(32)), "{}"));
    return work.audit().append({});
  });

  EXPECT_TRUE(outcome) << outcome.error().cause;
  EXPECT_TRUE(held->commit());
}

TEST_P(RowLocks, AClaimSkipsWhatAnOpenUnitHolds) {
  const PeerId peer = newPeer();
  hub::NewDelivery delivery;
  delivery.peer = peer;
  delivery.enterprise = newEnterprise();
  delivery.due = at("2026-11-20 00:00:00");
  const auto first = unit([&](auto& work) { return work.deliveries().enqueue(delivery); });
  delivery.subject = "second";
  const auto second = unit([&](auto& work) { return work.deliveries().enqueue(delivery); });
  const auto claim = [&](hub::UnitOfWork& work) {
    return must(work.deliveries().claim(claimOf(peer))).at(0).id;
  };
  auto held = must(storage().begin());
  EXPECT_EQ(claim(*held), first);

  EXPECT_EQ(claim(*must(storage().begin())), second);
}

}  // namespace
