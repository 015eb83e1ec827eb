// What the rules have found and set aside in batches that were stored, for whoever counts it.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace hub::exchange {

struct VerdictCounts {
  std::map<std::string, std::uint64_t> findings;  // by rule
  std::uint64_t quarantined = 0;                  // records
};

class VerdictWatch {
 public:
  virtual ~VerdictWatch() = default;
  /// Once for each unit, after its commit. From any thread.
  virtual void countVerdicts(const VerdictCounts& counts) = 0;
};

}  // namespace hub::exchange
