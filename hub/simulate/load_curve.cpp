#include "hub/simulate/load_curve.h"

#include <array>
#include <cstddef>

namespace hub::simulate {
namespace {

struct Shape {
  std::array<int, 24> hours;  // at the full hour; quarters are interpolated
  int weekend;
  int holiday;
  bool seasonal;
};

const Shape& shapeOf(Curve curve) {
  static constexpr Shape kContinuous{{1020, 1020, 1020, 1010, 1010, 1010, 1000, 990,  980,  970,  970,  980,
                                      990,  990,  980,  980,  980,  990,  990,  1000, 1010, 1010, 1020, 1020},
                                     1000,
                                     990,
                                     false};
  static constexpr Shape kValley{{1380, 1390, 1400, 1400, 1390, 1380, 1350, 1300, 800, 640, 620,  640,
                                  900,  920,  880,  820,  780,  640,  560,  560,  600, 780, 1250, 1350},
                                 980,
                                 850,
                                 false};
  static constexpr Shape kFlat{{1000, 1000, 995,  995,  995,  1000, 1000, 1005, 1005, 1005, 1005, 1000,
                                1000, 1000, 1000, 1005, 1005, 1000, 1000, 1000, 995,  995,  1000, 1000},
                               1000,
                               1000,
                               false};
  static constexpr Shape kGrid{{760,  720,  690,  680,  690,  740,  840,  960,  1080, 1160, 1190, 1170,
                                1080, 1060, 1090, 1110, 1130, 1170, 1240, 1250, 1180, 1080, 960,  840},
                               930,
                               850,
                               true};
  static constexpr Shape kTwoShifts{{180,  170,  170,  170,  180,  300,  1150, 1420, 1440, 1430, 1420, 1330,
                                     1380, 1430, 1100, 1420, 1430, 1420, 1330, 1400, 1400, 1300, 420,  210},
                                    620,
                                    240,
                                    false};
  static constexpr Shape kThreeShifts{{900, 1030, 1030, 1020, 1020, 1010, 1000, 940,  860,  1030, 1040, 1010,
                                       960, 1030, 1030, 980,  860,  1030, 1030, 1020, 1030, 1030, 1000, 920},
                                      700,
                                      300,
                                      false};
  static constexpr Shape kDaytime{{610,  590,  580,  570,  580,  630,  760,  1020, 1320, 1440, 1460, 1420,
                                   1300, 1310, 1390, 1380, 1290, 1150, 1030, 980,  920,  840,  750,  680},
                                  760,
                                  660,
                                  true};
  switch (curve) {
    case Curve::continuous:
      return kContinuous;
    case Curve::valley:
      return kValley;
    case Curve::flat:
      return kFlat;
    case Curve::grid:
      return kGrid;
    case Curve::twoShifts:
      return kTwoShifts;
    case Curve::threeShifts:
      return kThreeShifts;
    case Curve::daytime:
      return kDaytime;
  }
  return kFlat;
}

}  // namespace

int slotFactor(Curve curve, int slot) {
  const auto& hours = shapeOf(curve).hours;
  const auto hour = static_cast<std::size_t>(slot / 4);
  const int quarter = slot % 4;
  return (hours[hour] * (4 - quarter) + hours[(hour + 1) % 24] * quarter) / 4;
}

int dayFactor(Curve curve, DayKind kind) {
  switch (kind) {
    case DayKind::workday:
      return 1000;
    case DayKind::weekend:
      return shapeOf(curve).weekend;
    case DayKind::holiday:
      return shapeOf(curve).holiday;
  }
  return 1000;
}

int monthFactor(Curve curve, unsigned month) {
  static constexpr std::array<int, 12> kSeason{1080, 1050, 980,  920, 930, 1010,
                                               1120, 1130, 1010, 930, 960, 1060};
  return shapeOf(curve).seasonal ? kSeason[month - 1] : 1000;
}

int heatFactor(int slot, int phase) {
  static constexpr std::array<int, 3> kHeat{1300, 1150, 550};
  return kHeat[static_cast<std::size_t>((slot + phase) % 3)];
}

}  // namespace hub::simulate
