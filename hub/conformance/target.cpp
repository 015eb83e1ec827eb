#include "hub/conformance/target.h"

#include "schemas/codes/code.h"

namespace hub::conformance {

std::string madeUpEnterprise(const std::string& region) {
  // The check character of an organisation number of eight zeros is 0.
  const std::string first17 = "91" + region + "000000000";
  const char check = schemas::CreditRule::checkCharacter(first17);
  return check == '\0' ? std::string() : first17 + check;
}

}  // namespace hub::conformance
