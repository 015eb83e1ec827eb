// The sister profile of end devices (field-notes 1.2 to 1.5): what is accepted there, counted, refused when
// strict, and refused from a platform.
#include <gtest/gtest.h>

#include "schemas/messages/register_device.h"
#include "tests/fixtures/message_catalogue.h"

namespace schemas {
namespace {

const char* const kUpload = "n08-upload-energy-request";
const char* const kConfig = "n06-upload-config-request";
const char* const kMetering = "n07-upload-metering-request";

const char* const kIdentified[] = {
    "n04-base-data-request",       "n05-version-check-request",  kConfig, kMetering, kUpload,
    "n10-download-config-request", "n11-download-energy-request"};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("example has no " + from);
  return text.replace(at, from.size(), to);
}

std::string fromDevice(const std::string& body) { return replaced(body, "\"provinceId\"", "\"deviceId\""); }

struct Outcome {
  bool accepted = false;
  std::string written;
  Tolerated tolerated;
  std::string detail;
};

constexpr ReadProfile kDevice{.strict = false, .device = true};
constexpr ReadProfile kStrictDevice{.strict = true, .device = true};
constexpr ReadProfile kPlatform{};
constexpr ReadProfile kStrictPlatform{.strict = true};

Outcome take(const std::string& fixture, const std::string& body, const ReadProfile& profile) {
  for (const auto& message : fixtures::everyMessage()) {
    if (message.fixture != fixture) continue;
    auto parsed = json::parse(body, profile.strict);
    if (!parsed) return {.accepted = false, .written = {}, .tolerated = {}, .detail = parsed.error().rule};
    ReadContext context{profile};
    context.tolerated = parsed->tolerated;
    const auto relayed = message.relay(parsed->root, context);
    return {relayed.has_value(), relayed.value_or(""), context.tolerated, detailOf(context.faults)};
  }
  throw std::runtime_error("no message " + fixture);
}

// F-1.3
TEST(DeviceProfile, NamesTheIdentityDeviceIdAndChangesNothingElse) {
  for (const char* fixture : kIdentified) {
    const std::string printed = fixtures::example(fixture);
    for (const auto& profile : {kDevice, kStrictDevice}) {
      const Outcome outcome = take(fixture, fromDevice(printed), profile);
      EXPECT_EQ(outcome.written, printed) << fixture << ": " << outcome.detail;
      EXPECT_TRUE(outcome.tolerated.empty()) << fixture;
    }
  }
}

// F-1.3 N-8.3-10
TEST(DeviceProfile, KnowsNoOtherIdentityThanItsOwn) {
  for (const char* fixture : kIdentified) {
    const std::string printed = fixtures::example(fixture);
    for (const auto& profile : {kDevice, kStrictDevice})
      EXPECT_EQ(take(fixture, printed, profile).detail, "deviceId") << fixture;
    for (const auto& profile : {kPlatform, kStrictPlatform})
      EXPECT_EQ(take(fixture, fromDevice(printed), profile).detail, "provinceId") << fixture;
    const std::string tooShort =
        replaced(fromDevice(printed), "\"deviceId\":\"", "\"deviceId\":\"0\",\"x\":\"");
    EXPECT_EQ(take(fixture, tooShort, kDevice).detail, "deviceId 应为32位平台序列号") << fixture;
  }
}

// F-1.3
TEST(DeviceProfile, TakesTheIdentityInAnyCaseAndBehindTheRecords) {
  const std::string printed = fixtures::example(kUpload);
  const std::string identity = "\"provinceId\":\"0ef6ecea08bf84c7b639c3e9b84ed546\"";
  for (const char* name : {"deviceid", "DEVICEID", "DeviceId"}) {
    std::string body = replaced(printed, identity + ",", "");
    body.insert(body.size() - 1, std::string(",\"") + name + "\":\"0ef6ecea08bf84c7b639c3e9b84ed546\"");
    const Outcome outcome = take(kUpload, body, kDevice);
    EXPECT_EQ(outcome.written, printed) << outcome.detail;
    EXPECT_EQ(outcome.tolerated, (Tolerated{{"F-1.3", 1}}));
    EXPECT_EQ(take(kUpload, body, kStrictDevice).detail, "deviceId");
  }
}

// A departure of an end device, in a message otherwise as printed.
struct Departure {
  const char* row;
  const char* fixture;
  const char* from;
  const char* to;
  const char* platformDetail;     // what a platform is told
  const char* written = nullptr;  // stands in place of `from` when it is not written as printed
};

const char* const kTimeRule = "data[0].statDate 应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
const char* const kUploadTimeRule = "data[0].uploadDate 应为 yyyy-MM-dd HH:mm:ss 形式的真实时间";
const char* const kDayRule = "statDate 应为 yyyy-MM-dd 形式的真实日期";
const char* const kRegisterRule =
    "enterprise.registerDate 应为真实日期，如 2017-05-20 或 2017-05-20 00:00:00";
const char* const kCodeRule = "data[0].dataCode 应为采集数据项编码，如 04-01-00-00-040200-30";
const char* const kStat = "\"statDate\":\"2014-10-09 00:00:00\"";
const char* const kSent = "\"uploadDate\":\"2014-10-10 21:58:46\"";
const char* const kRegistered = "\"registerDate\":\"1998-10-10 00:00:00\"";

const Departure kDepartures[] = {
    {"OQ-24", kUpload, ",\"valid\":true", "", "data[0].valid"},
    {"OQ-24", kUpload, "\"valid\":true", "\"valid\":null", "data[0].valid"},
    {"OQ-24", kUpload, "\"valid\":true", "\"valid\":\"\"", "data[0].valid"},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"2014-10-09 00:00\"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"2014/10/9\"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\" 2014-10-9 0:0:0 \"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":1412784000000", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"1412784000000\"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"Oct 9, 2014 12:00:00 AM\"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"Oct 9, 2014, 12:00:00 AM\"", kTimeRule},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"2014-10\"", kTimeRule, "\"statDate\":\"2014-10-01 00:00:00\""},
    {"F-1.10", kUpload, kStat, "\"statDate\":\"2014\"", kTimeRule, "\"statDate\":\"2014-01-01 00:00:00\""},
    {"F-1.10", kUpload, kSent, "\"uploadDate\":\"2014/10/10 21:58:46\"", kUploadTimeRule},
    {"F-1.10", kUpload, kSent, "\"uploadDate\":\"Oct 10, 2014 9:58:46 PM\"", kUploadTimeRule},
    {"F-1.10", "n11-download-energy-request", "\"2014-10-09\"", "\"2014/10/9\"", kDayRule},
    {"F-1.10", kConfig, kRegistered, "\"registerDate\":\"1998/10/10\"", kRegisterRule,
     "\"registerDate\":\"1998-10-10\""},
    {"F-1.10", kConfig, kRegistered, "\"registerDate\":\"Oct 10, 1998 4:30:00 PM\"", kRegisterRule,
     "\"registerDate\":\"1998-10-10 16:30:00\""},
    {"F-1.3", kUpload, "04-01-00-00-040200-30", "0401-01-40200-31", kCodeRule, "0401-01-40200-31"},
    {"F-1.5", kConfig, "\"center\":false", "\"center\":\"0\"", "enterprise.center 应为true或false"},
    {"F-1.5", kConfig, "\"center\":false", "\"center\":0", "enterprise.center 应为true或false"},
    {"F-1.5", kConfig, "\"center\":false", "\"center\":\"1\"", "enterprise.center 应为true或false",
     "\"center\":true"},
    {"F-1.5", kConfig, "\"jgzh\":false", "\"jgzh\":1", "enterprise.jgzh 应为true或false", "\"jgzh\":true"},
    {"F-1.5", kConfig, "\"energyPass\":false", "\"energyPass\":\"0\"",
     "enterprise.energyPass 应为true或false"},
    {"F-1.5", kConfig, "\"latitude\":33.283433,\"longitude\":113.505883",
     "\"latitude\":113.505883,\"longitude\":33.283433", "enterprise.latitude 应为-90至90",
     "\"latitude\":113.505883,\"longitude\":33.283433"},
};

// F-1.3 F-1.5 F-1.10 OQ-24
TEST(DeviceProfile, AcceptsAndCountsWhatOnlyEndDevicesSend) {
  for (const Departure& departure : kDepartures) {
    const std::string printed = fixtures::example(departure.fixture);
    const Outcome outcome =
        take(departure.fixture, fromDevice(replaced(printed, departure.from, departure.to)), kDevice);
    EXPECT_TRUE(outcome.accepted) << departure.to << ": " << outcome.detail;
    EXPECT_EQ(outcome.tolerated, (Tolerated{{departure.row, 1}})) << departure.to;
    const char* written = departure.written ? departure.written : departure.from;
    EXPECT_EQ(outcome.written, replaced(printed, departure.from, written)) << departure.to;
  }
}

// F-1.3 F-1.5 F-1.10 OQ-24
TEST(DeviceProfile, RefusesThemWhenStrictAndFromPlatforms) {
  for (const Departure& departure : kDepartures) {
    const std::string body = replaced(fixtures::example(departure.fixture), departure.from, departure.to);
    EXPECT_FALSE(take(departure.fixture, fromDevice(body), kStrictDevice).accepted) << departure.to;
    for (const auto& profile : {kPlatform, kStrictPlatform})
      EXPECT_EQ(take(departure.fixture, body, profile).detail, departure.platformDetail) << departure.to;
  }
}

// F-1.3 F-1.5 N-8.7-D1 OQ-12 OQ-15 OQ-29
TEST(DeviceProfile, AcceptsAndCountsWhatPlatformsMayDoToo) {
  const std::pair<Departure, int> cases[] = {
      {{"F-1.3", kUpload, "\"dataCode\"", "\"datacode\"", "data[0].dataCode"}, 1},
      {{"OQ-12", kUpload, "123.45", "\"123.45\"", nullptr}, 1},
      {{"OQ-12", kUpload, "\"inputType\":1,\"statType\":1", "\"inputType\":\"1\",\"statType\":\"1\"",
        nullptr},
       2},
      {{"OQ-12", kUpload, "\"scope\":1", "\"scope\":\"1\"", nullptr}, 1},
      {{"OQ-12", kUpload, "\"valid\":true", "\"valid\":\"TRUE\"", nullptr}, 1},
      {{"OQ-29", kUpload, kStat, "\"statDate\":\"2014-10-09T00:00:00.000\"", nullptr}, 1},
      {{"N-8.8-D7", kUpload, "04-01-00-00-040200-30", "04-01-0000-040200-30", nullptr,
        "04-01-0000-040200-30"},
       1},
      {{"N-8.8-D7", kUpload, "04-01-00-00-040200-30", "04-01-0000040200-30", nullptr, "04-01-0000040200-30"},
       1},
      {{"N-8.8-D7", kUpload, "04-01-00-00-040200-30", "0401000004020030", nullptr, "0401000004020030"}, 1},
      {{"F-1.5", kConfig, "collectSystemName", "collectSystemNam", nullptr}, 1},
      {{"N-8.7-D1", kMetering, "manuFacturer", "manuFacter", nullptr}, 1},
      {{"OQ-12", kConfig, "\"scope\":1", "\"scope\":\"1\"", nullptr}, 1},
      {{"OQ-12", kConfig, "\"inputType\":\"1\"", "\"inputType\":1", nullptr}, 1},
  };
  for (const auto& [departure, count] : cases) {
    const std::string printed = fixtures::example(departure.fixture);
    const std::string body = replaced(printed, departure.from, departure.to);
    const char* written = departure.written ? departure.written : departure.from;
    const auto check = [&](const std::string& sent, const ReadProfile& profile) {
      const Outcome outcome = take(departure.fixture, sent, profile);
      EXPECT_EQ(outcome.written, replaced(printed, departure.from, written))
          << departure.to << outcome.detail;
      EXPECT_EQ(outcome.tolerated, (Tolerated{{departure.row, count}})) << departure.to;
    };
    check(fromDevice(body), kDevice);
    check(body, kPlatform);
  }
}

struct Polarity {
  ValidNumeric sense;
  const char* value;
  const char* read;  // nullptr = refused
};

const Polarity kPolarities[] = {
    {ValidNumeric::zeroIsValid, "0", "true"},       {ValidNumeric::zeroIsValid, "\"0\"", "true"},
    {ValidNumeric::zeroIsValid, "1", "false"},      {ValidNumeric::zeroIsValid, "\" 1 \"", "false"},
    {ValidNumeric::oneIsValid, "0", "false"},       {ValidNumeric::oneIsValid, "\"0\"", "false"},
    {ValidNumeric::oneIsValid, "1", "true"},        {ValidNumeric::oneIsValid, "\"1\"", "true"},
    {ValidNumeric::oneIsValid, "2", nullptr},       {ValidNumeric::oneIsValid, "1.0", nullptr},
    {ValidNumeric::zeroIsValid, "-1", nullptr},     {ValidNumeric::zeroIsValid, "\"00\"", nullptr},
    {ValidNumeric::oneIsValid, "\"yes\"", nullptr}, {ValidNumeric::oneIsValid, "[]", nullptr},
};

// OQ-24 N-8.8-D2
TEST(Validity, OfDigitsIsWhatTheProfileSaysInBothProfiles) {
  const std::string printed = fixtures::example(kUpload);
  for (const auto& [sense, value, read] : kPolarities) {
    const std::string body = replaced(printed, "\"valid\":true", std::string("\"valid\":") + value);
    for (const bool device : {false, true}) {
      const std::string sent = device ? fromDevice(body) : body;
      const Outcome outcome = take(kUpload, sent, {false, device, sense});
      EXPECT_EQ(outcome.accepted, read != nullptr) << value;
      const std::string expected =
          read ? replaced(printed, "\"valid\":true", std::string("\"valid\":") + read) : "";
      EXPECT_EQ(outcome.written, expected) << value;
      EXPECT_EQ(outcome.tolerated.count("OQ-24"), read ? 1U : 0U) << value;
      EXPECT_FALSE(take(kUpload, sent, {true, device, sense}).accepted) << value;
    }
  }
}

// OQ-24 N-8.8-D2
TEST(Validity, OfDigitsIsRefusedUntilItsSenseIsAgreed) {
  for (const char* value : {"0", "1", "\"0\"", "\"1\""}) {
    const std::string body =
        replaced(fixtures::example(kUpload), "\"valid\":true", std::string("\"valid\":") + value);
    for (const auto& profile : {kDevice, kPlatform}) {
      const Outcome outcome = take(kUpload, profile.device ? fromDevice(body) : body, profile);
      EXPECT_EQ(outcome.detail, "data[0].valid 应为true或false（0/1含义未约定）");
    }
  }
}

// N-8.8-Q6 N-8.8-Q7 N-8.8-Q10 OQ-29
TEST(DeviceProfile, StillRefusesWhatHasNoMeaning) {
  const std::pair<const char*, const char*> cases[] = {
      {"\"inputType\":1", "\"inputType\":1.0"},
      {"\"statType\":1", "\"statType\":\"1.0\""},
      {"\"statType\":1", "\"statType\":4"},
      {"\"scope\":1", "\"scope\":true"},
      {"123.45", "\"\""},
      {"123.45", "\"NaN\""},
      {"123.45", "\"12,5\""},
      {"04-01-00-00-040200-30", "0401-01-040200-31"},
      {"04-01-00-00-040200-30", "04010140200311"},
      {"04-01-00-00-040200-30", "a-b-c-d"},
      {kStat, "\"statDate\":\"2014-02-30\""},
      {kStat, "\"statDate\":\"2014-10-09T00:00:00Z\""},
      {kStat, "\"statDate\":\"2014-10-09 00:00:00+08:00\""},
      {kStat, "\"statDate\":20141009"},
      {kStat, "\"statDate\":1.412784e12"},
      {kStat, "\"statDate\":true"},
      {kStat, "\"statDate\":null"},
      {",\"statType\":1", ""},
  };
  for (const auto& [from, to] : cases)
    EXPECT_FALSE(take(kUpload, fromDevice(replaced(fixtures::example(kUpload), from, to)), kDevice).accepted)
        << to;
  const std::string config = fixtures::example(kConfig);
  for (const char* value : {"2", "\"yes\"", "1.0", "\"01\""})
    EXPECT_FALSE(take(kConfig,
                      fromDevice(replaced(config, "\"center\":false", std::string("\"center\":") + value)),
                      kDevice)
                     .accepted)
        << value;
  EXPECT_FALSE(
      take(kConfig, fromDevice(replaced(config, "\"latitude\":33.283433", "\"latitude\":180.1")), kDevice)
          .accepted);
  EXPECT_FALSE(
      take(kConfig, fromDevice(replaced(config, kRegistered, "\"registerDate\":\"1998-02-30\"")), kDevice)
          .accepted);
}

// OQ-13 F-1.3
TEST(DeviceProfile, CountsTheUnknownMembersOfFatRecords) {
  const std::string extra =
      R"({"id":7,"itemId":null,"dataName":"\u003c\u0026\u003e","recordType":0,"unit":"t","page":1,"limit":10,)"
      R"("insertDate":"Jul 20, 2021 4:30:00 PM","deviceId":"x","more":{"a":[1]},"dataCode")";
  const std::string printed = fixtures::example(kUpload);
  const std::string body = replaced(printed, "{\"dataCode\"", extra);
  const Outcome outcome = take(kUpload, fromDevice(body), kDevice);
  EXPECT_EQ(outcome.written, printed) << outcome.detail;
  EXPECT_EQ(outcome.tolerated, (Tolerated{{"OQ-13", 10}}));
  // They are no departure: extensions are allowed (N-1-2).
  EXPECT_EQ(take(kUpload, fromDevice(body), kStrictDevice).written, printed);
  EXPECT_TRUE(take(kUpload, body, kPlatform).tolerated.empty());
}

// F-1.5
TEST(DeviceProfile, TakesTheConfigurationsOfRealBoxes) {
  const std::string printed = fixtures::example(kConfig);
  const std::pair<const char*, const char*> cases[] = {
      {"{\"name\":\"",
       "{\"used\":false,\"dataCode\":\"00-00-0000023400-80\",\"createTime\":null,\"name\":\""},
      {"\"enterprise\":{",
       "\"enterprise\":{\"group_name\":\"\",\"deviceId\":\"x\",\"enterpriseCode\":\"x\","},
      {kRegistered, "\"registerDate\":null"},
      {kRegistered, "\"registerDate\":\"\""},
      {"\"passDate\":\"\"", "\"passDate\":null"},
      {"\"energyConsumeLevel\":4", "\"energyConsumeLevel\":\"4\""},
      {"\"latitude\":33.283433", "\"latitude\":\"33.28\""},
      {"\"phone\":\"0375-8111111\"", "\"phone\":\"0830--5482213\""},
      {"\"group\":{\"name\":\"河北钢铁股份有限公司\",\"address\":\"河北省石家庄市体育南大街 385 号\"",
       "\"group\":{\"name\":\"\",\"address\":\"\""},
      {"2010-10-10 00:00:00", "2021-08-26"},
      {"\"dataValueMax\":300000,\"dataValueMin\":0", "\"dataValueMax\":null,\"dataValueMin\":null"},
      {"\"dataValueMax\":300000,\"dataValueMin\":0", "\"dataValueMax\":\"99999\",\"dataValueMin\":\"\""},
      {"\"regionCode\":\"410481\"", "\"regionCode\":\"370672\""},
  };
  for (const auto& [from, to] : cases) {
    const std::string body = fromDevice(replaced(printed, from, to));
    const Outcome outcome = take(kConfig, body, kDevice);
    EXPECT_TRUE(outcome.accepted) << to << ": " << outcome.detail;
    const Outcome relayed = take(kConfig, outcome.written, kStrictPlatform);
    EXPECT_EQ(relayed.written, outcome.written) << to << ": " << relayed.detail;
  }
}

struct Client {
  const char* body;
  const char* message;
  Tolerated tolerated;
  std::vector<const char*> written;
};

// F-1.3 F-1.5 F-1.10 OQ-12 OQ-13 OQ-24 OQ-29 N-8.8-D7
TEST(DeviceProfile, ReadsWhatRealClientsSendAndRelaysItAsPrinted) {
  const Client clients[] = {{"f08-fat-records-request",
                             kUpload,
                             {{"F-1.10", 2}, {"N-8.8-D7", 3}, {"OQ-12", 1}, {"OQ-13", 17}, {"OQ-24", 3}},
                             {R"("dataValue":123.450000,)", R"("dataValue":0.10000000009313226,)",
                              R"("dataValue":1.0E-7,)", R"("statDate":"2021-07-20 10:07:33")",
                              R"("statDate":"2021-07-20 00:00:00","uploadDate":"2021-07-21 08:30:00",)"}},
                            {"f08-one-record-request",
                             kUpload,
                             {{"F-1.3", 1}, {"N-8.8-D7", 1}, {"OQ-12", 5}},
                             {R"("dataValue":123.45,"inputType":4,"statType":1,)", R"("valid":true)"}},
                            {"f06-upload-config-request",
                             kConfig,
                             {{"F-1.5", 3}, {"F-1.10", 1}, {"OQ-12", 8}, {"OQ-13", 7}},
                             {R"("commDate":"2021-08-26")", R"("center":false)", R"("energyPass":true)",
                              R"("collectSystemName":"能源管理系统")"}}};
  for (const auto& [body, message, tolerated, written] : clients) {
    const Outcome outcome = take(message, fixtures::example(body), kDevice);
    EXPECT_TRUE(outcome.accepted) << body << ": " << outcome.detail;
    EXPECT_EQ(outcome.tolerated, tolerated) << body;
    for (const char* part : written)
      EXPECT_NE(outcome.written.find(part), std::string::npos) << part << " in " << outcome.written;
    EXPECT_TRUE(take(message, outcome.written, kPlatform).accepted) << body;
    EXPECT_FALSE(take(message, fixtures::example(body), kStrictDevice).accepted) << body;
  }
}

// F-1.2
TEST(RegisterDevice, NeedsTheEnterpriseAndItsRegion) {
  const auto detail = [](const char* body) {
    ReadContext context{kDevice};
    read<RegisterDevice>(json::parse(body)->root, context);
    return detailOf(context.faults);
  };
  EXPECT_EQ(detail(R"({"enterpriseCode":"91330000573973053F","region":"370672"})"), "");
  EXPECT_EQ(detail(R"({"REGION":340207,"enterprisecode":"91330000573973053F"})"), "");
  EXPECT_EQ(detail(R"({"region":"370672"})"), "enterpriseCode");
  EXPECT_EQ(detail(R"({"enterpriseCode":"91330000573973053X","region":"37"})"),
            "enterpriseCode 应为18位统一社会信用代码（含校验位）; region 应为6位行政区划代码");
}

// F-1.2
TEST(RegisterDeviceReply, HasEveryKeyThatARealClientAsksFor) {
  RegisterDeviceReply reply;
  reply.responseCode = "0";
  reply.responseMessage = "RECEIVE SUCCESS";
  reply.deviceId = *ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed546");
  const std::string body = write(reply);
  const auto root = json::parse(body, true)->root;
  for (const char* key : {"responseCode", "responseMessage", "deviceId", "loadConfigURL", "loadDicVersionURL",
                          "centerInfoURL", "centerMeteringDataURL", "centerDataURL", "centerInfoDownloadURL",
                          "centerDataDownloadURL", "downloadBaseDataURL", "uploadTime"})
    EXPECT_NE(root.find(key), nullptr) << key;
  EXPECT_EQ(root.find("secretKey"), nullptr);
  reply.secretKey = "0123456789abcdeffedcba9876543210";
  EXPECT_NE(json::parse(write(reply))->root.find("secretKey"), nullptr);
}

}  // namespace
}  // namespace schemas
