#include "schemas/fast/record_reader.h"

#include <gtest/gtest.h>

namespace {

using schemas::EnergyRecord;
using schemas::ReadProfile;
using schemas::fast::RecordReader;

struct Outcome {
  bool sure = false;
  EnergyRecord record;
  schemas::Tolerated tolerated;
};

Outcome read(const std::string& json, const ReadProfile& profile = {}) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string text(json);
  simdjson::ondemand::document document = parser.iterate(text);
  simdjson::ondemand::object object = document.get_object();
  RecordReader reader(profile);
  Outcome outcome;
  outcome.sure = reader.read(object, outcome.record);
  reader.addTolerated(outcome.tolerated);
  return outcome;
}

std::string with(const std::string& name, const std::string& value) {
  const std::pair<const char*, const char*> members[] = {{"dataCode", "\"04-01-00-00-040200-30\""},
                                                         {"dataValue", "123.450"},
                                                         {"inputType", "1"},
                                                         {"statType", "1"},
                                                         {"statDate", "\"2014-10-09 00:00:00\""},
                                                         {"uploadDate", "\"2014-10-10 21:58:46\""},
                                                         {"scope", "1"},
                                                         {"valid", "true"}};
  std::string out;
  for (const auto& [member, usual] : members) {
    const std::string content = member == name ? value : usual;
    if (!content.empty()) out += (out.empty() ? "{\"" : ",\"") + std::string(member) + "\":" + content;
  }
  return out + "}";
}

// N-8.8-Q4
TEST(RecordReader, ReadsThePrintedRecord) {
  const Outcome outcome = read(with("", ""));
  ASSERT_TRUE(outcome.sure);
  EXPECT_EQ(outcome.record.dataCode.canonical(), "0401000004020030");
  EXPECT_EQ(outcome.record.dataValue.lexeme(), "123.450");
  EXPECT_EQ(outcome.record.statDate.text(), "2014-10-09 00:00:00");
  EXPECT_EQ(outcome.record.uploadDate.text(), "2014-10-10 21:58:46");
  EXPECT_TRUE(outcome.record.valid);
  EXPECT_TRUE(outcome.tolerated.empty());
}

TEST(RecordReader, CountsWhatItTolerates) {
  EXPECT_EQ(read(with("dataValue", "\"1.50\"")).tolerated, (schemas::Tolerated{{"OQ-12", 1}}));
  EXPECT_EQ(read(with("dataCode", "\"04-01-0000-040200-30\"")).tolerated,
            (schemas::Tolerated{{"N-8.8-D7", 1}}));
  EXPECT_EQ(read(with("valid", ""), {.device = true}).tolerated, (schemas::Tolerated{{"OQ-24", 1}}));
}

TEST(RecordReader, LeavesEverythingElseToTheDeclaredSchema) {
  const std::pair<const char*, const char*> doubtful[] = {{"dataCode", "\"04-01\""},
                                                          {"dataCode", "4"},
                                                          {"dataValue", "-0"},
                                                          {"dataValue", "1e400"},
                                                          {"dataValue", "\"\""},
                                                          {"dataValue", "null"},
                                                          {"inputType", "8"},
                                                          {"inputType", "0"},
                                                          {"inputType", "1.0"},
                                                          {"statType", "4"},
                                                          {"statType", "-1"},
                                                          {"scope", "\"x\""},
                                                          {"statDate", "\"2014-10-09\""},
                                                          {"statDate", "\"2014-02-30 00:00:00\""},
                                                          {"uploadDate", "1"},
                                                          {"valid", "1"},
                                                          {"valid", "\"true\""},
                                                          {"valid", ""},
                                                          {"scope", ""}};
  for (const auto& [name, value] : doubtful)
    EXPECT_FALSE(read(with(name, value)).sure) << name << " " << value;
}

TEST(RecordReader, ToleratesNothingWhenStrict) {
  EXPECT_TRUE(read(with("", ""), {.strict = true}).sure);
  EXPECT_FALSE(read(with("dataValue", "\"1.5\""), {.strict = true}).sure);
  EXPECT_FALSE(read(with("dataCode", "\"04-01-0000-040200-30\""), {.strict = true}).sure);
  EXPECT_FALSE(read(with("valid", ""), {.strict = true, .device = true}).sure);
}

TEST(RecordReader, KeepsTheDayOfARepeatedDateApartFromItsTime) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string text("[" + with("statDate", "\"2014-10-09 23:45:00\"") + "," +
                                     with("statDate", "\"2014-10-09 00:15:07\"") + "," +
                                     with("statDate", "\"2014-10-09 24:00:00\"") + "]");
  simdjson::ondemand::document document = parser.iterate(text);
  const ReadProfile profile;
  RecordReader reader(profile);
  std::vector<std::string> times;
  for (auto item : document.get_array()) {
    simdjson::ondemand::object object = item.get_object();
    EnergyRecord record;
    times.push_back(reader.read(object, record) ? record.statDate.text() : "not sure");
    if (times.back() == "not sure") break;
  }
  EXPECT_EQ(times, (std::vector<std::string>{"2014-10-09 23:45:00", "2014-10-09 00:15:07", "not sure"}));
}

}  // namespace
