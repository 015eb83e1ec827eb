// Declared messages in both profiles of N: the first byte chooses the profile, the second the message, the
// rest is its body.
#include <string>

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/json/parse.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/register_device.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"
#include "schemas/messages/upload_metering_data.h"
#include "tests/fuzz/property.h"

namespace {

using namespace schemas;

constexpr const char* kAllowed[] = {"OQ-11", "OQ-13", "OQ-14"};  // departures that strict does not refuse

template <class M>
tl::expected<M, Faults> readAs(const json::Value& root, ReadContext& context) {
  const auto message = read<M>(root, context);
  fuzz::require(message || !detailOf(message.error()).empty(), "a refusal names its members");
  return message;
}

// The printed form of `message` as a sender of the profile would send it.
template <class M>
std::string sent(const M& message, const ReadProfile& profile) {
  std::string text = write(message);
  const std::string printed = "\"provinceId\"";
  const auto at = profile.device ? text.find(printed) : std::string::npos;
  return at == std::string::npos ? text : text.replace(at, printed.size(), "\"deviceId\"");
}

template <class M>
void checkReadsBack(const M& message, const ReadProfile& profile) {
  const auto root = json::parse(sent(message, profile), true);
  fuzz::require(root.has_value(), "a message is written as right JSON");
  ReadContext context{{.device = profile.device}};
  const auto again = read<M>(root->root, context);
  fuzz::require(again && write(*again) == write(message), "what was accepted reads back");
}

// Tolerance never changes what the printed form means.
template <class M>
void checkTolerantAgrees(const json::Value& root, const M& strictly, ReadProfile profile) {
  profile.strict = false;
  ReadContext context{profile};
  const auto message = read<M>(root, context);
  fuzz::require(message.has_value(), "what strict accepts is accepted");
  if constexpr (!std::is_same_v<M, UploadEnergyData>) return;  // others have members that may be absent
  fuzz::require(write(*message) == write(strictly), "tolerance does not change what strict reads");
  for (const char* row : kAllowed) context.tolerated.erase(row);
  fuzz::require(context.tolerated.empty(), "the printed form departs from nothing");
}

template <class M>
void check(std::string_view body, const ReadProfile& profile) {
  const auto parsed = json::parse(body, profile.strict);
  if (!parsed) return;
  ReadContext context{profile};
  const auto message = readAs<M>(parsed->root, context);
  if (!message) return;
  checkReadsBack(*message, profile);
  if (profile.strict) checkTolerantAgrees(parsed->root, *message, profile);
}

using Check = void (*)(std::string_view, const ReadProfile&);
constexpr Check kChecks[] = {&check<UploadEnergyData>, &check<UploadConfigData>, &check<UploadMeteringData>,
                             &check<DownloadEnergyData>, &check<RegisterDevice>};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input input(bytes, size);
  const auto profile = fuzz::profileOf(input.takeByte());
  const auto chosen = input.takeByte() % std::size(kChecks);
  kChecks[chosen](input.rest(), profile);
  return 0;
}
