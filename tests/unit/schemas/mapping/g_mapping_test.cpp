#include "schemas/mapping/g_mapping.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "schemas/declare/read.h"
#include "schemas/json/parse.h"

namespace schemas {
namespace {

constexpr const char* kEnterprise = "91330000573973053F";
const CivilTime kInserted = *CivilTime::parse("2014-10-10 22:00:00");

EnergyRecord tableEight(const char* dataCode, const char* value) {
  EnergyRecord record;
  record.dataCode = *DataCode::parse(dataCode);
  record.dataValue = *Decimal::parse(value);
  record.inputType = 1;
  record.statType = 1;
  record.statDate = *CivilTime::parse("2014-10-09 00:00:00");
  record.uploadDate = *CivilTime::parse("2014-10-10 21:58:46");
  record.scope = 1;
  return record;
}

EnergyRecord sample() { return tableEight("04-01-00-00-040200-30", "123.45"); }

g::Record tableTwo(const char* dataCode, const char* value, const char* period) {
  g::Record record;
  record.dataCode = dataCode;
  record.dataValue = value;
  record.enterpriseCode = "10013";
  record.inputType = "1";
  record.insertDate = "2014-07-02 18:13:35";
  record.statDate = period;
  record.type = "-";
  record.uploadDate = "2014-02-19 14:21:37";
  return record;
}

std::vector<g::Record> tableTwoRecords() {
  return {tableTwo("0401-01-40200-31", "55.000", "date"), tableTwo("0401-02-40200-31", "56.300", "-")};
}

std::optional<ReadRecord> readAs(const g::Record& record, ReadContext& context,
                                 const GMapping& mapping = {}) {
  return fromG(record, "data[0]", mapping, context);
}

// OQ-44
TEST(CanonicalText, EqualsTheFirstTestVector) {
  const std::string text = canonicalText(tableTwoRecords(), false);
  EXPECT_EQ(text,
            "10013|0401-01-40200-31|date|-|1|2014-02-19 14:21:37|55.000|\n"
            "10013|0401-02-40200-31|-|-|1|2014-02-19 14:21:37|56.300|");
  EXPECT_EQ(text.size(), 116U);
}

// OQ-44 X-G-1
TEST(CanonicalText, EqualsTheSecondTestVector) {
  const GMapping none;
  const std::vector<g::Record> records{
      *toG(kEnterprise, tableEight("04-02-00-00-040200-30", "234.56"), kInserted, none),
      *toG(kEnterprise, sample(), kInserted, none)};
  const std::string text = canonicalText(records, false);
  EXPECT_EQ(text,
            "91330000573973053F|04-01-00-00-040200-30|1|1|1|2014-10-10 21:58:46|123.450|\n"
            "91330000573973053F|04-02-00-00-040200-30|1|1|1|2014-10-10 21:58:46|234.560|");
  EXPECT_EQ(text.size(), 151U);
}

// G-7.1-2
TEST(CanonicalText, IgnoresOrderRepetitionSpellingAndNodeLocalMembers) {
  auto other = tableTwoRecords();
  other.push_back(other.front());
  std::reverse(other.begin(), other.end());
  other[0].dataValue = " 55 ";
  other[0].insertDate = "2030-01-01 00:00:00";
  other[0].isValid = "1";
  other[1].dataValue = "5.63e1";
  EXPECT_EQ(canonicalText(other, false), canonicalText(tableTwoRecords(), false));
}

TEST(CanonicalText, WritesPeriodsInWordsAsDigits) {
  for (const auto& [word, digit] : {std::pair{"天", "1"}, {"日", "1"}, {"月", "2"}, {"年", "3"}}) {
    EXPECT_EQ(canonicalText({tableTwo("0401-01-40200-31", "1", word)}, false),
              canonicalText({tableTwo("0401-01-40200-31", "1", digit)}, false));
  }
}

// X-G-6 OQ-45
TEST(CanonicalText, LeavesRealTimeValuesOutUnlessTheExtensionIsOn) {
  std::vector<g::Record> records(96, tableTwo("0401-01-40200-31", "1", "0"));
  for (std::size_t i = 0; i < records.size(); ++i)
    records[i].statTime = CivilTime::at(*CivilDate::parse("2014-02-18"), static_cast<int>(i) * 900).text();
  records.push_back(tableTwo("0401-01-40200-31", "96", "1"));
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n') + 1; };
  EXPECT_EQ(lines(canonicalText(records, false)), 1);
  EXPECT_EQ(lines(canonicalText(records, true)), 97);
}

TEST(CanonicalText, OmitsRecordsThatCannotStandInALine) {
  auto broken = tableTwo("0401-01-40200-31", "1", "1");
  broken.enterpriseCode = "10|013";
  auto controlled = tableTwo("0401-01-40200-31", "1", "1");
  controlled.enterpriseCode = "100\n13";
  EXPECT_EQ(canonicalText({broken, controlled}, false), "");
}

// X-G-1 X-G-2 G-7.2-7 OQ-53
TEST(ToG, WritesTheMembersOfTheExample) {
  EXPECT_EQ(
      writeDeliveryRecords({*toG(kEnterprise, sample(), kInserted, {})}),
      R"([{"DATA_CODE":"04-01-00-00-040200-30","DATA_VALUE":"123.450","ENTERPRISE_CODE":"91330000573973053F",)"
      R"("INPUT_TYPE":"1","INSERT_DATE":"2014-10-10 22:00:00","STAT_DATE":"1","TYPE":"1",)"
      R"("UPLOAD_DATE":"2014-10-10 21:58:46"}])");
}

// OQ-53 OQ-51 X-G-2
TEST(ToG, PlacesTheOptionalMembersAlphabetically) {
  EnergyRecord suspicious = sample();
  suspicious.valid = false;
  GMapping mapping;
  mapping.statTime = true;
  EXPECT_EQ(
      writeDeliveryRecords({*toG(kEnterprise, suspicious, kInserted, mapping)}),
      R"([{"DATA_CODE":"04-01-00-00-040200-30","DATA_VALUE":"123.450","ENTERPRISE_CODE":"91330000573973053F",)"
      R"("INPUT_TYPE":"1","INSERT_DATE":"2014-10-10 22:00:00","IS_VALID":"1","STAT_DATE":"1",)"
      R"("STAT_TIME":"2014-10-09 00:00:00","TYPE":"1","UPLOAD_DATE":"2014-10-10 21:58:46"}])");
}

// OQ-53
TEST(ToG, ObeysTheSwitchForIsValid) {
  const auto written = [](const char* switchValue, bool valid) {
    EnergyRecord record = sample();
    record.valid = valid;
    GMapping mapping;
    mapping.sendIsValid = switchValue;
    return toG(kEnterprise, record, kInserted, mapping)->isValid;
  };
  EXPECT_EQ(written("suspicious", true), std::nullopt);
  EXPECT_EQ(written("suspicious", false), "1");
  EXPECT_EQ(written("always", true), "0");
  EXPECT_EQ(written("always", false), "1");
  EXPECT_EQ(written("never", false), std::nullopt);
}

// X-G-3 OQ-55
TEST(ToG, WritesPlainDecimalsWithThreeFractionalDigits) {
  const std::pair<const char*, const char*> cases[] = {{"55", "55.000"},      {"56.3", "56.300"},
                                                       {"123.45", "123.450"}, {"0.7143", "0.7143"},
                                                       {"1e-7", "0.0000001"}, {"1.23E+10", "12300000000.000"},
                                                       {"-0", "0.000"},       {"007.50", "7.500"}};
  for (const auto& [value, expected] : cases)
    EXPECT_EQ(toG(kEnterprise, tableEight("04-01-00-00-040200-30", value), kInserted, {})->dataValue,
              expected);
}

// X-G-6 OQ-51
TEST(ToG, SendsRealTimeValuesOnlyWithStatTime) {
  EnergyRecord realTime = sample();
  realTime.statType = 0;
  GMapping mapping;
  EXPECT_FALSE(toG(kEnterprise, realTime, kInserted, mapping));
  mapping.statTime = true;
  const auto record = toG(kEnterprise, realTime, kInserted, mapping);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->statDate, "0");
  EXPECT_EQ(record->statTime, "2014-10-09 00:00:00");
}

// X-G-4 OQ-54
TEST(ToG, SendsInputTypesUnchangedUnlessMapped) {
  EnergyRecord supplier = sample();
  supplier.inputType = 6;
  GMapping mapping;
  EXPECT_EQ(toG(kEnterprise, supplier, kInserted, mapping)->inputType, "6");
  mapping.inputTypes = {{"6", "4"}, {"7", "5"}};
  EXPECT_EQ(toG(kEnterprise, supplier, kInserted, mapping)->inputType, "4");
}

// OQ-47
TEST(Mapping, TranslatesCodesInBothDirections) {
  GMapping mapping;
  mapping.enterpriseCodes = {{kEnterprise, "10013"}};
  mapping.dataCodes = {{"0401000004020030", "0401-01-40200-30"}};
  const auto sent = toG(kEnterprise, sample(), kInserted, mapping);
  EXPECT_EQ(sent->enterpriseCode, "10013");
  EXPECT_EQ(sent->dataCode, "0401-01-40200-30");
  ReadContext context;
  const auto back = readAs(*sent, context, mapping);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->enterprise, kEnterprise);
  EXPECT_EQ(back->record.dataCode.raw(), "04-01-00-00-040200-30");
}

// X-G-1 X-G-2
TEST(Mapping, RoundTripKeepsEverythingButTheStart) {
  const auto sent = toG(kEnterprise, sample(), kInserted, {});
  ReadContext context;
  context.strict = true;
  const auto back = readAs(*sent, context);
  ASSERT_TRUE(back) << detailOf(context.faults);
  EXPECT_EQ(back->enterprise, kEnterprise);
  EXPECT_EQ(back->record.dataCode, sample().dataCode);
  EXPECT_EQ(back->record.dataValue, sample().dataValue);
  EXPECT_EQ(back->record.inputType, 1);
  EXPECT_EQ(back->record.statType, 1);
  EXPECT_EQ(back->record.uploadDate, sample().uploadDate);
  EXPECT_EQ(back->record.scope, 1);
  EXPECT_TRUE(back->record.valid);
  EXPECT_TRUE(back->derivedStart);
  EXPECT_TRUE(context.tolerated.empty());
}

// X-G-2
TEST(Mapping, RoundTripKeepsTheStartWithTheExtension) {
  GMapping mapping;
  mapping.statTime = true;
  EnergyRecord monthly = sample();
  monthly.statType = 2;
  monthly.statDate = *CivilTime::parse("2014-09-01 00:00:00");
  ReadContext context;
  const auto back = readAs(*toG(kEnterprise, monthly, kInserted, mapping), context, mapping);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->record.statDate, monthly.statDate);
  EXPECT_FALSE(back->derivedStart);
}

// OQ-51
TEST(FromG, DerivesTheStartFromThePeriodAndTheUpload) {
  const auto start = [](const char* period, const char* uploaded) {
    auto record = tableTwo("0401-01-40200-31", "1", period);
    record.uploadDate = uploaded;
    ReadContext context;
    const auto read = readAs(record, context);
    return read && read->derivedStart ? read->record.statDate.text() : "none";
  };
  EXPECT_EQ(start("1", "2014-03-01 14:21:37"), "2014-02-28 00:00:00");
  EXPECT_EQ(start("date", "2014-02-19 14:21:37"), "2014-02-18 00:00:00");
  EXPECT_EQ(start("2", "2014-01-31 14:21:37"), "2013-12-01 00:00:00");
  EXPECT_EQ(start("3", "2014-12-31 14:21:37"), "2013-01-01 00:00:00");
  EXPECT_EQ(start("0", "2014-02-19 14:21:37"), "2014-02-19 14:21:37");
}

struct Spelling {
  const char* row;
  void (*apply)(g::Record&);
};

// G-7.2-D6 G-7.2-D7 G-7.2-D8 OQ-51 OQ-52
TEST(FromG, CountsToleratedSpellingsAndRefusesThemWhenStrict) {
  const Spelling cases[] = {{"G-7.2-D6", [](g::Record& r) { r.statDate = "date"; }},
                            {"G-7.2-D6", [](g::Record& r) { r.statDate = "-"; }},
                            {"G-7.2-D7", [](g::Record& r) { r.statDate = "天"; }},
                            {"G-7.2-D7", [](g::Record& r) { r.statDate = "日"; }},
                            {"G-7.2-D7", [](g::Record& r) { r.statDate = "月"; }},
                            {"G-7.2-D7", [](g::Record& r) { r.statDate = "年"; }},
                            {"G-7.2-D7", [](g::Record& r) { r.statDate = "0"; }},
                            {"G-7.2-D8", [](g::Record& r) { r.type = "-"; }},
                            {"OQ-54", [](g::Record& r) { r.inputType = "-"; }},
                            {"OQ-29", [](g::Record& r) { r.uploadDate = "2014-02-19"; }}};
  for (const Spelling& c : cases) {
    auto record = tableTwo("0401-01-40200-31", "1", "1");
    record.type = "1";
    c.apply(record);
    ReadContext tolerant;
    EXPECT_TRUE(readAs(record, tolerant)) << detailOf(tolerant.faults);
    EXPECT_EQ(tolerant.tolerated[c.row], 1) << c.row;
    ReadContext strict;
    strict.strict = true;
    EXPECT_FALSE(readAs(record, strict)) << c.row;
  }
}

// G-7.2-D9 OQ-53
TEST(FromG, ReadsIsValidWithTheSenseOfG) {
  auto record = tableTwo("0401-01-40200-31", "1", "1");
  ReadContext context;
  EXPECT_TRUE(readAs(record, context)->record.valid);
  record.isValid = "0";
  EXPECT_TRUE(readAs(record, context)->record.valid);
  record.isValid = "1";
  EXPECT_FALSE(readAs(record, context)->record.valid);
  EXPECT_EQ(context.tolerated["G-7.2-D9"], 2);
}

// OQ-52 G-7.2-D8
TEST(FromG, TreatsADashAsNotGiven) {
  ReadContext context;
  auto record = tableTwo("0401-01-40200-31", "1", "1");
  EXPECT_EQ(readAs(record, context)->record.scope, 0);
  record.type = "4";
  EXPECT_EQ(readAs(record, context)->record.scope, 4);
}

TEST(FromG, NamesTheMemberThatIsWrong) {
  const std::pair<const char*, void (*)(g::Record&)> cases[] = {
      {"DATA_CODE", [](g::Record& r) { r.dataCode = "only-two"; }},
      {"DATA_VALUE", [](g::Record& r) { r.dataValue = "NaN"; }},
      {"ENTERPRISE_CODE", [](g::Record& r) { r.enterpriseCode = "10|013"; }},
      {"INPUT_TYPE", [](g::Record& r) { r.inputType = "8"; }},
      {"IS_VALID", [](g::Record& r) { r.isValid = "2"; }},
      {"STAT_DATE", [](g::Record& r) { r.statDate = "4"; }},
      {"TYPE", [](g::Record& r) { r.type = "5"; }},
      {"UPLOAD_DATE", [](g::Record& r) { r.uploadDate = "2014-02-30 00:00:00"; }}};
  for (const auto& [member, damage] : cases) {
    auto record = tableTwo("0401-01-40200-31", "1", "1");
    damage(record);
    ReadContext context;
    EXPECT_FALSE(readAs(record, context));
    ASSERT_EQ(context.faults.size(), 1U) << member;
    EXPECT_EQ(context.faults[0].path, std::string("data[0].") + member);
  }
}

// OQ-13
TEST(FromG, IgnoresAnUnreadableStatTimeUnlessTheExtensionIsOn) {
  auto record = tableTwo("0401-01-40200-31", "1", "1");
  record.statTime = "soon";
  ReadContext off;
  const auto read = readAs(record, off);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->derivedStart);
  GMapping mapping;
  mapping.statTime = true;
  ReadContext on;
  EXPECT_FALSE(readAs(record, on, mapping));
  EXPECT_EQ(on.faults[0].path, "data[0].STAT_TIME");
}

std::vector<g::Record> readData(const std::string& text, ReadContext& context) {
  return readDeliveryRecords(json::parse(text)->root, context);
}

// OQ-58 G-7.2-D1
TEST(DeliveryRecords, ComeFromAStringOrAnArray) {
  const std::string list = writeDeliveryRecords(tableTwoRecords());
  ReadContext fromString;
  EXPECT_EQ(readData(json::quoted(list), fromString).size(), 2U);
  EXPECT_TRUE(fromString.tolerated.empty());
  ReadContext fromArray;
  EXPECT_EQ(writeDeliveryRecords(readData(list, fromArray)), list);
  EXPECT_EQ(fromArray.tolerated["G-7.2-D1"], 1);
  ReadContext strict;
  strict.strict = true;
  EXPECT_TRUE(readData(list, strict).empty());
  EXPECT_EQ(strict.faults.size(), 1U);
}

// G-7.2-8
TEST(DeliveryRecords, AreRelayedAsReceived) {
  const std::string list = writeDeliveryRecords(tableTwoRecords());
  ReadContext context;
  EXPECT_EQ(writeDeliveryRecords(readData(json::quoted(list), context)), list);
}

TEST(DeliveryRecords, NameTheElementThatIsWrong) {
  ReadContext context;
  readData(R"("[{\"DATA_CODE\":\"0401-01-40200-31\"}]")", context);
  EXPECT_EQ(codeOf(context.faults), ReplyCode::missingMember);
  EXPECT_EQ(context.faults[0].path, "data[0].DATA_VALUE");
  ReadContext number;
  readData("7", number);
  EXPECT_EQ(number.faults[0].path, "data");
  ReadContext inner;
  readData(R"("[{")", inner);
  EXPECT_EQ(inner.faults[0].path, "data");
}

// OQ-49
TEST(DeliveryRecords, MayBeNone) {
  ReadContext context;
  EXPECT_TRUE(readData(R"("[]")", context).empty());
  EXPECT_TRUE(context.faults.empty());
}

}  // namespace
}  // namespace schemas
