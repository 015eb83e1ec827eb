#include "hub/app/upload_slots.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

// OQ-17
TEST(UploadSlots, CountDevicesInEachTenMinutes) {
  std::vector<Peer> devices(4);
  devices[0].profile.uploadTime = "01:30:00";
  devices[1].profile.uploadTime = "01:39:59";
  devices[2].profile.uploadTime = "01:40:00";

  EXPECT_EQ(uploadSlotsOf(devices),
            (std::map<std::string, std::uint64_t>{{"-", 1}, {"01:30", 2}, {"01:40", 1}}));
}

}  // namespace
}  // namespace hub::app
