#include <algorithm>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Result;
using hub::Tag;

namespace {

bool sameKey(const Tag& tag, hub::PeerId peer, const schemas::LogSign& sign) {
  return tag.peer == peer && tag.sign.province == sign.province && tag.sign.enterprise == sign.enterprise &&
         tag.sign.md5 == sign.md5;
}

std::optional<std::uint64_t> idOf(const FakeTables& tables, hub::PeerId peer, const schemas::LogSign& sign) {
  for (const auto& [id, tag] : *tables.tags)
    if (sameKey(tag, peer, sign)) return id;
  return std::nullopt;
}

bool passes(const Tag& tag, const hub::TagFilter& filter) {
  return tag.peer == filter.peer && (!filter.from || tag.sign.date >= *filter.from) &&
         (!filter.to || tag.sign.date <= *filter.to) &&
         (!filter.enterprise || tag.sign.enterprise == *filter.enterprise) &&
         (!filter.state || tag.state == *filter.state);
}

}  // namespace

Result<void> FakeTags::putOwn(const Tag& tag) {
  HUB_CHECK(session_.enter());
  auto& tags = session_.tables.tags.edit();
  if (const auto id = idOf(session_.tables, tag.peer, tag.sign)) {
    Tag& stored = tags[*id];
    stored.batch = tag.batch;
    stored.state = tag.state;
    stored.changed = tag.changed;
    return {};
  }
  Tag fresh = tag;
  fresh.id = ++session_.numbers.tag;
  tags[fresh.id] = fresh;
  return {};
}

Result<void> FakeTags::noteReceived(const Tag& tag) {
  HUB_CHECK(session_.enter());
  auto& tags = session_.tables.tags.edit();
  if (const auto id = idOf(session_.tables, tag.peer, tag.sign)) {
    tags[*id].received = true;
    return {};
  }
  Tag fresh = tag;
  fresh.id = ++session_.numbers.tag;
  fresh.batch = {};
  fresh.state = hub::TagState::missingHere;
  fresh.received = true;
  tags[fresh.id] = fresh;
  return {};
}

Result<std::optional<Tag>> FakeTags::find(hub::PeerId peer, const schemas::LogSign& sign) {
  HUB_CHECK(session_.enter());
  for (const auto& [id, tag] : *session_.tables.tags)
    if (sameKey(tag, peer, sign) && std::abs(tag.sign.date.days - sign.date.days) <= 1)
      return std::optional{tag};
  return std::optional<Tag>{};
}

Result<std::vector<Tag>> FakeTags::list(const hub::TagFilter& filter) {
  HUB_CHECK(session_.enter());
  std::vector<Tag> result;
  for (const auto& [id, tag] : *session_.tables.tags) {
    if (result.size() == filter.limit) break;
    if (passes(tag, filter)) result.push_back(tag);
  }
  return result;
}

Result<std::vector<Tag>> FakeTags::ofBatch(hub::PeerId peer, hub::BatchId batch) {
  HUB_CHECK(session_.enter());
  std::vector<Tag> result;
  for (const auto& [id, tag] : *session_.tables.tags)
    if (tag.peer == peer && tag.batch == batch) result.push_back(tag);
  return result;
}

Result<void> FakeTags::setState(std::uint64_t id, hub::TagState state, hub::TimePoint when) {
  HUB_CHECK(session_.enter());
  auto& tags = session_.tables.tags.edit();
  const auto found = tags.find(id);
  if (found == tags.end()) return {};
  found->second.state = state;
  found->second.changed = when;
  return {};
}

}  // namespace fakes
