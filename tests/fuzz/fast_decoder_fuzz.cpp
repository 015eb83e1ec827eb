// The fast decoder against the declared schema: whatever it is sure about, the schema reads the same. The
// first byte chooses the profile, the rest is the body.
#include <string>

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/fast/energy_decoder.h"
#include "schemas/json/parse.h"
#include "tests/fuzz/property.h"

namespace {

using namespace schemas;

void checkSame(const fast::DecodedEnergy& decoded, const std::string& body, const ReadProfile& profile,
               const json::Limits& limits) {
  const auto parsed = json::parse(body, profile.strict, limits);
  fuzz::require(parsed.has_value(), "the gate accepts what was decoded");
  ReadContext context{profile};
  context.tolerated = parsed->tolerated;
  const auto message = read<UploadEnergyData>(parsed->root, context);
  fuzz::require(message.has_value(), "the schema accepts what was decoded");
  fuzz::require(write(*message) == write(decoded.message), "both read the same values");
  fuzz::require(context.tolerated == decoded.tolerated, "both count the same departures");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input input(bytes, size);
  const auto profile = fuzz::profileOf(input.takeByte());
  const std::string body(input.rest());
  const json::Limits limits{.bytes = 64 << 10, .depth = 8, .values = 500};
  if (const auto decoded = fast::decodeEnergy(body, profile, limits))
    checkSame(*decoded, body, profile, limits);
  return 0;
}
