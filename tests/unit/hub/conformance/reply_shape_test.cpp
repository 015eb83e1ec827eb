#include "hub/conformance/reply_shape.h"

#include <gmock/gmock.h>

#include "schemas/json/parse.h"
#include "schemas/messages/download_base_data.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/version_check.h"
#include "tests/fixtures/message_catalogue.h"

namespace hub::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

template <class M>
std::vector<std::string> faultsOf(const std::string& json) {
  return shapeFaults(schemas::json::parse(json)->root, schemas::describe<M>());
}

// N-8.4-5 N-8.9-3 N-8.10-3
TEST(ReplyShape, TheRepairedExamplesHaveNoFault) {
  EXPECT_THAT(faultsOf<schemas::VersionCheckReply>(fixtures::example("n05-version-check-response")),
              IsEmpty());
  EXPECT_THAT(faultsOf<schemas::DownloadBaseDataReply>(fixtures::example("n04-base-data-response")),
              IsEmpty());
  EXPECT_THAT(faultsOf<schemas::DownloadConfigDataReply>(fixtures::example("n10-download-config-response")),
              IsEmpty());
  EXPECT_THAT(faultsOf<schemas::DownloadEnergyDataReply>(fixtures::example("n11-download-energy-response")),
              IsEmpty());
}

TEST(ReplyShape, NamesWhatIsMissingWrongAndOutOfPlace) {
  EXPECT_THAT(
      faultsOf<schemas::VersionCheckReply>(R"({"responseMessage":"m","responseCode":"0","regVersion":1})"),
      ElementsAre("responseMessage 应排在responseCode之后", "regVersion 应为字符串，实际为数字",
                  "dicVersion 缺少"));
}

// N-1-2
TEST(ReplyShape, FurtherMembersAreAllowed) {
  EXPECT_THAT(
      faultsOf<schemas::VersionCheckReply>(
          R"({"responseCode":"0","x":1,"responseMessage":"m","regVersion":"1","dicVersion":"1","y":[]})"),
      IsEmpty());
}

// N-8.6-D7
TEST(ReplyShape, AnUnmarkedMemberWithoutValueIsAnEmptyString) {
  const std::string reply = fixtures::example("n10-download-config-response");
  const auto place = reply.find("\"registerPrincipal\":");
  const auto end = reply.find(',', place);
  EXPECT_THAT(faultsOf<schemas::DownloadConfigDataReply>(
                  std::string(reply).replace(place, end - place, "\"registerPrincipal\":\"\"")),
              IsEmpty());
}

}  // namespace
}  // namespace hub::conformance
