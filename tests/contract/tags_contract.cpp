#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::freshHex;
using hub::PeerId;
using hub::Tag;
using hub::TagState;
using schemas::CivilDate;
using schemas::LogSign;

class TagsContract : public contract::StorageContract {
 protected:
  Tag tagOf(PeerId peer, CivilDate date, const std::string& enterprise) {
    Tag tag;
    tag.peer = peer;
    tag.sign = {date, "330000", enterprise, freshHex(32)};
    tag.algorithm = "canonical-v1";
    tag.batch = newBatch(newEnterprise());
    tag.changed = at("2026-11-20 03:00:00");
    return tag;
  }
  void putOwn(const Tag& tag) {
    unit([&](auto& work) { return work.tags().putOwn(tag); });
  }
  void noteReceived(const Tag& tag) {
    unit([&](auto& work) { return work.tags().noteReceived(tag); });
  }
  std::optional<Tag> find(PeerId peer, const LogSign& sign) {
    return unit([&](auto& work) { return work.tags().find(peer, sign); });
  }
  std::vector<Tag> list(const hub::TagFilter& filter) {
    return unit([&](auto& work) { return work.tags().list(filter); });
  }
};
INSTANTIATE_TEST_SUITE_P(Of, TagsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

constexpr CivilDate kDay{20'777};

TEST_P(TagsContract, AnOwnTagComesBackWhole) {
  const Tag tag = tagOf(newPeer(), kDay, "14010702");

  putOwn(tag);

  const auto found = find(tag.peer, tag.sign);
  ASSERT_TRUE(found);
  EXPECT_NE(found->id, 0u);
  EXPECT_EQ(found->sign, tag.sign);
  EXPECT_EQ(found->algorithm, tag.algorithm);
  EXPECT_EQ(found->batch, tag.batch);
  EXPECT_EQ(found->state, TagState::own);
  EXPECT_FALSE(found->received);
  EXPECT_EQ(found->changed, tag.changed);
}

TEST_P(TagsContract, ATagPutAgainChangesOnlyBatchAndState) {
  Tag tag = tagOf(newPeer(), kDay, "14010702");
  putOwn(tag);
  const auto first = find(tag.peer, tag.sign);
  Tag again = tag;
  again.batch = newBatch(newEnterprise());
  again.state = TagState::merged;

  putOwn(again);

  hub::TagFilter all;
  all.peer = tag.peer;
  const auto tags = list(all);
  ASSERT_EQ(tags.size(), 1u);
  EXPECT_EQ(tags[0].id, first->id);
  EXPECT_EQ(tags[0].sign, tag.sign);
  EXPECT_EQ(tags[0].batch, again.batch);
  EXPECT_EQ(tags[0].state, TagState::merged);
}

TEST_P(TagsContract, TheTagsOfABatchAreThoseOfOnePeer) {
  const Tag first = tagOf(newPeer(), kDay, "14010702");
  Tag second = tagOf(first.peer, kDay.plusDays(1), "14010702");
  Tag elsewhere = tagOf(newPeer(), kDay, "14010702");
  second.batch = elsewhere.batch = first.batch;
  const Tag another = tagOf(first.peer, kDay, "14010702");
  for (const Tag& tag : {first, second, elsewhere, another}) putOwn(tag);

  const auto found = unit([&](auto& work) { return work.tags().ofBatch(first.peer, first.batch); });

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].sign, first.sign);
  EXPECT_EQ(found[1].sign, second.sign);
}

TEST_P(TagsContract, ATagOnlyThePeerHasIsMissingHere) {
  Tag named = tagOf(newPeer(), kDay, "14010702");
  named.batch = {};

  noteReceived(named);
  noteReceived(named);

  hub::TagFilter all;
  all.peer = named.peer;
  const auto tags = list(all);
  ASSERT_EQ(tags.size(), 1u);
  EXPECT_EQ(tags[0].state, TagState::missingHere);
  EXPECT_TRUE(tags[0].received);
  EXPECT_EQ(tags[0].batch, hub::BatchId{});
}

TEST_P(TagsContract, ATagOfBothSidesStaysOneRow) {
  const Tag own = tagOf(newPeer(), kDay, "14010702");
  putOwn(own);

  noteReceived(own);

  const auto found = find(own.peer, own.sign);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->received);
  EXPECT_EQ(found->batch, own.batch);
  EXPECT_NE(found->state, TagState::missingHere);
}

TEST_P(TagsContract, WhatWasMissingHereIsOwnOnceItIsStored) {
  Tag tag = tagOf(newPeer(), kDay, "14010702");
  noteReceived(tag);
  tag.state = TagState::agreed;

  putOwn(tag);

  const auto found = find(tag.peer, tag.sign);
  EXPECT_TRUE(found->received);
  EXPECT_EQ(found->batch, tag.batch);
  EXPECT_EQ(found->state, TagState::agreed);
}

// OQ-46
TEST_P(TagsContract, TheDateMayDifferByOneDay) {
  const Tag tag = tagOf(newPeer(), kDay, "14010702");
  putOwn(tag);
  LogSign sign = tag.sign;

  for (const int days : {-1, 0, 1}) {
    sign.date = kDay.plusDays(days);
    const auto found = find(tag.peer, sign);
    ASSERT_TRUE(found) << days;
    EXPECT_EQ(found->sign.date, kDay);
  }
  for (const int days : {-2, 2, 365}) {
    sign.date = kDay.plusDays(days);
    EXPECT_FALSE(find(tag.peer, sign)) << days;
  }
}

// OQ-46
TEST_P(TagsContract, ATagNamedWithTheNextDayIsTheSame) {
  const Tag own = tagOf(newPeer(), kDay, "14010702");
  putOwn(own);
  Tag named = own;
  named.sign.date = kDay.plusDays(1);

  noteReceived(named);

  hub::TagFilter all;
  all.peer = own.peer;
  const auto tags = list(all);
  ASSERT_EQ(tags.size(), 1u);
  EXPECT_TRUE(tags[0].received);
}

TEST_P(TagsContract, PeerProvinceEnterpriseAndDigestTellTagsApart) {
  const Tag tag = tagOf(newPeer(), kDay, "Ab1");
  putOwn(tag);
  LogSign province = tag.sign, enterprise = tag.sign, blank = tag.sign, md5 = tag.sign;
  province.province = "330001";
  enterprise.enterprise = "aB1";
  blank.enterprise = "Ab1 ";
  md5.md5 = freshHex(32);

  EXPECT_FALSE(find(newPeer(), tag.sign));
  for (const LogSign& other : {province, enterprise, blank, md5})
    EXPECT_FALSE(find(tag.peer, other)) << other.text();
}

TEST_P(TagsContract, TheListIsFiltered) {
  const PeerId peer = newPeer();
  std::vector<Tag> tags;
  for (int day = 0; day < 4; ++day) {
    tags.push_back(tagOf(peer, kDay.plusDays(day), day % 2 ? "odd" : "even"));
    putOwn(tags.back());
  }
  Tag missing = tagOf(peer, kDay, "even");
  noteReceived(missing);
  putOwn(tagOf(newPeer(), kDay, "even"));
  hub::TagFilter all, days, one, state, limited;
  for (hub::TagFilter* filter : {&all, &days, &one, &state, &limited}) filter->peer = peer;
  days.from = kDay.plusDays(1);
  days.to = kDay.plusDays(2);
  one.enterprise = "odd";
  state.state = TagState::missingHere;
  limited.limit = 2;

  EXPECT_EQ(list(all).size(), 5u);
  EXPECT_EQ(list(days).size(), 2u);
  EXPECT_EQ(list(one).size(), 2u);
  ASSERT_EQ(list(state).size(), 1u);
  EXPECT_EQ(list(state)[0].sign, missing.sign);
  EXPECT_EQ(list(limited).size(), 2u);
}

TEST_P(TagsContract, AStateIsChangedWithItsTime) {
  const Tag tag = tagOf(newPeer(), kDay, "14010702");
  putOwn(tag);
  const auto when = at("2026-11-21 04:05:06");
  const std::uint64_t id = find(tag.peer, tag.sign)->id;

  unit([&](auto& work) { return work.tags().setState(id, TagState::missingThere, when); });

  const auto found = find(tag.peer, tag.sign);
  EXPECT_EQ(found->state, TagState::missingThere);
  EXPECT_EQ(found->changed, when);
}

}  // namespace
