// A log for tests: what is logged is formatted as in service, and goes nowhere.
#pragma once

#include "hub/log.h"

namespace fakes {

class QuietLog final {
 public:
  hub::Log& operator*() { return log_; }
  operator hub::Log&() { return log_; }

 private:
  hub::Log log_{hub::Log::Form::silent, "test"};
};

}  // namespace fakes
