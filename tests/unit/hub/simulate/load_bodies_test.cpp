#include "hub/simulate/load_bodies.h"

#include <gtest/gtest.h>

#include <set>

#include "schemas/codes/code.h"
#include "schemas/declare/read.h"
#include "schemas/json/parse.h"
#include "schemas/messages/upload_energy_data.h"

namespace hub::simulate {
namespace {

LoadShape shape() {
  return {.identity = "0ef6ecea08bf84c7b639c3e9b84ed546",
          .day = *schemas::CivilDate::parse("2026-11-20"),
          .items = 3,
          .firstEnterprise = 7};
}

std::string body(const LoadBodies& bodies, std::uint64_t request) {
  return bodies.head(request) + *bodies.records(request);
}

schemas::json::Value parsed(const std::string& text) {
  auto result = schemas::json::parse(text);
  EXPECT_TRUE(result) << text.substr(0, 200);
  return result ? result->root : schemas::json::Value();
}

const schemas::json::Array& recordsOf(const schemas::json::Value& message) {
  return *message.find("data")->array();
}

std::string member(const schemas::json::Value& object, const char* name) {
  return *object.find(name)->text();
}

TEST(LoadBodies, MakesEnterprisesWithRightCheckCharacters) {
  std::set<std::string> codes;
  for (std::uint64_t n = 0; n < 1000; ++n) codes.insert(loadEnterprise(n * 999'983));

  EXPECT_EQ(codes.size(), 1000u);
  for (const std::string& code : codes) EXPECT_TRUE(schemas::CreditRule::accepts(code)) << code;
}

TEST(LoadBodies, ADayHasAllSlotsOfEachItem) {
  LoadBodies bodies(shape());
  bodies.prepare(2);

  const auto message = parsed(body(bodies, 1));

  EXPECT_EQ(member(message, "enterpriseCode"), loadEnterprise(8));
  EXPECT_EQ(member(message, "provinceId"), "0ef6ecea08bf84c7b639c3e9b84ed546");
  std::set<std::pair<std::string, std::string>> keys;
  for (const auto& record : recordsOf(message))
    keys.insert({member(record, "dataCode"), member(record, "statDate")});
  EXPECT_EQ(keys.size(), 3u * 96u);
  EXPECT_EQ(bodies.recordsPerRequest(), 3 * 96);
}

TEST(LoadBodies, AreAcceptedByTheDeclaredMessage) {
  LoadBodies bodies(shape());
  bodies.prepare(1);

  const auto message = parsed(body(bodies, 0));
  schemas::ReadContext context;
  const auto read = schemas::read<schemas::UploadEnergyData>(message, context);

  EXPECT_TRUE(read);
}

TEST(LoadBodies, HoldsTwoHundredDataCodesApart) {
  LoadShape wide = shape();
  wide.items = 200;
  LoadBodies bodies(wide);
  bodies.prepare(1);

  std::set<std::string> codes;
  const auto message = parsed(body(bodies, 0));
  for (const auto& record : recordsOf(message)) codes.insert(member(record, "dataCode"));

  EXPECT_EQ(codes.size(), 200u);
}

TEST(LoadBodies, EachEnterpriseHasItsOwnValuesWhileThereIsRoom) {
  LoadBodies bodies(shape());

  EXPECT_EQ(bodies.prepare(10), 10u);

  std::set<std::string> records;
  for (std::uint64_t n = 0; n < 10; ++n) records.insert(*bodies.records(n));
  EXPECT_EQ(records.size(), 10u);
}

TEST(LoadBodies, EnterprisesShareRecordsWhenTheRoomIsFull) {
  LoadShape wide = shape();
  wide.items = 1000;
  LoadBodies bodies(wide);

  const std::size_t made = bodies.prepare(1'000'000);

  EXPECT_LE(made * bodies.records(0)->size(), LoadBodies::kPreparedBytesMax + bodies.records(0)->size());
  EXPECT_EQ(bodies.records(0), bodies.records(made));
  EXPECT_NE(bodies.head(0), bodies.head(made));
}

TEST(LoadBodies, EachTurnIsADayEarlier) {
  LoadShape turning = shape();
  turning.enterprises = 2;
  LoadBodies bodies(turning);
  bodies.prepare(6);

  const auto last = parsed(body(bodies, 5));

  EXPECT_EQ(bodies.head(5), bodies.head(1));
  EXPECT_TRUE(member(recordsOf(last).front(), "statDate").starts_with("2026-11-18 "));
  EXPECT_EQ(bodies.records(6), nullptr) << "turns that were not prepared are not made up";
}

TEST(LoadBodies, SingleTurnsGoThroughItemsThenSlotsThenDays) {
  LoadShape single = shape();
  single.isDaily = false;
  single.enterprises = 1;
  const LoadBodies bodies(single);
  const auto dateOf = [&](std::uint64_t n) {
    const auto message = parsed(body(bodies, n));
    EXPECT_EQ(recordsOf(message).size(), 1u);
    return member(recordsOf(message).front(), "statDate");
  };

  EXPECT_EQ(dateOf(0), "2026-11-20 00:00:00");
  EXPECT_EQ(dateOf(2), "2026-11-20 00:00:00");
  EXPECT_EQ(dateOf(3), "2026-11-20 00:15:00");
  EXPECT_EQ(dateOf(3 * 96), "2026-11-19 00:00:00");
}

TEST(LoadBodies, ADeviceReportsForItsEnterpriseOnly) {
  LoadShape device = shape();
  device.isDevice = true;
  device.isDaily = false;
  device.enterprise = "91330000573973053F";
  const LoadBodies bodies(device);

  const auto message = parsed(body(bodies, 4));

  EXPECT_EQ(member(message, "deviceId"), "0ef6ecea08bf84c7b639c3e9b84ed546");
  EXPECT_EQ(member(message, "enterpriseCode"), "91330000573973053F");
  EXPECT_EQ(member(recordsOf(message).front(), "statDate"), "2026-11-20 00:15:00");
}

TEST(LoadBodies, AGreaterSeedIsALaterUpload) {
  LoadShape later = shape();
  later.seed = 2;
  LoadBodies first(shape()), second(later);
  const auto uploadDate = [](LoadBodies& bodies) {
    bodies.prepare(1);
    const auto message = parsed(body(bodies, 0));
    return member(recordsOf(message).front(), "uploadDate");
  };

  EXPECT_EQ(uploadDate(first), "2026-11-20 23:00:01");
  EXPECT_EQ(uploadDate(second), "2026-11-20 23:00:02");
}

TEST(LoadBodies, ALaterUploadCorrectsAsManyValuesAsWanted) {
  const auto valuesOf = [](std::uint64_t seed, int corrected) {
    LoadShape wide = shape();
    wide.items = 100;
    wide.seed = seed;
    wide.corrected = corrected;
    LoadBodies bodies(wide);
    bodies.prepare(1);
    std::vector<std::string> values;
    const auto message = parsed(body(bodies, 0));
    for (const auto& record : recordsOf(message))
      values.push_back(record.find("dataValue")->number()->lexeme);
    return values;
  };
  const auto first = valuesOf(1, 1000);
  const auto differing = [&](const std::vector<std::string>& other) {
    int count = 0;
    for (std::size_t i = 0; i < first.size(); ++i) count += first[i] != other[i];
    return count;
  };

  EXPECT_EQ(differing(valuesOf(2, 0)), 0);
  EXPECT_NEAR(differing(valuesOf(2, 10)), 96, 50);
  EXPECT_GT(differing(valuesOf(2, 1000)), 9500);
}

TEST(LoadBodies, EqualSeedsMakeEqualBodies) {
  LoadShape other = shape();
  other.seed = 2;
  LoadBodies first(shape()), second(shape()), third(other);
  for (LoadBodies* bodies : {&first, &second, &third}) bodies->prepare(2);

  EXPECT_EQ(body(first, 1), body(second, 1));
  EXPECT_NE(body(first, 1), body(third, 1));
}

}  // namespace
}  // namespace hub::simulate
