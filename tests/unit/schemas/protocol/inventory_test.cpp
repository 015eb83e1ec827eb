#include "schemas/protocol/inventory.h"

#include <gtest/gtest.h>

namespace schemas::protocol {
namespace {

// N-8.1-2 N-8.2-4 OQ-01 OQ-41
TEST(Inventory, HasEveryAddressOfTheDocuments) {
  std::vector<std::string> paths;
  for (const auto& endpoint : endpoints()) {
    paths.push_back(endpoint.path);
    paths.insert(paths.end(), endpoint.aliases.begin(), endpoint.aliases.end());
  }
  EXPECT_EQ(paths,
            (std::vector<std::string>{"/", "/register", "/downloadBaseData", "/versionCheck",
                                      "/uploadConfigData", "/uploadMeteringData", "/uploadEnergyData",
                                      "/downloadConfigData", "/downloadEnergyData", "/necc",
                                      "/necc/consistency", "/necc/data", "/necc/base", "/necc/config"}));
}

TEST(Inventory, BeginsEveryReplyOfNWithTheTwoMembersOfAReply) {
  for (const auto& endpoint : endpoints()) {
    if (endpoint.clause[0] != 'N') continue;
    ASSERT_GE(endpoint.replies.front().fields.size(), 2U) << endpoint.path;
    EXPECT_EQ(endpoint.replies.front().fields[0].name, "responseCode") << endpoint.path;
    EXPECT_EQ(endpoint.replies.front().fields[1].name, "responseMessage") << endpoint.path;
  }
}

}  // namespace
}  // namespace schemas::protocol
