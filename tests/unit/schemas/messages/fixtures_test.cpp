// The repaired examples of both documents, and every defect of theirs that concerns reading.
#include <gtest/gtest.h>

#include "schemas/mapping/g_mapping.h"
#include "tests/fixtures/message_catalogue.h"

namespace schemas {
namespace {

const char* const kUpload = "n08-upload-energy-request";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("example has no " + from);
  return text.replace(at, from.size(), to);
}

struct Outcome {
  bool accepted = false;
  std::string written;
  Tolerated tolerated;
  std::string detail;
};

// As the hub reads a body: the gate, then the declared message.
Outcome take(const fixtures::MessageCase& message, const std::string& body, bool strict) {
  Outcome outcome;
  auto parsed = json::parse(body, strict);
  if (!parsed) {
    outcome.detail = parsed.error().rule;
    return outcome;
  }
  ReadContext context;
  context.strict = strict;
  context.foldedNames = message.isG;
  context.tolerated = parsed->tolerated;
  auto relayed = message.relay(parsed->root, context);
  outcome.accepted = relayed.has_value();
  outcome.written = relayed.value_or("");
  outcome.tolerated = context.tolerated;
  outcome.detail = detailOf(context.faults);
  return outcome;
}

fixtures::MessageCase messageOf(const std::string& fixture) {
  for (auto& message : fixtures::everyMessage())
    if (message.fixture == fixture) return message;
  throw std::runtime_error("no message " + fixture);
}

// N-1-2 N-8.3-3 N-8.3-6 N-8.4-4 N-8.4-5 N-8.5-4 N-8.5-5 N-8.6-2 N-8.6-4 N-8.7-2 N-8.7-3 N-8.8-9 N-8.8-10
// N-8.9-2 N-8.9-3 N-8.10-2 N-8.10-3 G-7.1-8 G-7.1-9 G-7.2-5 G-7.2-6 G-7.3-2 G-7.3-3 G-7.4-3 G-7.5-3
TEST(RepairedExamples, RoundTripByteExactlyEvenWhenStrict) {
  for (const auto& message : fixtures::everyMessage()) {
    if (message.fixture == "g10-record") continue;
    const std::string text = fixtures::example(message.fixture);
    const Outcome outcome = take(message, text, true);
    EXPECT_EQ(outcome.written, text) << message.fixture << ": " << outcome.detail;
    EXPECT_TRUE(outcome.tolerated.empty()) << message.fixture;
  }
}

// G-7.2-7 G-7.2-8
TEST(RepairedExamples, HoldRecordsThatAreRelayedByteExactly) {
  for (const char* fixture : {"g02-backfill-to-province-request", "g03-backfill-to-national-request",
                              "g08-recovery-to-national-request", "g09-recovery-to-province-request"}) {
    const auto root = json::parse(fixtures::example(fixture))->root;
    ReadContext context;
    context.strict = true;
    const auto records = readDeliveryRecords(*root.find("data"), context);
    EXPECT_EQ(records.size(), 2U);
    EXPECT_EQ(writeDeliveryRecords(records), *root.find("data")->text());
  }
}

// N-8.3-D10 N-8.5-D1 N-8.8-D3 OQ-36
TEST(PrintedExamples, AreAcceptedWhereCommentsAndTrailingCommasAreTheOnlyDefects) {
  for (const char* fixture :
       {"n02-register-response", "n04-base-data-request", "n05-version-check-request",
        "n05-version-check-response", "n06-upload-config-response", "n07-upload-metering-response",
        "n08-upload-energy-response", "n10-download-config-request", "n11-download-energy-request"}) {
    const std::string raw = fixtures::contentOf(std::string("raw/") + fixture + ".txt");
    const Outcome outcome = take(messageOf(fixture), raw, false);
    EXPECT_EQ(outcome.written, fixtures::example(fixture)) << outcome.detail;
    EXPECT_EQ(outcome.tolerated.count("OQ-36"), 1U) << fixture;
    EXPECT_FALSE(take(messageOf(fixture), raw, true).accepted) << fixture;
  }
}

// OQ-36
TEST(PrintedExamples, AreRefusedWhereQuotesCommasOrBracketsAreWrong) {
  for (const char* fixture :
       {"n02-register-request", "n04-base-data-response", "n06-upload-config-request",
        "n07-upload-metering-request", "n08-upload-energy-request", "n10-download-config-response",
        "n11-download-energy-response", "g01-consistency-response", "g02-backfill-to-province-response",
        "g04-base-data-request", "g06-config-response"})
    EXPECT_FALSE(
        take(messageOf(fixture), fixtures::contentOf(std::string("raw/") + fixture + ".txt"), false).accepted)
        << fixture;
}

struct Defect {
  const char* row;  // counted in `tolerated`
  const char* fixture;
  const char* from;
  const char* to;
  bool writtenAsPrinted = true;  // written like the example
};

const Defect kDefects[] = {
    {"N-8.3-D1", "n02-register-response", "loadConfigURL", "downloadBaseDataURL"},
    {"OQ-36", "n02-register-request", "\"province\"}", "\"province\", //注册归属\n}"},
    {"OQ-12", "n02-register-response", "\"responseCode\":\"0\"", "\"responseCode\":0"},
    {"N-8.4-D2", "n04-base-data-response", "\"pcode\":\"01\"", "\"pcode\":1"},
    {"OQ-12", "n04-base-data-response", "\"dbValue\":655", "\"dbValue\":\"655\""},
    {"OQ-15", "n04-base-data-response", "\"gbValue\":\"\"", "\"gbValue\":null"},
    {"OQ-12", "n04-base-data-response", "\"zbckz\":\"0.7143\"", "\"zbckz\":0.7143"},
    {"OQ-12", "n04-base-data-response", "\"zbx\":1000.0", "\"zbx\":\"1000.0\""},
    {"OQ-12", "n05-version-check-response", "\"regVersion\":\"125\"", "\"regVersion\":125"},
    {"OQ-12", "n06-upload-config-request", "\"inputType\":\"1\"", "\"inputType\":1"},
    {"OQ-12", "n06-upload-config-request", "\"statType\":\"1\"", "\"statType\":1"},
    {"OQ-12", "n06-upload-config-request", "\"scope\":1", "\"scope\":\"1\""},
    {"OQ-12", "n06-upload-config-request", "\"latitude\":33.283433", "\"latitude\":\"33.283433\""},
    {"OQ-12", "n06-upload-config-request", "\"center\":false", "\"center\":\"false\""},
    {"OQ-15", "n06-upload-config-request", "\"regionCode\":\"410481\"", "\"regionCode\":\" 410481 \""},
    {"OQ-15", "n06-upload-config-request", "\"fieldCode\":\"100\"", "\"fieldCode\":\"100 \""},
    {"N-8.7-D1", "n07-upload-metering-request", "manuFacturer", "manuFacter"},
    {"F-1.3", "n07-upload-metering-request", "manuFacturer", "manufacturer"},
    {"OQ-12", kUpload, "\"dataValue\":123.45", "\"dataValue\":\"123.45\""},
    {"OQ-12", kUpload, "\"inputType\":1", "\"inputType\":\"1\""},
    {"OQ-12", kUpload, "\"valid\":true", "\"valid\":\"true\""},
    {"N-8.8-D7", kUpload, "04-01-00-00-040200-30", "04-01-0000-040200-30", false},
    {"OQ-29", kUpload, "\"statDate\":\"2014-10-09 00:00:00\"", "\"statDate\":\"2014-10-09\""},
    {"OQ-29", kUpload, "\"statDate\":\"2014-10-09 00:00:00\"", "\"statDate\":\"2014-10-09T00:00:00\""},
    {"OQ-29", kUpload, "\"statDate\":\"2014-10-09 00:00:00\"", "\"statDate\":\"2014-10-09 00:00:00.000\""},
    {"F-1.3", kUpload, "enterpriseCode", "enterprisecode"},
    {"OQ-57", kUpload, "statDate", " statDate "},
    {"F-1.5", "n06-upload-config-request", "collectSystemName", "collectSystemNam"},
    {"OQ-11", kUpload, "{\"provinceId\"", "\xEF\xBB\xBF{\"provinceId\""},
    {"OQ-14", kUpload, "{\"provinceId\"", "{\"enterpriseCode\":\"91330000573973053F\",\"provinceId\""},
    {"N-8.9-D1", "n10-download-config-response", "updatetime", "updateTime"},
    {"OQ-29", "n11-download-energy-request", "2014-10-09", "2014-10-09 00:00:00"},
    {"G-7.2-D3", "g02-backfill-to-province-request", "restcode", " restcode "},
    {"G-7.2-D4", "g02-backfill-to-province-request", "restcode", "RESTCODE"},
    {"G-7.2-D4", "g01-consistency-response", "responsecode", "RESPONSECODE"},
    {"G-7.2-D4", "g04-base-data-response", "RESPONSECODE", "responsecode"},
    {"OQ-12", "g01-consistency-response", "\"true\"", "true"},
    {"G-7.2-D3", "g04-base-data-request", "TYPE", " TYPE "},
    {"OQ-12", "g10-record", "\"DATA_VALUE\":\"55.000\"", "\"DATA_VALUE\":55.000"},
    {"OQ-36", "g04-base-data-request", "\"14010702\",", "\"14010702\",//企业编码\n"},
};

// No spelling of a member; or an unmarked member under another name, which strict takes for an unknown one.
bool holdsWhenStrict(const Defect& defect) {
  const std::string row = defect.row;
  return row == "OQ-11" || row == "OQ-14" || std::string(defect.from) == "manuFacturer" ||
         std::string(defect.from) == "collectSystemName";
}

// N-8.3-15 N-8.3-D1 N-8.3-D2 N-8.4-D2 N-8.4-D3 N-8.4-D4 N-8.5-D3 N-8.6-D1 N-8.7-D1 N-8.8-D1 N-8.8-D7 N-8.9-D1
// N-8.10-D2 G-7.2-D3 G-7.2-D4 G-7.3-D1 G-7.3-D4 G-7.5-D3 OQ-11 OQ-12 OQ-14 OQ-15 OQ-26 OQ-29 OQ-36 OQ-38
// OQ-57 F-1.3 F-1.5
TEST(Tolerance, AcceptsAndCountsEachDefectAndRefusesItWhenStrict) {
  for (const Defect& defect : kDefects) {
    const std::string printed = fixtures::example(defect.fixture);
    const std::string body = replaced(printed, defect.from, defect.to);
    const auto message = messageOf(defect.fixture);
    const Outcome tolerant = take(message, body, false);
    EXPECT_TRUE(tolerant.accepted) << defect.row << " " << defect.to << ": " << tolerant.detail;
    EXPECT_EQ(tolerant.tolerated.count(defect.row), 1U) << defect.row << " " << defect.to;
    EXPECT_EQ(tolerant.written == printed, defect.writtenAsPrinted) << tolerant.written;
    EXPECT_EQ(take(message, body, true).accepted, holdsWhenStrict(defect)) << defect.row << " " << defect.to;
  }
}

// N-8.7-D1
TEST(Tolerance, LetsTheFirstSpellingOfTheMakerWin) {
  const auto message = messageOf("n07-upload-metering-request");
  const std::string both = replaced(fixtures::example("n07-upload-metering-request"), "\"manuFacturer\":\"\"",
                                    "\"manuFacter\":\"乙厂\",\"manuFacturer\":\"甲厂\"");
  EXPECT_NE(take(message, both, false).written.find("\"manuFacturer\":\"甲厂\""), std::string::npos);
}

// N-8.8-D2 OQ-24
TEST(Tolerance, NeverGuessesTheSenseOfANumericValid) {
  for (const char* value : {"0", "1", "\"0\"", "\"1\""}) {
    const std::string body =
        replaced(fixtures::example(kUpload), "\"valid\":true", std::string("\"valid\":") + value);
    const Outcome outcome = take(messageOf(kUpload), body, false);
    EXPECT_FALSE(outcome.accepted) << value;
    EXPECT_EQ(outcome.detail, "data[0].valid 应为true或false（0/1含义未约定）");
  }
}

// OQ-14
TEST(Tolerance, RefusesMembersThatOccurTwiceWithDifferentValues) {
  const auto twice = [](const char* member) {
    return take(messageOf(kUpload),
                replaced(fixtures::example(kUpload), "{\"provinceId\"",
                         std::string("{") + member + ",\"provinceId\""),
                false);
  };
  EXPECT_FALSE(twice("\"enterpriseCode\":\"91330000573973053X\"").accepted);
  const std::string folded = replaced(fixtures::example(kUpload), "\"enterpriseCode\":\"91330000573973053F\"",
                                      R"("ENTERPRISECODE":"91330000573973053F","enterprisecode":"other")");
  EXPECT_FALSE(take(messageOf(kUpload), folded, false).accepted);
}

// OQ-13 N-1-2
TEST(Tolerance, IgnoresUnknownMembersAndAnyOrder) {
  const std::string body =
      R"({"extra":[{"a":1}],"data":[{"valid":true,"scope":1,"uploadDate":"2014-10-10 21:58:46",)"
      R"("statDate":"2014-10-09 00:00:00","statType":1,"inputType":1,"dataValue":123.45,)"
      R"("dataCode":"04-01-00-00-040200-30","page":1}],"enterpriseCode":"91330000573973053F",)"
      R"("provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546"})";
  const Outcome outcome = take(messageOf(kUpload), body, true);
  EXPECT_TRUE(outcome.accepted) << outcome.detail;
  EXPECT_EQ(outcome.written.find("extra"), std::string::npos);
}

// N-8.6-D2
TEST(RepairedExamples, HaveAllThirtySixMembersOfTheEnterprise) {
  const auto root = json::parse(fixtures::example("n06-upload-config-request"))->root;
  EXPECT_EQ(root.find("enterprise")->object()->size(), 36U);
}

// G-7.2-D1 R12
TEST(Delivery, AcceptsRawLineBreaksInsideTheString) {
  const std::string body =
      "{\"data\":\"[\n {\\\"DATA_CODE\\\":\\\"0401-01-40200-31\\\",\n \\\"DATA_VALUE\\\":\\\"55.000\\\","
      "\\\"ENTERPRISE_CODE\\\":\\\"10013\\\",\\\"INPUT_TYPE\\\":\\\"1\\\",\\\"STAT_DATE\\\":\\\"1\\\","
      "\\\"UPLOAD_DATE\\\":\\\"2014-02-19 14:21:37\\\"}\n]\",\" restcode \":\"900F67DB\"}";
  auto parsed = json::parse(body);
  ASSERT_TRUE(parsed);
  ReadContext context;
  const auto delivery = read<g::Delivery>(parsed->root, context);
  ASSERT_TRUE(delivery);
  const auto records = readDeliveryRecords(delivery->data, context);
  ASSERT_EQ(records.size(), 1U) << detailOf(context.faults);
  EXPECT_EQ(records[0].dataValue, "55.000");
  EXPECT_FALSE(json::parse(body, true));
}

}  // namespace
}  // namespace schemas
