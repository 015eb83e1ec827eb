// Damaged messages through the gate and the declared readers: no crash, and what is accepted means the same
// when it is written and read again. Seeded, so that a failure repeats.
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "schemas/mapping/g_mapping.h"
#include "tests/fixtures/message_catalogue.h"

namespace {

using fixtures::MessageCase;
using schemas::ReadContext;
using schemas::json::Object;
using schemas::json::Value;

constexpr int kMutationsOfEach = 1000;

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string damaged(const std::string& text, const std::string& other) {
    std::string result = text;
    for (std::size_t n = 1 + below(3); n > 0; --n) result = once(result, other);
    return result;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  std::string once(const std::string& text, const std::string& other) {
    switch (below(9)) {
      case 0:
        return flipped(text);
      case 1:
        return text.substr(0, below(text.size() + 1));
      case 2:
        return text.substr(0, below(text.size() + 1)) + other.substr(below(other.size() + 1));
      case 3:
        return inserted(text, kFragments[below(std::size(kFragments))]);
      case 4:
        return inserted(text, std::string(1 + below(60), below(2) == 0 ? '[' : '{'));
      default:
        return restructured(text);
    }
  }

  std::string flipped(std::string text) {
    if (text.empty()) return text;
    char& c = text[below(text.size())];
    c = static_cast<char>(c ^ static_cast<char>(1U << below(8)));
    return text;
  }

  std::string inserted(std::string text, const std::string& fragment) {
    return text.insert(below(text.size() + 1), fragment);
  }

  // A change in the tree, so that most of these get past the gate.
  std::string restructured(const std::string& text) {
    auto parsed = schemas::json::parse(text);
    if (!parsed) return flipped(text);
    std::vector<Object*> objects;
    collect(parsed->root, objects);
    if (objects.empty()) return text;
    Object& members = *objects[below(objects.size())];
    if (members.empty()) return text;
    const std::size_t chosen = below(members.size());
    switch (below(4)) {
      case 0:
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(chosen));
        break;
      case 1:
        members.push_back(members[chosen]);
        break;
      case 2:
        std::swap(members[chosen], members[below(members.size())]);
        break;
      default:
        return withRawValue(parsed->root, members[chosen].value);
    }
    return schemas::json::write(parsed->root);
  }

  std::string withRawValue(const Value& root, Value& place) {
    place = Value("@@");
    std::string text = schemas::json::write(root);
    return text.replace(text.find("\"@@\""), 4, kValues[below(std::size(kValues))]);
  }

  static void collect(Value& value, std::vector<Object*>& objects) {
    if (Object* members = value.object()) {
      objects.push_back(members);
      for (auto& member : *members) collect(member.value, objects);
    } else if (auto* items = value.array()) {
      for (auto& item : *items) collect(item, objects);
    }
  }

  static inline const std::string kFragments[] = {"\xEF\xBB\xBF",
                                                  "\x80",
                                                  "\xED\xA0\x80",
                                                  "\xF4\x90\x80\x80",
                                                  std::string(1, '\0'),
                                                  "\\ud800",
                                                  "\\u0000",
                                                  "//",
                                                  "\n",
                                                  ",",
                                                  "\"",
                                                  "\\",
                                                  "1e400",
                                                  "-",
                                                  "“",
                                                  "，",
                                                  "}",
                                                  "]",
                                                  "\t"};
  static inline const std::string kValues[] = {"null",
                                               "true",
                                               "\"\"",
                                               "\" \"",
                                               "[]",
                                               "{}",
                                               "[null]",
                                               "[{}]",
                                               "0",
                                               "-1",
                                               "1.0",
                                               "1e5",
                                               "-0",
                                               "1e-300",
                                               "18446744073709551616",
                                               "9223372036854775808",
                                               "-9223372036854775809",
                                               "99999999999999999999999999999999999999999999999999999",
                                               "\"1\"",
                                               "\" 2 \"",
                                               "\"true\"",
                                               "\"0\"",
                                               "1634169600000",
                                               "\"2021/7/5 9:08\"",
                                               "\"2021-07\"",
                                               "\"Jul 20, 2021 4:30:00 PM\"",
                                               "\"0401-01-40200-31\"",
                                               "\"NaN\"",
                                               "\"1e400\"",
                                               "\"2014-10-09\"",
                                               "\"2014-10-09T00:00:00.5\"",
                                               "\"9999-99-99 99:99:99\"",
                                               "\"\\u0000\"",
                                               "\"|\"",
                                               "\"04-01-0000-040200-30\"",
                                               "\"91330000573973053F\"",
                                               "\"[]\"",
                                               "[[[[[[]]]]]]",
                                               "\"中文\"",
                                               "\"\\ud83d\\ude00\""};

  std::mt19937 random_;
};

struct Counts {
  int mutations = 0;
  int parsed = 0;
  int accepted = 0;
};

// A message to damage, and in which profile it is read.
struct Seed {
  MessageCase message;
  std::string text;
  bool device = false;
};

std::string underDeviceId(std::string text) {
  const std::string platform = "\"provinceId\"";
  const auto at = text.find(platform);
  return at == std::string::npos ? text : text.replace(at, platform.size(), "\"deviceId\"");
}

// The members of the outermost object from back to front.
std::string reversed(const std::string& text) {
  Value root = schemas::json::parse(text)->root;
  std::reverse(root.object()->begin(), root.object()->end());
  return schemas::json::write(root);
}

MessageCase messageOf(const std::string& fixture) {
  for (auto& message : fixtures::everyMessage())
    if (message.fixture == fixture) return message;
  throw std::runtime_error("no message " + fixture);
}

std::vector<Seed> everySeed() {
  std::vector<Seed> seeds;
  for (auto& message : fixtures::everyMessage()) {
    const std::string text = fixtures::example(message.fixture);
    seeds.push_back({message, text, false});
    if (text.find("\"provinceId\"") != std::string::npos && message.fixture != "n02-register-response")
      seeds.push_back({message, reversed(underDeviceId(text)), true});
  }
  seeds.push_back(
      {messageOf("f02-register-device-request"), fixtures::example("f02-register-device-request"), true});
  for (const char* fixture : {"f08-fat-records-request", "f08-one-record-request"})
    seeds.push_back({messageOf("n08-upload-energy-request"), fixtures::example(fixture), true});
  seeds.push_back(
      {messageOf("n06-upload-config-request"), fixtures::example("f06-upload-config-request"), true});
  return seeds;
}

constexpr schemas::ValidNumeric kSenses[] = {
    schemas::ValidNumeric::refused, schemas::ValidNumeric::zeroIsValid, schemas::ValidNumeric::oneIsValid};

// One damaged body; false when it is accepted and does not mean the same the second time.
bool survives(const Seed& seed, const std::string& body, bool strict, Counts& counts) {
  const MessageCase& message = seed.message;
  ++counts.mutations;
  auto parsed = schemas::json::parse(body, strict);
  if (!parsed) return !parsed.error().rule.empty();
  ++counts.parsed;
  ReadContext context;
  context.strict = strict;
  context.foldedNames = message.isG;
  context.device = seed.device;
  context.validNumeric = kSenses[counts.mutations % 3];
  const auto written = message.relay(parsed->root, context);
  if (!written) return !written.error().empty() && !schemas::detailOf(written.error()).empty();
  ++counts.accepted;
  auto again = schemas::json::parse(seed.device ? underDeviceId(*written) : *written, true);
  if (!again) return false;
  ReadContext second;
  second.foldedNames = message.isG;
  second.device = seed.device;
  const auto rewritten = message.relay(again->root, second);
  return rewritten && *rewritten == *written;
}

// N-8.3-8 N-8.3-10 F-1.3
TEST(Mutations, NeverCrashAndAcceptedOnesRoundTrip) {
  const auto seeds = everySeed();
  Counts counts;
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    Mutator mutator(static_cast<unsigned>(20261 + i));
    const std::string& other = seeds[(i * 7 + 3) % seeds.size()].text;
    for (int n = 0; n < kMutationsOfEach; ++n) {
      const std::string body = mutator.damaged(seeds[i].text, other);
      ASSERT_TRUE(survives(seeds[i], body, n % 5 == 0, counts))
          << seeds[i].message.fixture << " " << n << "\n"
          << body;
    }
  }
  std::cout << counts.mutations << " mutations over " << seeds.size() << " messages: " << counts.parsed
            << " parsed, " << counts.accepted << " accepted and round-tripped\n";
  EXPECT_GE(counts.mutations, 20'000);
  EXPECT_GT(counts.accepted, counts.mutations / 20);
}

// G-7.2-D1 OQ-58
TEST(Mutations, OfTheTextInsideADeliveryNeverCrash) {
  using namespace schemas;
  const std::string delivery = fixtures::example("g02-backfill-to-province-request");
  const std::string text = *json::parse(delivery)->root.find("data")->text();
  Mutator mutator(7);
  int mapped = 0;
  for (int n = 0; n < 4 * kMutationsOfEach; ++n) {
    ReadContext context;
    const auto records = readDeliveryRecords(Value(mutator.damaged(text, delivery)), context);
    for (std::size_t i = 0; i < records.size() && context.faults.empty(); ++i)
      mapped += fromG(records[i], "data[" + std::to_string(i) + "]", {}, context) ? 1 : 0;
    const std::string canonical = canonicalText(records, n % 2 == 0);
    EXPECT_EQ(canonicalText(readDeliveryRecords(Value(writeDeliveryRecords(records)), context), n % 2 == 0),
              canonical);
  }
  std::cout << 4 * kMutationsOfEach << " mutations of delivered records: " << mapped << " records mapped\n";
  EXPECT_GT(mapped, kMutationsOfEach);
}

}  // namespace
