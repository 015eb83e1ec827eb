#include <future>

#include "schemas/declare/write.h"
#include "tests/contract/contract.h"

namespace {

using contract::civil;
using contract::fresh;
using contract::History;
using contract::historyOf;
using contract::must;
using hub::EnterpriseConfig;
using hub::EnterpriseHead;
using hub::PeerId;
using schemas::Decimal;
using schemas::MeteringInstrument;

CONTRACT_SUITE(EnterprisesContract);

schemas::CollectItemConfig item(const std::string& name, const char* usage) {
  schemas::CollectItemConfig config;
  config.name = name;
  config.processCode = *schemas::TwoDigits::parse("04");
  config.processUnitCode = *schemas::TwoDigits::parse("01");
  config.equipmentCode = *schemas::TwoDigits::parse("00");
  config.equipmentUnitCode = *schemas::TwoDigits::parse("00");
  config.energyClassCode = *schemas::TwoDigits::parse("04");
  config.energyTypeCode = *schemas::EnergyKind::parse("0200");
  config.dataUsageCode = *schemas::TwoDigits::parse(usage);
  config.inputType = 4;
  config.dataValueMax = Decimal::parse("1.0E+3");
  config.dataValueMin = Decimal::parse("0.00");
  config.statType = 0;
  config.scope = 2;
  return config;
}

EnterpriseConfig configOf(const std::string& code, const std::string& name) {
  EnterpriseConfig config;
  config.collectItems = {item("原煤", "30"), item("𠮷 \"电力\"\\", "31"), item("蒸汽", "32")};
  config.enterprise.code = *schemas::CreditCode::parse(code);
  config.enterprise.name = name;
  config.enterprise.typeCode = *schemas::EnterpriseTypeCode::parse("110");
  config.enterprise.industryCode = *schemas::IndustryCode::parse("C3011");
  config.enterprise.regionCode = *schemas::RegionCode::parse("330106");
  config.enterprise.corporationCode = config.enterprise.code;
  config.enterprise.energyConsumeLevel = 2;
  config.enterprise.latitude = *Decimal::parse("30.270");
  config.enterprise.longitude = *Decimal::parse("120.1");
  config.enterprise.phone = "0571-88888888";
  config.received = civil("2026-11-20 08:09:10");
  return config;
}

/// Everything but the time, as text.
std::string textOf(const EnterpriseConfig& config) {
  schemas::UploadConfigData message;
  message.collectItemConfig = config.collectItems;
  message.enterprise = config.enterprise;
  message.group = config.group;
  message.process = config.process;
  message.processUnit = config.processUnit;
  return schemas::write(message);
}

std::string textOf(const std::vector<MeteringInstrument>& instruments) {
  schemas::UploadMeteringData message;
  message.meteringData = instruments;
  return schemas::write(message);
}

MeteringInstrument instrument(const std::string& manageCode, std::int32_t operation, const char* ratio) {
  MeteringInstrument made;
  made.meteringName = "1#总表 " + manageCode;
  made.meteringType = *schemas::InstrumentType::parse("11010100");
  made.dataCode = *schemas::DataCode::parse("04-01-00-00-040200-30");
  made.dataCodeCalculate = operation;
  made.dataCodeRatio = Decimal::parse(ratio);
  made.manageCode = manageCode;
  made.calibrationCycle = "3 月";
  made.installationSite = "配电房\n东侧\t二层";
  return made;
}

TEST_P(EnterprisesContract, TheFirstClaimantOwnsTheHeadProvisionally) {
  const PeerId first = newPeer(), second = newPeer();
  const std::string code = fresh("E");
  EXPECT_FALSE(unit([&](auto& work) { return work.enterprises().head(code); }));

  const EnterpriseHead made = unit([&](auto& work) { return work.enterprises().lockHead(code, first); });
  const EnterpriseHead found = unit([&](auto& work) { return work.enterprises().lockHead(code, second); });

  EXPECT_TRUE(made.isNew);
  EXPECT_TRUE(made.provisional);
  EXPECT_EQ(made.code, code);
  EXPECT_EQ(made.owner, first);
  EXPECT_FALSE(found.isNew);
  EXPECT_EQ(found.owner, first);
}

TEST_P(EnterprisesContract, SeveralHeadsAreMadeAndLockedTogether) {
  const PeerId first = newPeer(), second = newPeer();
  const std::string before = fresh("E");
  unit([&](auto& work) { return work.enterprises().lockHead(before, first); });
  std::vector<hub::HeadClaim> claims{{before, second}};
  for (int i = 0; i < 40; ++i) claims.push_back({fresh("E"), second});
  std::sort(claims.begin(), claims.end(), [](const auto& a, const auto& b) { return a.code < b.code; });

  const auto heads = unit([&](auto& work) { return work.enterprises().lockHeads(claims); });

  ASSERT_EQ(heads.size(), claims.size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const bool isOld = claims[i].code == before;
    EXPECT_EQ(heads[i].code, claims[i].code);
    EXPECT_EQ(heads[i].owner, isOld ? first : second);
    EXPECT_EQ(heads[i].isNew, !isOld);
    EXPECT_EQ(heads[i].configDigest, "");
  }
}

TEST_P(EnterprisesContract, TheHeadNamesTheConfigurationInForce) {
  const std::string code = newEnterprise();
  const auto digest = [&] {
    return unit([&](auto& work) { return work.enterprises().lockHead(code, PeerId{}); }).configDigest;
  };
  EXPECT_EQ(digest(), "");
  for (const char* content : {"a", "b"}) {
    unit([&](auto& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
      return work.enterprises().replaceConfig(code, EnterpriseConfig{}, std::string(64, *content));
    });
    EXPECT_EQ(digest(), std::string(64, *content));
    EXPECT_EQ(unit([&](auto& work) { return work.enterprises().head(code); })->configDigest,
              std::string(64, *content));
  }
}

TEST_P(EnterprisesContract, TheOwnerCanBeThisNodeAndCanChange) {
  const PeerId peer = newPeer();
  const std::string code = newEnterprise();
  EXPECT_EQ(unit([&](auto& work) { return work.enterprises().head(code); })->owner, PeerId{});

  unit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(work.enterprises().lockHead(code, peer));
    return work.enterprises().setOwner(code, peer, false);
  });

  const auto head = unit([&](auto& work) { return work.enterprises().head(code); });
  EXPECT_EQ(head->owner, peer);
  EXPECT_FALSE(head->provisional);
}

TEST_P(EnterprisesContract, CodesThatDifferInCaseOrATrailingBlankAreDifferent) {
  const PeerId peer = newPeer();
  const std::string code = fresh("abc");

  for (const std::string& one : {code, "A" + code.substr(1), code + " ", code + "\t"})
    EXPECT_TRUE(unit([&](auto& work) { return work.enterprises().lockHead(one, peer); }).isNew) << one;
  EXPECT_FALSE(unit([&](auto& work) { return work.enterprises().lockHead(code, peer); }).isNew);
}

TEST_P(EnterprisesContract, TheSecondUnitOfAnEnterpriseWaitsForTheFirst) {
  const std::string code = newEnterprise();
  auto first = must(storage().begin());
  must(first->enterprises().lockHead(code, PeerId{}));
  std::promise<void> secondHasIt;
  auto secondWaits = secondHasIt.get_future();
  std::atomic<bool> firstDone{false};

  std::thread second([&] {
    auto work = storage().begin();
    const bool locked = work && (*work)->enterprises().lockHead(code, PeerId{}).has_value();
    EXPECT_TRUE(locked);
    EXPECT_TRUE(firstDone) << "the head was given to two units at once";
    secondHasIt.set_value();
  });
  EXPECT_EQ(secondWaits.wait_for(std::chrono::milliseconds{300}), std::future_status::timeout);
  firstDone = true;
  const auto committed = first->commit();
  first.reset();
  second.join();

  EXPECT_TRUE(committed);
}

TEST_P(EnterprisesContract, OneOfManyUnitsAtOnceMakesTheHead) {
  const PeerId peer = newPeer();
  const std::string code = fresh("E");
  std::atomic<int> made{0};

  contract::together(4, [&](int) {
    if (unit([&](auto& work) { return work.enterprises().lockHead(code, peer); }).isNew) ++made;
  });

  EXPECT_EQ(made, 1);
}

TEST_P(EnterprisesContract, AConfigurationComesBackAsItWas) {
  const std::string code = newEnterprise();
  EnterpriseConfig bare = configOf(code, "杭州𠮷能热电 ");
  EnterpriseConfig full = configOf(code, "杭州热电");
  full.group = schemas::EnterpriseGroup{"集团", "", "备注"};
  full.process = {{*schemas::TwoDigits::parse("04"), "锅炉", ""}};
  full.processUnit = std::vector<schemas::ProcessUnit>{};
  EXPECT_FALSE(unit([&](auto& work) { return work.enterprises().config(code); }));

  for (const EnterpriseConfig& config : {bare, full}) {
    unit([&](auto& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
      return work.enterprises().replaceConfig(code, config, contract::freshHex(64));
    });
    const auto found = unit([&](auto& work) { return work.enterprises().config(code); });
    ASSERT_TRUE(found);
    EXPECT_EQ(textOf(*found), textOf(config));
    EXPECT_EQ(found->received, config.received);
    EXPECT_EQ(found->process.has_value(), config.process.has_value());
    EXPECT_EQ(found->collectItems[0].dataValueMax->lexeme(), "1.0E+3");
  }
}

// N-8.6-5
TEST_P(EnterprisesContract, ASmallerConfigurationReplacesTheWholeAndTheFormerIsKept) {
  const std::string code = newEnterprise();
  const EnterpriseConfig three = configOf(code, "三项");
  EnterpriseConfig two = three;
  two.collectItems.pop_back();
  const auto put = [&](const EnterpriseConfig& config) {
    return unit([&](auto& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
      return work.enterprises().replaceConfig(code, config, contract::freshHex(64));
    });
  };

  EXPECT_TRUE(put(three));
  EXPECT_TRUE(put(two));

  const auto found = unit([&](auto& work) { return work.enterprises().config(code); });
  EXPECT_EQ(found->collectItems.size(), 2u);
  EXPECT_EQ(historyOf(GetParam(), History::configItems, code), std::vector<std::string>{"3"});
}

// OQ-19
TEST_P(EnterprisesContract, TheSameConfigurationOnlyRenewsItsTime) {
  const std::string code = newEnterprise();
  const std::string digest = contract::freshHex(64);
  EnterpriseConfig config = configOf(code, "甲");
  const auto put = [&] {
    return unit([&](auto& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
      return work.enterprises().replaceConfig(code, config, digest);
    });
  };

  EXPECT_TRUE(put());
  config.received = civil("2026-11-21 00:00:00");
  EXPECT_FALSE(put());

  EXPECT_EQ(unit([&](auto& work) { return work.enterprises().config(code); })->received, config.received);
  EXPECT_TRUE(historyOf(GetParam(), History::configItems, code).empty());
}

// N-8.7-5
TEST_P(EnterprisesContract, InstrumentsComeBackInOrderWithTheirOperations) {
  const std::string code = newEnterprise();
  const std::vector<MeteringInstrument> instruments{instrument("B-2", 1, "1"), instrument("A-1", 2, "0.50"),
                                                    instrument("B-2", 1, "1")};

  unit([&](auto& work) -> hub::Result<bool> {
    HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
    return work.enterprises().replaceInstruments(code, instruments, civil("2026-11-20 08:00:00"), "d1");
  });

  const auto found = unit([&](auto& work) { return work.enterprises().instruments(code); });
  EXPECT_EQ(textOf(found), textOf(instruments));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].dataCode, found[1].dataCode);
  EXPECT_EQ(found[1].dataCodeCalculate, 2);
  EXPECT_EQ(found[1].dataCodeRatio->lexeme(), "0.50");
}

// N-8.7-4
TEST_P(EnterprisesContract, ASmallerSetOfInstrumentsReplacesTheWholeAndTheFormerIsKept) {
  const std::string code = newEnterprise();
  const auto put = [&](const std::vector<MeteringInstrument>& instruments, const std::string& digest) {
    return unit([&](auto& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(code, PeerId{}));
      return work.enterprises().replaceInstruments(code, instruments, civil("2026-11-20 08:00:00"), digest);
    });
  };

  EXPECT_TRUE(put({instrument("A", 1, "1"), instrument("B", 1, "1")}, "two"));
  EXPECT_FALSE(put({instrument("A", 1, "1"), instrument("B", 1, "1")}, "two"));
  EXPECT_TRUE(put({instrument("B", 1, "1")}, "one"));

  const auto found = unit([&](auto& work) { return work.enterprises().instruments(code); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].manageCode, "B");
  EXPECT_EQ(historyOf(GetParam(), History::instruments, code), std::vector<std::string>{"2"});
}

TEST_P(EnterprisesContract, TheListAscendsAndNamesWhatIsKnown) {
  const PeerId mine = newPeer(), other = newPeer();
  const std::string unknown = fresh("z-");
  const std::string known = newEnterprise();
  unit([&](auto& work) -> hub::Result<bool> {
    HUB_CHECK(work.enterprises().lockHead(unknown, mine));
    HUB_CHECK(work.enterprises().lockHead(known, mine));
    HUB_CHECK(work.enterprises().setOwner(known, mine, false));
    HUB_CHECK(work.enterprises().lockHead(fresh("x-"), other));
    return work.enterprises().replaceConfig(known, configOf(known, "热电"), "digest");
  });

  const auto list = unit([&](auto& work) { return work.enterprises().list(mine); });

  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].code, known);
  EXPECT_EQ(list[0].name, "热电");
  EXPECT_EQ(list[0].regionCode, "330106");
  EXPECT_EQ(list[0].industryCode, "C3011");
  EXPECT_EQ(list[0].owner, mine);
  EXPECT_FALSE(list[0].provisional);
  EXPECT_EQ(list[1].code, unknown);
  EXPECT_EQ(list[1].name, "");
  EXPECT_TRUE(list[1].provisional);
  EXPECT_GE(unit([&](auto& work) { return work.enterprises().list(std::nullopt); }).size(), 3u);
}

}  // namespace
