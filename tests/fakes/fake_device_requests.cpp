#include <algorithm>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::DeviceRequest;
using hub::Result;
using hub::ToleranceCount;

Result<hub::Noted> FakeDeviceRequests::note(const DeviceRequest& request) {
  HUB_CHECK(session_.enter());
  const auto& rows = *session_.tables.deviceRequests;
  const auto known = rows.find(request.enterpriseCode);
  const bool isFresh = known == rows.end();
  if (isFresh && rows.size() >= kRequestsMax) return hub::Noted::forgotten;
  DeviceRequest row = request;
  row.first = isFresh ? request.last : known->second.first;
  row.count = isFresh ? 1 : known->second.count + 1;
  session_.tables.deviceRequests.edit()[request.enterpriseCode] = row;
  return isFresh ? hub::Noted::fresh : hub::Noted::again;
}

Result<std::vector<DeviceRequest>> FakeDeviceRequests::list(std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  std::vector<DeviceRequest> result;
  for (const auto& [code, row] : *session_.tables.deviceRequests) result.push_back(row);
  std::ranges::stable_sort(result, std::ranges::greater(), &DeviceRequest::last);
  if (result.size() > limit) result.resize(limit);
  return result;
}

Result<bool> FakeDeviceRequests::drop(const std::string& enterpriseCode) {
  HUB_CHECK(session_.enter());
  return session_.tables.deviceRequests.edit().erase(enterpriseCode) > 0;
}

Result<void> FakeTolerances::add(const std::vector<ToleranceCount>& counts) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.tolerances.edit();
  for (const ToleranceCount& added : counts) {
    ToleranceCount& row = rows[{added.peer, added.row}];
    row.peer = added.peer;
    row.row = added.row;
    row.count += added.count;
    row.last = std::max(row.last, added.last);
  }
  return {};
}

Result<std::vector<ToleranceCount>> FakeTolerances::list(std::optional<hub::PeerId> peer) {
  HUB_CHECK(session_.enter());
  std::vector<ToleranceCount> result;
  for (const auto& [key, row] : *session_.tables.tolerances)
    if (!peer || key.first == *peer) result.push_back(row);
  return result;
}

}  // namespace fakes
