// Registrations that wait for an administrator.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/device_request.h"

namespace hub::mysql {

class MySqlDeviceRequestStore final : public DeviceRequestStore {
 public:
  explicit MySqlDeviceRequestStore(Session& session) : session_(session) {}
  Result<Noted> note(const DeviceRequest& request) override;
  Result<std::vector<DeviceRequest>> list(std::uint32_t limit) override;
  Result<bool> drop(const std::string& enterpriseCode) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
