#include <atomic>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using hub::Alert;
using hub::AlertFilter;
using hub::Severity;

class AlertsContract : public contract::StorageContract {
 protected:
  bool raise(hub::TimePoint now, const std::string& text = "请检查证书𠮷") {
    Alert alert;
    alert.kind = "peer_unreachable";
    alert.subject = subject_;
    alert.severity = Severity::critical;
    alert.text = text;
    alert.last = now;
    return unit([&](auto& work) { return work.alerts().raise(alert); });
  }
  bool end(hub::TimePoint now) {
    return unit([&](auto& work) { return work.alerts().end("peer_unreachable", subject_, now); });
  }
  std::vector<Alert> list(bool open) {
    AlertFilter filter;
    filter.open = open;
    filter.subject = subject_;
    return unit([&](auto& work) { return work.alerts().list(filter); });
  }

  std::string subject_ = contract::fresh("peer-");
  hub::TimePoint now_ = at("2026-11-20 10:00:00");
  std::chrono::minutes later_{5};
};
INSTANTIATE_TEST_SUITE_P(Of, AlertsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(AlertsContract, AMatterIsRaisedOnceAndCounted) {
  EXPECT_TRUE(raise(now_));
  EXPECT_FALSE(raise(now_ + later_, "仍未恢复"));
  EXPECT_FALSE(raise(now_ + later_, "仍未恢复"));

  const auto found = list(true);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, "peer_unreachable");
  EXPECT_EQ(found[0].subject, subject_);
  EXPECT_EQ(found[0].severity, Severity::critical);
  EXPECT_EQ(found[0].text, "仍未恢复");
  EXPECT_EQ(found[0].since, now_);
  EXPECT_EQ(found[0].last, now_ + later_);
  EXPECT_EQ(found[0].count, 3u);
  EXPECT_FALSE(found[0].over);
}

TEST_P(AlertsContract, OfManyAtOnceOneRaisesIt) {
  std::atomic<int> first{0};

  contract::together(4, [&](int) {
    if (raise(now_)) ++first;
  });

  EXPECT_EQ(first, 1);
  ASSERT_EQ(list(true).size(), 1u);
  EXPECT_EQ(list(true)[0].count, 4u);
}

TEST_P(AlertsContract, WhatIsOverIsRaisedAnew) {
  EXPECT_FALSE(end(now_));
  raise(now_);

  EXPECT_TRUE(end(now_ + later_));
  EXPECT_FALSE(end(now_ + later_));

  EXPECT_TRUE(list(true).empty());
  ASSERT_EQ(list(false).size(), 1u);
  EXPECT_EQ(list(false)[0].over, now_ + later_);
  EXPECT_TRUE(raise(now_ + 2 * later_));
  const auto both = list(false);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].since, now_ + 2 * later_) << "the youngest first";
  EXPECT_FALSE(both[0].over);
}

TEST_P(AlertsContract, MattersThatDifferInCaseOrATrailingBlankAreDifferent) {
  raise(now_);
  subject_ += " ";
  EXPECT_TRUE(raise(now_));
  subject_[0] = 'P';
  EXPECT_TRUE(raise(now_));
}

TEST_P(AlertsContract, TheListIsOfAKindAndLimited) {
  const std::string kind = contract::fresh("kind");
  for (int i = 0; i < 3; ++i) {
    Alert alert;
    alert.kind = kind;
    alert.subject = std::to_string(i);
    alert.last = now_;
    unit([&](auto& work) { return work.alerts().raise(alert); });
  }
  AlertFilter filter;
  filter.kind = kind;
  EXPECT_EQ(unit([&](auto& work) { return work.alerts().list(filter); }).size(), 3u);
  filter.limit = 2;
  const auto found = unit([&](auto& work) { return work.alerts().list(filter); });
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].subject, "2");
}

TEST_P(AlertsContract, OneIsFoundByItsNumber) {
  raise(now_);
  const Alert there = list(true)[0];

  const auto found = unit([&](auto& work) { return work.alerts().find(there.id); });

  ASSERT_TRUE(found);
  EXPECT_EQ(found->subject, subject_);
  EXPECT_FALSE(found->over);
  end(now_ + later_);
  EXPECT_EQ(unit([&](auto& work) { return work.alerts().find(there.id); })->over, now_ + later_);
  EXPECT_FALSE(unit([&](auto& work) { return work.alerts().find(there.id + 1'000'000); }));
}

TEST_P(AlertsContract, OverlongTextsStayOneMatter) {
  while (subject_.size() < 10'000) subject_ += "长";
  const std::string text(200'000, 'x');

  EXPECT_TRUE(raise(now_, text));
  EXPECT_FALSE(raise(now_, text));
  EXPECT_TRUE(end(now_));
}

}  // namespace
