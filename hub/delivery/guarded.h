// Where an exception of one delivery's data ends: as an error, which is recorded with its words.
#pragma once

#include <exception>
#include <utility>

#include "hub/result.h"

namespace hub::delivery {

/// `work() -> Result<T>`; what it throws becomes `internal`.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return std::forward<Work>(work)();
  } catch (const std::exception& thrown) {
    return fail(Failure::internal, {}, thrown.what());
  }
}

}  // namespace hub::delivery
