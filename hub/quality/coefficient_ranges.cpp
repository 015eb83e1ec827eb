#include "hub/quality/coefficient_ranges.h"

#include <algorithm>
#include <array>

namespace hub::quality {
namespace {

struct Row {
  std::string_view kind;
  double least, most;
};

// Raw coal of all ranks first; electricity from the equivalent value to the highest value by generation.
constexpr std::array kRows{
    Row{"01", 0.4286, 0.9428}, Row{"06", 0.9, 0.9},       Row{"07", 0.285, 0.4643},
    Row{"08", 0.5286, 0.6},    Row{"09", 0.9714, 0.9714}, Row{"10", 1.3, 1.3},
    Row{"11", 5.714, 6.143},   Row{"12", 1.286, 1.286},   Row{"13", 2.714, 2.714},
    Row{"14", 1.786, 6.243},   Row{"15", 11.0, 13.3},     Row{"16", 1.7572, 1.7572},
    Row{"17", 11.0, 11.0},     Row{"18", 1.4286, 1.4286}, Row{"19", 1.4714, 1.4714},
    Row{"20", 1.4714, 1.4714}, Row{"21", 1.4571, 1.4571}, Row{"22", 1.4286, 1.4286},
    Row{"23", 1.7143, 1.7143}, Row{"24", 1.5714, 1.5714}, Row{"25", 1.5, 1.5},
    Row{"26", 1.4143, 1.4143}, Row{"27", 1.3648, 1.3648}, Row{"28", 1.4672, 1.4672},
    Row{"29", 1.0918, 1.0918}, Row{"30", 1.3307, 1.3307}, Row{"31", 1.2, 1.4},
    Row{"32", 0.0341, 0.0342}, Row{"33", 1.229, 4.04},    Row{"34", 0.2857, 0.2857},
    Row{"35", 0.2714, 0.2714}, Row{"36", 0.5, 0.5},       Row{"37", 0.0341, 0.0341},
    Row{"38", 0.4285, 0.4285},
};
constexpr double kRoom = 4.0 / 3;

}  // namespace

std::optional<CoefficientRange> coefficientRange(std::string_view kind) {
  const auto row = std::ranges::find(kRows, kind.substr(0, 2), &Row::kind);
  if (row == kRows.end()) return std::nullopt;
  return CoefficientRange{row->least / kRoom, row->most * kRoom};
}

}  // namespace hub::quality
