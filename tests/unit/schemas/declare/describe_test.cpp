#include "schemas/declare/describe.h"

#include <gtest/gtest.h>

#include "schemas/messages/download_base_data.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"

namespace schemas {
namespace {

const FieldInfo& fieldOf(const MessageInfo& message, const std::string& name) {
  for (const auto& field : message.fields)
    if (field.name == name) return field;
  throw std::runtime_error("no member " + name);
}

TEST(Describe, ListsTheMembersInTheirOrder) {
  const auto info = describe<DownloadEnergyData>();
  EXPECT_EQ(info.key(), "N-8.10.downloadEnergyData");
  ASSERT_EQ(info.fields.size(), 4U);
  EXPECT_EQ(info.fields[2].name, "statType");
  EXPECT_EQ(info.fields[2].jsonType, "integer");
  EXPECT_EQ(info.fields[2].most, 3);
  EXPECT_EQ(info.fields[3].pattern, kDatePattern);
  EXPECT_EQ(info.fields[3].row, "N-8.10-Q4");
}

TEST(Describe, EntersListsOptionalsAndObjects) {
  const auto info = describe<UploadConfigData>();
  const auto& items = fieldOf(info, "collectItemConfig");
  EXPECT_TRUE(items.isList);
  EXPECT_TRUE(fieldOf(*items.object, "inputType").isText);
  EXPECT_EQ(fieldOf(*items.object, "dataValueMax").presence, Presence::optional);
  EXPECT_EQ(fieldOf(*items.object, "dataValueMax").jsonType, "number");
  EXPECT_EQ(fieldOf(*items.object, "dataValueMax").most, 0);
  const auto& process = fieldOf(info, "process");
  EXPECT_TRUE(process.isList);
  EXPECT_EQ(process.presence, Presence::optional);
  EXPECT_EQ(process.object->key(), "N-8.6.process");
  EXPECT_EQ(fieldOf(*fieldOf(info, "enterprise").object, "fieldCode").alternatives.size(), 6U);
}

TEST(Describe, KnowsMembersThatMayBeBlank) {
  const auto quota = describe<base_data::ProductQuota>();
  EXPECT_TRUE(fieldOf(quota, "gbValue").mayBeEmpty);
  EXPECT_EQ(fieldOf(quota, "gbValue").jsonType, "number or \"\"");
}

// F-1.3
TEST(Describe, KnowsWhatAnEndDeviceSendsInstead) {
  const auto upload = describe<UploadEnergyData>();
  const auto device = inDeviceProfile(upload);
  EXPECT_EQ(device.key(), "F-1.3.uploadEnergyData");
  EXPECT_EQ(device.fields[0].name, "deviceId");
  const auto& record = *fieldOf(device, "data").object;
  EXPECT_EQ(record.key(), "F-1.3.energyRecord");
  EXPECT_EQ(fieldOf(record, "valid").presence, Presence::unmarked);
  EXPECT_EQ(upload.fields[0].name, "provinceId");
  EXPECT_EQ(fieldOf(*fieldOf(upload, "data").object, "valid").presence, Presence::required);
  EXPECT_EQ(inDeviceProfile(describe<base_data::ProductQuota>()).key(), "N-8.4.productQuota");
  EXPECT_EQ(fieldOf(inDeviceProfile(describe<UploadConfigData>()), "group").object->key(), "N-8.6.group");
}

TEST(Describe, NamesThePresence) {
  EXPECT_STREQ(textOf(Presence::required), "必填");
  EXPECT_STREQ(textOf(Presence::unmarked), "未标注");
  EXPECT_STREQ(textOf(Presence::optional), "非必填");
}

}  // namespace
}  // namespace schemas
