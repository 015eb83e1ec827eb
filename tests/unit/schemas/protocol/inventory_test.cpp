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
                                      "/downloadConfigData", "/downloadEnergyData", "/batchReceipt", "/necc",
                                      "/necc/consistency", "/necc/data", "/necc/base", "/necc/config"}));
}

TEST(Inventory, BeginsEveryReplyOfNWithTheTwoMembersOfAReply) {
  for (const auto& endpoint : endpoints()) {
    if (endpoint.clause[0] == 'G') continue;
    ASSERT_GE(endpoint.replies.front().fields.size(), 2U) << endpoint.path;
    EXPECT_EQ(endpoint.replies.front().fields[0].name, "responseCode") << endpoint.path;
    EXPECT_EQ(endpoint.replies.front().fields[1].name, "responseMessage") << endpoint.path;
  }
}

// F-1.2 F-1.3
TEST(Inventory, HasTheRequestOfEndDevicesWhereverThereIsAnIdentity) {
  for (const auto& endpoint : endpoints()) {
    if (endpoint.clause[0] == 'G') {
      EXPECT_TRUE(endpoint.deviceRequests.empty()) << endpoint.path;
      continue;
    }
    ASSERT_EQ(endpoint.deviceRequests.size(), 1U) << endpoint.path;
    const auto& first = endpoint.deviceRequests[0].fields[0].name;
    EXPECT_EQ(first, endpoint.path == "/" ? "enterpriseCode" : "deviceId") << endpoint.path;
  }
}

}  // namespace
}  // namespace schemas::protocol
