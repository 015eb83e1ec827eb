// What the fuzz targets share: bytes in, a property that must hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "schemas/declare/fault.h"

/// Called by libFuzzer with every input; returns 0. Each target defines it once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace fuzz {

/// Ends the process when `holds` is false: libFuzzer keeps the input and names the place.
inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", property);
  std::abort();
}

/// An input, of which a target may take its choices from the front.
class Input {
 public:
  Input(const std::uint8_t* bytes, std::size_t size) : rest_(reinterpret_cast<const char*>(bytes), size) {}

  /// 0 at the end.
  unsigned takeByte() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  /// Up to the next line end, or everything.
  std::string_view takeLine() {
    const auto end = rest_.find('\n');
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return line;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Every combination of profile by one printable byte: '0' to ';'.
inline schemas::ReadProfile profileOf(unsigned byte) {
  constexpr schemas::ValidNumeric kSenses[] = {
      schemas::ValidNumeric::refused, schemas::ValidNumeric::zeroIsValid, schemas::ValidNumeric::oneIsValid};
  const unsigned choice = byte % 12;
  return {.strict = choice % 2 == 1, .device = choice / 2 % 2 == 1, .validNumeric = kSenses[choice / 4]};
}

}  // namespace fuzz
