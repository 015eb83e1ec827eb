#include "hub/conformance/edit.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

namespace hub::conformance {
namespace {

Value parsed(const std::string& json) { return schemas::json::parse(json)->root; }

const std::string kMessage = R"({"id":"x","data":[{"a":1,"b":true},{"a":2.50,"b":false}]})";

TEST(Edit, FindsAMemberInsideAList) {
  const Value message = parsed(kMessage);
  ASSERT_NE(at(message, "data[1].a"), nullptr);
  EXPECT_EQ(write(*at(message, "data[1].a")), "2.50");
  EXPECT_EQ(at(message, "data[2].a"), nullptr);
  EXPECT_EQ(at(message, "id.a"), nullptr);
  EXPECT_EQ(at(message, "nothing"), nullptr);
}

TEST(Edit, SetsTakesOutAndAdds) {
  EXPECT_EQ(write(with(parsed(kMessage), "data[0].a", text("n"))),
            R"({"id":"x","data":[{"a":"n","b":true},{"a":2.50,"b":false}]})");
  EXPECT_EQ(write(without(parsed(kMessage), "data[0].a")),
            R"({"id":"x","data":[{"b":true},{"a":2.50,"b":false}]})");
  EXPECT_EQ(write(with(parsed(R"({"a":1})"), "b", number("2"))), R"({"a":1,"b":2})");
  EXPECT_EQ(write(with(parsed(kMessage), "data[0]", number("3"))),
            R"({"id":"x","data":[3,{"a":2.50,"b":false}]})");
}

TEST(Edit, TurnsTheOrderOfEveryObject) {
  EXPECT_EQ(write(reversed(parsed(kMessage))),
            R"({"data":[{"b":true,"a":1},{"b":false,"a":2.50}],"id":"x"})");
}

TEST(Edit, WritesEveryScalarAsAString) {
  EXPECT_EQ(write(stringly(parsed(kMessage))),
            R"({"id":"x","data":[{"a":"1","b":"true"},{"a":"2.50","b":"false"}]})");
}

TEST(Edit, LowersNamesButNoValues) {
  EXPECT_EQ(write(lowerNames(parsed(R"({"deviceId":"Ab"})"))), R"({"deviceid":"Ab"})");
}

}  // namespace
}  // namespace hub::conformance
