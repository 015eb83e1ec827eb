// Every member of every message: what happens when it is missing, blank or wrong.
#include <gtest/gtest.h>

#include "tests/fixtures/message_catalogue.h"

namespace schemas {
namespace {

using json::Value;

// One member inside an example: the object it stands in is the first of its list.
struct Place {
  std::string path;  // as faults name it
  const FieldInfo* field;
  std::vector<std::string> steps;  // member names; lists are entered at 0
};

void collect(const MessageInfo& info, const std::string& prefix, const std::vector<std::string>& steps,
             std::vector<Place>& places) {
  for (const FieldInfo& field : info.fields) {
    auto inner = steps;
    inner.push_back(field.name);
    places.push_back({prefix + field.name, &field, inner});
    if (field.object)
      collect(*field.object, prefix + field.name + (field.isList ? "[0]." : "."), inner, places);
  }
}

Value* memberOf(Value& object, const std::string& name) {
  for (auto& member : *object.object())
    if (member.name == name) return &member.value;
  return nullptr;
}

// The object that holds the place, or nullptr when the example has none.
Value* holderOf(Value& root, const Place& place) {
  Value* at = &root;
  for (std::size_t i = 0; i + 1 < place.steps.size(); ++i) {
    at = memberOf(*at, place.steps[i]);
    if (!at) return nullptr;
    if (at->array()) at = &at->array()->front();
  }
  return at;
}

Faults faultsOf(const fixtures::MessageCase& message, const Value& root) {
  ReadContext context;
  context.foldedNames = message.isG;
  const auto relayed = message.relay(root, context);
  return relayed ? Faults{} : relayed.error();
}

// `change` is called with every member that stands in an example; it returns false to skip one.
template <class Change, class Judge>
int forEveryMember(Change change, Judge judge) {
  int count = 0;
  for (const auto& message : fixtures::everyMessage()) {
    const Value original = json::parse(fixtures::example(message.fixture))->root;
    std::vector<Place> places;
    collect(message.info, "", {}, places);
    for (const Place& place : places) {
      Value root = original;
      Value* holder = holderOf(root, place);
      if (!holder || !memberOf(*holder, place.steps.back()) || !change(*holder, place)) continue;
      judge(message, place, faultsOf(message, root));
      ++count;
    }
  }
  return count;
}

void expectMissing(const fixtures::MessageCase& message, const Place& place, const Faults& faults) {
  ASSERT_EQ(faults.size(), 1U) << message.fixture << " " << place.path;
  EXPECT_EQ(faults[0].path, place.path) << message.fixture;
  EXPECT_EQ(codeOf(faults), ReplyCode::missingMember) << message.fixture << " " << place.path;
}

bool isRequired(const Place& place) { return place.field->presence == Presence::required; }
bool isScalar(const Place& place) { return !place.field->object && place.field->jsonType != "any"; }

bool drop(Value& holder, const Place& place) {
  std::erase_if(*holder.object(),
                [&](const json::Member& member) { return member.name == place.steps.back(); });
  return true;
}

bool put(Value& holder, const Place& place, Value value) {
  *memberOf(holder, place.steps.back()) = std::move(value);
  return true;
}

// N-8.3-10 N-8.6-3 N-8.7-D6 N-8.8-9 N-8.10-2
TEST(Members, ThatAreRequiredAndMissingAreE2001WithTheirPath) {
  const int count = forEveryMember(
      [](Value& holder, const Place& place) { return isRequired(place) && drop(holder, place); },
      expectMissing);
  EXPECT_GT(count, 150);
}

// N-8.3-10 OQ-15
TEST(Members, ThatAreRequiredAndNullOrBlankAreE2001WithTheirPath) {
  for (const auto& blank : {Value(), Value(""), Value("  \t")}) {
    const int count = forEveryMember(
        [&](Value& holder, const Place& place) {
          return isRequired(place) && !(place.field->mayBeEmpty && isScalar(place)) &&
                 put(holder, place, blank);
        },
        expectMissing);
    EXPECT_GT(count, 120);
  }
}

// OQ-15 N-8.6-D7
TEST(Members, ThatAreNotRequiredMayBeAbsentNullOrBlank) {
  const auto accepted = [](const fixtures::MessageCase& message, const Place& place, const Faults& faults) {
    EXPECT_TRUE(faults.empty()) << message.fixture << " " << place.path << " " << detailOf(faults);
  };
  const int dropped = forEveryMember(
      [](Value& holder, const Place& place) { return !isRequired(place) && drop(holder, place); }, accepted);
  EXPECT_GT(dropped, 60);
  for (const auto& blank : {Value(), Value(""), Value(" ")})
    forEveryMember(
        [&](Value& holder, const Place& place) { return !isRequired(place) && put(holder, place, blank); },
        accepted);
}

void expectMalformed(const fixtures::MessageCase& message, const Place& place, const Faults& faults) {
  ASSERT_EQ(faults.size(), 1U) << message.fixture << " " << place.path << " " << detailOf(faults);
  EXPECT_EQ(faults[0].path, place.path) << message.fixture;
  EXPECT_FALSE(faults[0].rule.empty()) << message.fixture << " " << place.path;
  EXPECT_EQ(codeOf(faults), ReplyCode::malformedMember) << message.fixture << " " << place.path;
}

// N-8.3-10
TEST(Members, OfAnotherTypeAreE2002WithTheirPath) {
  const int count = forEveryMember(
      [](Value& holder, const Place& place) {
        if (place.field->jsonType == "any") return false;
        return put(holder, place,
                   place.field->object ? Value(true) : Value(json::Object{{"a", Value(true)}}));
      },
      expectMalformed);
  EXPECT_GT(count, 200);
}

// A text that breaks the rule of the member, where it has one.
std::optional<Value> broken(const FieldInfo& field) {
  if (field.isText || field.jsonType == "integer") return Value(json::Number{"99"});
  if (field.jsonType == "boolean") return Value(json::Number{"1"});
  if (field.jsonType == "number" || field.jsonType == "number or \"\"") return Value("12,5");
  if (!field.pattern.empty() || !field.alternatives.empty() || !field.rule.empty()) return Value("#?");
  return std::nullopt;
}

// N-2-1 N-2-2 N-2-3 N-2-4 N-2-7 N-8.3-4 N-8.3-5 N-8.6-6
TEST(Members, OutsideTheirCodeListRangeOrPatternAreE2002WithTheirPath) {
  const int count = forEveryMember(
      [](Value& holder, const Place& place) {
        if (place.field->object) return false;
        auto value = broken(*place.field);
        return value && put(holder, place, std::move(*value));
      },
      expectMalformed);
  EXPECT_GT(count, 90);
}

// N-8.4-2 OQ-16
TEST(Members, ThatAreListsMayBeEmptyOnlyWhereTheDocumentSaysSo) {
  forEveryMember(
      [](Value& holder, const Place& place) {
        return place.field->isList && put(holder, place, Value(json::Array{}));
      },
      [](const fixtures::MessageCase& message, const Place& place, const Faults& faults) {
        if (isRequired(place) && !place.field->mayBeEmpty)
          expectMissing(message, place, faults);
        else
          EXPECT_TRUE(faults.empty()) << message.fixture << " " << place.path;
      });
}

TEST(Members, OfEachMessageAreUnique) {
  for (const auto& message : fixtures::everyMessage()) {
    std::vector<Place> places;
    collect(message.info, "", {}, places);
    for (std::size_t i = 0; i < places.size(); ++i)
      for (std::size_t k = i + 1; k < places.size(); ++k)
        EXPECT_NE(places[i].path, places[k].path) << message.fixture;
    for (const Place& place : places) {
      EXPECT_FALSE(place.field->row.empty()) << message.fixture << " " << place.path;
      EXPECT_FALSE(place.field->meaning.empty()) << message.fixture << " " << place.path;
    }
  }
}

}  // namespace
}  // namespace schemas
