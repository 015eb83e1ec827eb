// How often this test program has allocated.
#pragma once

#include <cstddef>

namespace tests {

/// By the calling thread so far.
std::size_t allocations();

}  // namespace tests
