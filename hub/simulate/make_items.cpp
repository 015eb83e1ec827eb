#include "hub/simulate/make_items.h"

#include <algorithm>

namespace hub::simulate {
namespace {

using schemas::StatType;

constexpr std::int64_t kSlotsPerYear = 365 * kSlotsPerDay;

/// Where an item is measured: the first four groups of its code.
struct Place {
  std::string process = "00";
  std::string unit = "00";
  std::string equipment = "00";
  std::string number = "00";
  std::string name = "全厂";
  int scope = 1;
  int inputType = 1;
};

std::string twoDigits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

const char* usageName(const std::string& usage) { return usage == "30" ? "产出" : "购进已消费"; }

/// `share` in millionths of the enterprise's consumption.
std::int64_t quantaPerSlot(const Kind& kind, std::int64_t yearlyTce, int share) {
  std::int64_t quanta = yearlyTce * share / 100;  // ten-thousandths of a ton of standard coal
  for (int i = 0; i < kind.digits; ++i) quanta *= 10;
  return std::max(quanta / kind.tcePerUnit / kSlotsPerYear, std::int64_t{1});
}

class ItemMaker {
 public:
  ItemMaker(const ItemPlan& plan, Random& random) : plan_(plan), random_(random) {}

  std::vector<SimulatedItem> make() && {
    for (const PlantFlow& flow : profile().flows)
      add({}, *flow.kind, flow.usage, flow.perMille * 1000).curve = flow.curve;
    addManual();
    addProcesses();
    addEquipment();
    // The plant's flows alone may be more than asked for.
    items_.resize(std::min(items_.size(), static_cast<std::size_t>(std::max(plan_.count, 1))));
    return std::move(items_);
  }

 private:
  const IndustryProfile& profile() const { return *plan_.profile; }
  int missing() const { return plan_.count - static_cast<int>(items_.size()); }

  SimulatedItem& add(const Place& place, const Kind& kind, const std::string& usage, int share) {
    SimulatedItem item;
    item.name = place.name + "-" + kind.className + "-" + kind.name + "-" + usageName(usage);
    item.code =
        *schemas::DataCode::parseStrict(place.process + "-" + place.unit + "-" + place.equipment + "-" +
                                        place.number + "-" + kind.energyClass + kind.code + "-" + usage);
    item.kind = &kind;
    item.scope = place.scope;
    item.inputType = place.inputType;
    item.curve = profile().curve;
    item.phase = random_.between(0, 2);
    item.slotQuanta = quantaPerSlot(kind, plan_.yearlyTce, share);
    item.statTypes = {StatType::realTime, StatType::daily, StatType::monthly};
    if (place.scope == 1) item.statTypes.push_back(StatType::yearly);
    items_.push_back(std::move(item));
    return items_.back();
  }

  void addManual() {
    const Place byHand{.inputType = 5};
    if (missing() > 0 && plan_.count >= 4)
      add(byHand, diesel(), "11", 6000).statTypes = {StatType::daily, StatType::monthly};
    if (missing() > 0 && plan_.count >= 8)
      add(byHand, petrol(), "11", 2000).statTypes = {StatType::monthly, StatType::yearly};
  }

  // Shares vary below limits that no draw can pass: the parts of a plant never outgrow the whole.
  int varied(int share, int least, int most) { return share * random_.between(least, most) / 1000; }

  void addProcesses() {
    const auto& processes = profile().processes;
    std::vector<int> shares;
    for (const PlantProcess& process : processes) {
      shares.push_back(
          varied(profile().electricityPerMille * 800 / static_cast<int>(processes.size()), 700, 1200));
      addProcess(process, shares.back());
    }
    for (std::size_t i = 0; i < processes.size(); ++i) addUnits(processes[i], shares[i]);
  }

  void addProcess(const PlantProcess& process, int share) {
    if (missing() <= 0) return;
    const Place place{.process = process.code, .name = process.name, .scope = 2, .inputType = 3};
    add(place, electricity(), "11", share).heats = process.heats;
  }

  void addUnits(const PlantProcess& process, int share) {
    for (int unit = 1; unit <= process.units && missing() > 0; ++unit) {
      const Place place{
          .process = process.code,
          .unit = twoDigits(unit),
          .name = std::string(process.name) + "-" + std::to_string(unit) + "号" + process.unitName,
          .scope = 3,
          .inputType = 3};
      add(place, electricity(), "11", varied(share / process.units, 700, 950)).heats = process.heats;
      if (missing() > 0) add(place, productOfProcess(), "30", 300'000 / process.units).heats = process.heats;
    }
  }

  void addEquipment() {
    const int wanted = missing();
    const auto& types = profile().equipment;
    for (int i = 0; i < wanted; ++i) {
      const EquipmentType& type = types[static_cast<std::size_t>(i) % types.size()];
      const int number = i / static_cast<int>(types.size()) + 1;
      if (number > 99) return;
      const Place place{.equipment = type.code,
                        .number = twoDigits(number),
                        .name = std::to_string(number) + "号" + type.name,
                        .scope = 4,
                        .inputType = 4};
      add(place, electricity(), "11",
          varied(profile().electricityPerMille * 600 / std::max(wanted, 10), 300, 1500));
    }
  }

  const ItemPlan& plan_;
  Random& random_;
  std::vector<SimulatedItem> items_;
};

}  // namespace

std::vector<SimulatedItem> makeItems(const ItemPlan& plan, Random& random) {
  return ItemMaker(plan, random).make();
}

bool SimulatedItem::has(StatType type) const {
  return std::find(statTypes.begin(), statTypes.end(), type) != statTypes.end();
}

}  // namespace hub::simulate
