#include "hub/app/identity.h"

namespace hub::app {

Result<void> mayIssue(Role role) {
  if (role == Role::national) return {};
  return fail(Failure::notPermitted, {}, "only the national node issues serial numbers and channel codes");
}

std::string newProvinceId(const Crypto& crypto) { return crypto.randomHex(16); }

std::string newRestcode(const Crypto& crypto) {
  std::string hex = crypto.randomHex(16);
  // Version 4, variant 1, as RFC 4122 marks random ones.
  hex[12] = '4';
  hex[16] = "89ab"[hex[16] % 4];
  std::string guid;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) guid += '-';
    guid += hex[i] >= 'a' && hex[i] <= 'f' ? static_cast<char>(hex[i] - 'a' + 'A') : hex[i];
  }
  return guid;
}

}  // namespace hub::app
