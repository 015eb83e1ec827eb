#include "hub/simulate/load_curve.h"

#include <gtest/gtest.h>

namespace {

using namespace hub::simulate;

TEST(LoadCurve, AveragesToOneOverADay) {
  for (const Curve curve : {Curve::continuous, Curve::valley, Curve::flat, Curve::grid, Curve::twoShifts,
                            Curve::threeShifts, Curve::daytime}) {
    int sum = 0;
    for (int slot = 0; slot < kSlotsPerDay; ++slot) sum += slotFactor(curve, slot);
    EXPECT_NEAR(sum / kSlotsPerDay, 1000, 20) << static_cast<int>(curve);
  }
}

}  // namespace
