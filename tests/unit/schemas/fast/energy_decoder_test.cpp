#include "schemas/fast/energy_decoder.h"

#include <gtest/gtest.h>

#include "tests/support/energy_messages.h"

namespace {

using energy_messages::Maker;
using schemas::fast::decodeEnergy;

std::string small(const std::string& identity = "provinceId") {
  Maker make(3);
  return make.message({make.record(), make.record()}, identity);
}

// field-notes 1.3: a HashMap sends the identity behind the records.
TEST(EnergyDecoder, TakesTheIdentityBehindTheRecords) {
  Maker make(1);
  const std::string record = make.object(make.record());
  const auto decoded = decodeEnergy("{\"enterpriseCode\":\"91330000573973053F\",\"data\":[" + record +
                                        "],\"deviceId\":\"0ef6ecea08bf84c7b639c3e9b84ed546\"}",
                                    {.device = true});
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->message.provinceId.text(), energy_messages::kSerialNumber);
  EXPECT_EQ(decoded->message.enterpriseCode.text(), energy_messages::kEnterprise);
  EXPECT_EQ(decoded->message.data.size(), 1u);
}

TEST(EnergyDecoder, ReadsInPlaceOrFromACopyAlike) {
  std::string body = small();
  body.shrink_to_fit();
  const auto copied = decodeEnergy(body, {});
  body.reserve(body.size() + schemas::fast::kPadding);
  const auto inPlace = decodeEnergy(body, {});
  ASSERT_TRUE(copied);
  ASSERT_TRUE(inPlace);
  EXPECT_EQ(copied->message.data[1].dataValue.lexeme(), inPlace->message.data[1].dataValue.lexeme());
}

TEST(EnergyDecoder, IsNotSureAboutWhatIsNoWholeMessage) {
  const std::string whole = small();
  EXPECT_TRUE(decodeEnergy(whole, {}));
  EXPECT_TRUE(decodeEnergy(whole + " \n", {}));
  for (
      const std::string& text :
      {std::string(), std::string("[]"), std::string("{}"), whole + "{}", whole + "x",
       whole.substr(0, whole.size() - 1),
       std::string(
           R"({"provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546","enterpriseCode":"91330000573973053F","data":[]})"),
       small("province"), small("deviceId")})
    EXPECT_FALSE(decodeEnergy(text, {})) << text;
}

TEST(EnergyDecoder, KeepsTheLimitsOfTheGate) {
  const std::string body = small();
  EXPECT_FALSE(decodeEnergy(body, {}, {.bytes = body.size() - 1}));
  EXPECT_TRUE(decodeEnergy(body, {}, {.bytes = body.size()}));
  EXPECT_FALSE(decodeEnergy(body, {}, {.values = 20}));
}

// OQ-11
TEST(EnergyDecoder, SkipsAByteOrderMarkAndCountsIt) {
  const auto decoded = decodeEnergy("\xEF\xBB\xBF" + small(), {});
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->tolerated.at("OQ-11"), 1);
}

}  // namespace
