#include "hub/app/rule_setting.h"

#include <algorithm>
#include <charconv>

#include "schemas/json/parse.h"
#include "schemas/json/writer.h"

namespace hub::app {
namespace {

using schemas::json::Number;
using schemas::json::Object;
using schemas::json::Value;

constexpr std::pair<std::string_view, RuleMode> kModes[] = {
    {"off", RuleMode::off}, {"report", RuleMode::report}, {"quarantine", RuleMode::quarantine}};

bool isNumber(const std::string& text) {
  const auto parsed = schemas::json::parse(text, true);
  return parsed && parsed->root.number();
}

bool isSamePlace(const RuleSetting& a, const RuleSetting& b) {
  return a.rule == b.rule && a.enterprise == b.enterprise && a.peer == b.peer && a.energyKind == b.energyKind;
}

bool runsOnArrival(const std::string& name) {
  const auto rules = quality::catalogue();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const quality::RuleInfo& rule) { return rule.name == name && rule.onArrival; });
}

void put(Object& object, const std::string& name, const std::string& number) {
  const auto there =
      std::find_if(object.begin(), object.end(), [&](const auto& m) { return m.name == name; });
  if (there == object.end())
    object.push_back({name, Value(Number{number})});
  else
    there->value = Value(Number{number});
}

}  // namespace

std::string_view nameOf(RuleMode mode) {
  for (const auto& [name, value] : kModes)
    if (value == mode) return name;
  return "off";
}

std::optional<RuleMode> ruleModeNamed(std::string_view name) {
  for (const auto& [known, value] : kModes)
    if (name == known) return value;
  return std::nullopt;
}

Result<std::map<std::string, std::string>> parametersIn(const std::vector<std::string>& given) {
  std::map<std::string, std::string> parameters;
  for (const std::string& one : given) {
    const std::size_t equals = one.find('=');
    if (equals == one.npos || equals == 0 || !isNumber(one.substr(equals + 1)))
      return fail(Failure::malformed, {}, "a parameter is name=number, not " + one);
    parameters[one.substr(0, equals)] = one.substr(equals + 1);
  }
  return parameters;
}

Result<RuleSetting> mergedSetting(const std::vector<RuleSetting>& stored, RuleSetting change,
                                  const std::map<std::string, std::string>& parameters) {
  Object object;
  for (const RuleSetting& there : stored) {
    if (!isSamePlace(there, change)) continue;
    if (!change.mode) change.mode = there.mode;
    if (const auto parsed = schemas::json::parse(there.parameters, true); parsed && parsed->root.object())
      object = *parsed->root.object();
  }
  for (const auto& [name, number] : parameters) put(object, name, number);
  change.parameters = object.empty() ? "" : schemas::json::write(Value(object));
  HUB_CHECK(quality::RuleBook::of({change}));
  if (change.mode == RuleMode::quarantine && !runsOnArrival(change.rule))
    return fail(Failure::malformed, {},
                change.rule + " judges what is stored already: off or report, not quarantine");
  return change;
}

}  // namespace hub::app
