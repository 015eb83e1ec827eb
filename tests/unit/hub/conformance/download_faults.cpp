#include <algorithm>

#include "hub/conformance/edit.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

Tamper inRecords(std::function<void(Array&)> change) {
  return inJson("/downloadEnergyData", [=](Value& root) {
    if (Value* data = at(root, "data"); data && data->array() && !data->array()->empty())
      change(*data->array());
  });
}

Tamper inBack(const std::string& from, const std::string& to) {
  return inReply("/downloadEnergyData", from, to);
}

}  // namespace

std::vector<SeededFault> downloadFaults() {
  return {
      {"a batch sent again is stored again", "N-8.8/stored-once",
       inRecords([](Array& data) { data.push_back(data.front()); })},
      {"times are snapped to the quarter", "N-8.8/stored-once", inBack(" 10:07:33", " 10:00:00")},
      {"times lose their seconds", "N-8.8/stored-once", inBack(" 10:07:33", " 10:07:00")},
      {"values go through a double", "N-8.8/stored-once", inBack(".0000000001", "")},
      {"values lose their fraction", "N-8.8/stored-once", inBack(".25,", ",")},
      {"trailing zeros are dropped", "N-8.8/stored-spelling", inBack(".450,", ".45,")},
      {"valid is forgotten", "N-8.8/stored-suspicion", inBack("\"valid\":false", "\"valid\":true")},
      {"values in the order of arrival", "N-8.10/order",
       inRecords([](Array& data) { std::reverse(data.begin(), data.end()); })},
      {"the frequency is not looked at", "N-8.10/selection",
       beforehand(
           "/downloadEnergyData",
           [](Call& call) { call.body = replacedAll(call.body, "\"statType\":2", "\"statType\":1"); })},
      {"the day before comes too", "N-8.10/selection", inRecords([](Array& data) {
         Value earlier = with(data.front(), "statDate", text("2026-11-18 00:00:00"));
         data.insert(data.begin(), earlier);
       })},
      {"months only when asked for their first day", "N-8.10/selection",
       answering("/downloadEnergyData", "\"statType\":2",
                 R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","data":[]})")},
      {"values as strings", "N-8.10/members",
       inRecords([](Array& data) { data.front() = with(data.front(), "dataValue", text("1")); })},
      {"scope is missing", "N-8.10/members",
       inRecords([](Array& data) { data.front() = without(data.front(), "scope"); })},
      {"valid as a number", "N-8.10/members", inBack("\"valid\":true", "\"valid\":1")},
      {"members of a record in another order", "N-8.10/members",
       inRecords([](Array& data) { data.front() = reversed(data.front()); })},
      {"an ISO time", "N-8.10/members", inBack("19 00:00:00\",\"uploadDate", "19T00:00:00\",\"uploadDate")},
      {"no data is an error", "N-8.10/empty", insteadOf("/downloadEnergyData", "\"data\":[]", kE2002)},
      {"no data without a list", "N-8.10/empty", inReply("/downloadEnergyData", ",\"data\":[]", "")},
      {"a time in the question is refused", "N-8.10/time",
       answering("/downloadEnergyData", "00:00:00", kE2002)},
      {"statType is not needed", "N-8.10/missing",
       insteadOf("/downloadEnergyData", "缺少必填项: statType", kOk)},
      {"records for anybody", "N-8.10/foreign",
       inRequest("/downloadEnergyData", "fedcba9876543210fedcba9876543210", kPlatformId)},
      {"updateTime in camel case", "N-8.9/members",
       inReply("/downloadConfigData", "updatetime", "updateTime")},
      {"an enterprise without its remark", "N-8.9/members",
       inJson("/downloadConfigData", [](Value& root) { root = without(root, "enterprise.remark"); })},
      {"inputType as a number", "N-8.9/members",
       inReply("/downloadConfigData", R"("inputType":"2")", R"("inputType":2)")},
      {"the group is lost", "N-8.9/equal",
       inJson("/downloadConfigData", [](Value& root) { root = without(root, "group"); })},
      {"a name is cut", "N-8.9/equal", inReply("/downloadConfigData", "（虚构）", "")},
      {"the coordinates are rounded", "N-8.9/equal", inReply("/downloadConfigData", "33.283433", "33.28")},
      {"a time of long ago", "N-8.9/updatetime",
       inReply("/downloadConfigData", "2026-11-20 ", "1970-01-01 ")},
      {"success for an unknown enterprise", "N-8.9/unknown", insteadOf("/downloadConfigData", "E2002", kOk)},
      {"enterpriseCode is not needed", "N-8.9/missing",
       insteadOf("/downloadConfigData", "缺少必填项: enterpriseCode", kOk)},
  };
}

}  // namespace hub::conformance
