// Times in every form (OQ-29, F-1.10).
#include "schemas/codes/civil_time.h"
#include "schemas/codes/loose_time.h"
#include "tests/fuzz/property.h"

namespace {

using schemas::CivilDate;
using schemas::CivilTime;

void checkTime(CivilTime time) {
  fuzz::require(CivilTime::parse(time.text()) == time, "the printed form reads back");
  fuzz::require(CivilTime::at(time.date(), time.secondOfDay()) == time, "day and second make the time");
  fuzz::require(time.date().year() >= 1900 && time.date().year() <= 2099, "the year is of this world");
  fuzz::require(CivilDate::parse(time.date().text()) == time.date(), "the day reads back");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::Input(bytes, size).rest();
  const auto exact = CivilTime::parse(text);
  const auto tolerant = CivilTime::parseTolerant(text);
  const auto loose = schemas::parseLooseTime(text);
  for (const auto& time : {exact, tolerant, loose})
    if (time) checkTime(*time);
  if (exact)
    fuzz::require(exact->text() == text && tolerant == exact, "the printed form is tolerated as itself");
  if (tolerant) fuzz::require(loose == tolerant, "no wider reader changes what a narrower one reads");
  if (const auto date = CivilDate::parse(text))
    fuzz::require(date->text() == text && tolerant == CivilTime::at(*date), "a day begins at midnight");
  return 0;
}
