// The fast decoder against the declared schema: whatever it is sure about, the schema accepts too, with the
// same values and the same departures counted.
#include <gtest/gtest.h>

#include <algorithm>

#include "schemas/declare/read.h"
#include "schemas/fast/energy_decoder.h"
#include "tests/support/energy_messages.h"

namespace {

using energy_messages::Maker;
using energy_messages::Member;
using schemas::ReadProfile;
using schemas::UploadEnergyData;

constexpr int kMessages = 210'000;

// Values that some parser takes for a number, a text or a flag, and the one before it does not.
const char* const kOdd[] = {"-0",
                            "01",
                            "1.",
                            ".5",
                            "+1",
                            "1e400",
                            "1E-2",
                            "0x1",
                            "NaN",
                            "null",
                            "true",
                            "[]",
                            "{}",
                            "[1]",
                            "\"\"",
                            "\" 1 \"",
                            "\"1\"",
                            "\"1.5\"",
                            "\"+1.5\"",
                            "\"true\"",
                            "1.0",
                            "4294967297",
                            "\"\\u0031\"",
                            "\"\\ud800\"",
                            "\"\\x\"",
                            "\"\x01\"",
                            "\"\xff\"",
                            "\"中\"",
                            "tru",
                            "1 2",
                            "\"2026-11-20\"",
                            "\"2026-02-30 00:00:00\"",
                            "\"2026-11-20T00:00:00\"",
                            "\"2026-11-20 24:00:00\"",
                            "\"04-01-00-00-040200-3\"",
                            "\"0401-01-40200-31\"",
                            "123456789012345678901",
                            "1e-41",
                            "\"2026-11-20 00:00:00 \"",
                            "99999999999999999999999999999999999999999999999999"};

class Damage {
 public:
  explicit Damage(unsigned seed) : make_(seed) {}

  std::string message(bool device) {
    std::vector<std::vector<Member>> records(1 + make_.below(3));
    for (auto& members : records) members = record(device);
    std::string text = make_.message(records, identity(device));
    if (make_.oneIn(8)) text = broken(std::move(text));
    if (make_.oneIn(50)) text = "\xEF\xBB\xBF" + text;
    return text;
  }

 private:
  std::string identity(bool device) {
    if (make_.oneIn(30)) return "deviceid";
    return make_.oneIn(30) != device ? "deviceId" : "provinceId";
  }

  std::vector<Member> record(bool device) {
    std::vector<Member> members = make_.record();
    if (make_.oneIn(3)) std::shuffle(members.begin(), members.end(), shuffle_);
    if (device && make_.oneIn(3)) std::erase_if(members, [](const Member& m) { return m.name == "valid"; });
    if (make_.oneIn(6)) members[make_.below(members.size())].value = kOdd[make_.below(std::size(kOdd))];
    if (make_.oneIn(5)) quoteNumbers(members);
    for (std::size_t n = make_.below(4); n > 0; --n) extra(members);
    if (make_.oneIn(50))
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(make_.below(members.size())));
    if (make_.oneIn(50)) members.push_back(members[make_.below(members.size())]);
    if (make_.oneIn(80)) respell(members[make_.below(members.size())].name);
    return members;
  }

  void extra(std::vector<Member>& members) {
    static const char* const names[] = {"id",   "itemId",   "unit", "数据",
                                        "page", "dataname", "a b",  "x\\u0041"};
    const auto place = static_cast<std::ptrdiff_t>(make_.below(members.size() + 1));
    const std::string value = make_.oneIn(4)   ? kOdd[make_.below(std::size(kOdd))]
                              : make_.oneIn(2) ? "\"k\\u003dv\""
                                               : "12";
    members.insert(members.begin() + place, {names[make_.below(std::size(names))], value});
  }

  void quoteNumbers(std::vector<Member>& members) {
    for (Member& member : members)
      if (!member.value.empty() && (std::isdigit(static_cast<unsigned char>(member.value[0])) != 0))
        member.value = Maker::text(member.value);
  }

  void respell(std::string& name) {
    if (make_.oneIn(2))
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return static_cast<char>(std::tolower(c)); });
    else
      name = " " + name;
  }

  std::string broken(std::string text) {
    const std::size_t at = make_.below(text.size());
    static const char* const fragments[] = {",", "//x\n", "\"", "{", "]", ",]", "\\", " ", "\xE4", "0", "}{"};
    switch (make_.below(4)) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ static_cast<char>(1U << make_.below(8)));
        return text;
      case 1:
        return text.substr(0, at);
      case 2:
        return text.insert(at, fragments[make_.below(std::size(fragments))]);
      default:
        return text.erase(at, 1 + make_.below(4));
    }
  }

  Maker make_;
  std::mt19937 shuffle_{7};
};

bool same(const schemas::EnergyRecord& a, const schemas::EnergyRecord& b) {
  return a.dataCode.raw() == b.dataCode.raw() && a.dataCode == b.dataCode &&
         a.dataValue.lexeme() == b.dataValue.lexeme() && a.inputType == b.inputType &&
         a.statType == b.statType && a.statDate == b.statDate && a.uploadDate == b.uploadDate &&
         a.scope == b.scope && a.valid == b.valid;
}

bool same(const UploadEnergyData& a, const UploadEnergyData& b) {
  return a.provinceId == b.provinceId && a.enterpriseCode == b.enterpriseCode &&
         a.data.size() == b.data.size() &&
         std::equal(a.data.begin(), a.data.end(), b.data.begin(),
                    [](const auto& x, const auto& y) { return same(x, y); });
}

// What the slow way says; nullopt when it refuses.
std::optional<schemas::fast::DecodedEnergy> declared(const std::string& text, const ReadProfile& profile) {
  auto parsed = schemas::json::parse(text, profile.strict);
  if (!parsed) return std::nullopt;
  schemas::ReadContext context;
  static_cast<ReadProfile&>(context) = profile;
  context.tolerated = std::move(parsed->tolerated);
  auto message = schemas::read<UploadEnergyData>(parsed->root, context);
  if (!message) return std::nullopt;
  return schemas::fast::DecodedEnergy{std::move(*message), std::move(context.tolerated)};
}

// design.md 4; N-8.8-Q4 OQ-12 OQ-14 OQ-22
TEST(FastDecoder, AgreesWithTheDeclaredSchemaOnDamagedMessages) {
  Damage damage(20261121);
  int sure = 0, accepted = 0;
  for (int n = 0; n < kMessages; ++n) {
    const ReadProfile profile{.strict = n % 7 == 0, .device = n % 2 == 0};
    const std::string text = damage.message(profile.device);
    const auto slow = declared(text, profile);
    accepted += slow ? 1 : 0;
    const auto fast = schemas::fast::decodeEnergy(text, profile);
    if (!fast) continue;
    ++sure;
    ASSERT_TRUE(slow) << n << ": only the fast decoder takes " << text;
    ASSERT_TRUE(same(fast->message, slow->message)) << n << ": other values of " << text;
    ASSERT_EQ(fast->tolerated, slow->tolerated) << n << ": other departures in " << text;
  }
  // Otherwise the test compares nothing.
  EXPECT_GT(sure, kMessages / 8);
  EXPECT_GT(accepted, sure);
  EXPECT_LT(accepted, kMessages);
}

TEST(FastDecoder, IsSureAboutEveryUsualForm) {
  Maker make(1);
  for (int n = 0; n < 2000; ++n) {
    const bool device = n % 2 == 0;
    std::vector<std::vector<Member>> records(1 + make.below(5));
    for (auto& members : records) members = make.record();
    const std::string text = make.message(records, device ? "deviceId" : "provinceId");
    ASSERT_TRUE(schemas::fast::decodeEnergy(text, {.device = device})) << text;
  }
}

}  // namespace
