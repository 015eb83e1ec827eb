#include "hub/app/queue_filter.h"

namespace hub::app {
namespace {

constexpr DeliveryState kStates[] = {DeliveryState::waiting,   DeliveryState::claimed,
                                     DeliveryState::queued,    DeliveryState::needsAttention,
                                     DeliveryState::delivered, DeliveryState::setAside};
constexpr DeliveryKind kKinds[] = {DeliveryKind::configData, DeliveryKind::meteringData,
                                   DeliveryKind::energyData, DeliveryKind::gData, DeliveryKind::gTag};
constexpr QueueAct kActs[] = {QueueAct::sendAgain, QueueAct::sendAfterConfiguration, QueueAct::setAside,
                              QueueAct::takeBack};

template <class Names>
std::set<std::string> namesOf(const Names& all) {
  std::set<std::string> names;
  for (const auto one : all) names.emplace(nameOf(one));
  return names;
}

template <class Names>
auto named(const Names& all, const std::string& name) -> std::optional<std::decay_t<decltype(all[0])>> {
  for (const auto one : all)
    if (name == nameOf(one)) return one;
  return std::nullopt;
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<TimePoint> midnight(const std::string& day, int daysLater) {
  const auto date = schemas::CivilDate::parse(day);
  if (!date) return std::nullopt;
  return Clock::utc(schemas::CivilTime::at(date->plusDays(daysLater)));
}

}  // namespace

DeliveryFilter filterOf(const QueueWords& words, std::optional<PeerId> peer) {
  DeliveryFilter filter;
  filter.peer = peer;
  filter.state = named(kStates, words.state);
  filter.kind = named(kKinds, words.kind);
  filter.enterprise = given(words.enterprise);
  filter.lastCode = given(words.code);
  filter.reason = given(words.reasonOf);
  filter.createdFrom = midnight(words.from, 0);
  filter.createdTo = midnight(words.to, 1);
  return filter;
}

DeliveryState stateMeantBy(QueueAct act) {
  return act == QueueAct::takeBack ? DeliveryState::setAside : DeliveryState::needsAttention;
}

std::set<std::string> stateNames() { return namesOf(kStates); }
std::set<std::string> actableStateNames() {
  constexpr DeliveryState kActable[] = {DeliveryState::waiting, DeliveryState::queued,
                                        DeliveryState::needsAttention, DeliveryState::setAside};
  return namesOf(kActable);
}
std::set<std::string> kindNames() { return namesOf(kKinds); }
std::set<std::string> actNames() { return namesOf(kActs); }
QueueAct actNamed(const std::string& name) { return named(kActs, name).value_or(QueueAct::sendAgain); }

}  // namespace hub::app
