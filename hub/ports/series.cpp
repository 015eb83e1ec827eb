#include "hub/ports/series.h"

namespace hub {

schemas::CivilDate periodOf(schemas::StatType statType, schemas::CivilTime statDate) {
  switch (statType) {
    case schemas::StatType::realTime:
      return statDate.date();
    case schemas::StatType::daily:
      return statDate.date().firstOfMonth();
    case schemas::StatType::monthly:
    case schemas::StatType::yearly:
      return statDate.date().firstOfYear();
  }
  return statDate.date();
}

}  // namespace hub
