#include "hub/quality/rule_book.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "schemas/json/parse.h"

namespace hub::quality {
namespace {

std::optional<RuleId> ruleNamed(std::string_view name) {
  const auto rules = catalogue();
  const auto found = std::ranges::find(rules, name, [](const RuleInfo& rule) { return rule.name; });
  if (found == rules.end()) return std::nullopt;
  return static_cast<RuleId>(found - rules.begin());
}

std::optional<std::size_t> positionOf(const RuleInfo& rule, std::string_view parameter) {
  for (std::size_t i = 0; i < rule.parameters.size(); ++i)
    if (rule.parameters[i].name == parameter) return i;
  return std::nullopt;
}

std::optional<double> numberIn(const schemas::json::Value& value) {
  if (!value.number()) return std::nullopt;
  const std::string& lexeme = value.number()->lexeme;
  double number = 0;
  const auto [end, error] = std::from_chars(lexeme.data(), lexeme.data() + lexeme.size(), number);
  if (error != std::errc() || end != lexeme.data() + lexeme.size()) return std::nullopt;
  return number;
}

// An enterprise is narrower than a peer, a peer narrower than an energy kind.
int narrowness(const RuleSetting& setting) {
  return (setting.enterprise.empty() ? 0 : 4) + (setting.peer == PeerId{} ? 0 : 2) +
         (setting.energyKind.empty() ? 0 : 1);
}

bool fits(const RuleSetting& setting, const RuleBook::Scope& scope) {
  return (setting.enterprise.empty() || setting.enterprise == scope.enterprise) &&
         (setting.peer == PeerId{} || setting.peer == scope.peer) &&
         (setting.energyKind.empty() || setting.energyKind == scope.energyKind);
}

tl::unexpected<Error> refuse(const RuleSetting& setting, const std::string& why) {
  return fail(Failure::malformed, "质量规则设置有误", "quality rule '" + setting.rule + "': " + why);
}

}  // namespace

double RuleInForce::operator[](std::string_view parameter) const {
  const auto position = positionOf(*info, parameter);
  return position ? parameters[*position] : 0;
}

Result<RuleBook::Override> RuleBook::overrideOf(const RuleSetting& setting) {
  const auto id = ruleNamed(setting.rule);
  if (!id) return refuse(setting, "no such rule");
  Override result{*id, setting, {}};
  if (setting.parameters.empty()) return result;
  const auto parsed = schemas::json::parse(setting.parameters, true);
  if (!parsed || !parsed->root.object()) return refuse(setting, "parameters are no JSON object");
  for (const auto& [name, value] : *parsed->root.object()) {
    const auto position = positionOf(infoOf(*id), name);
    if (!position) return refuse(setting, "no parameter '" + name + "'");
    const auto number = numberIn(value);
    if (!number) return refuse(setting, "parameter '" + name + "' is no number");
    result.parameters.emplace_back(*position, *number);
  }
  return result;
}

Result<RuleBook> RuleBook::of(const std::vector<RuleSetting>& settings) {
  RuleBook book;
  for (const RuleSetting& setting : settings) {
    HUB_TRY(made, overrideOf(setting));
    book.overrides_.push_back(std::move(made));
  }
  std::ranges::stable_sort(book.overrides_, {},
                           [](const Override& entry) { return narrowness(entry.setting); });
  return book;
}

RuleInForce RuleBook::inForce(RuleId id, const Scope& scope) const {
  const RuleInfo& info = infoOf(id);
  RuleInForce rule{&info, info.mode, {}};
  for (std::size_t i = 0; i < info.parameters.size(); ++i) rule.parameters[i] = info.parameters[i].value;
  for (const Override& entry : overrides_) {
    if (entry.rule != id || !fits(entry.setting, scope)) continue;
    if (entry.setting.mode) rule.mode = *entry.setting.mode;
    for (const auto& [position, value] : entry.parameters) rule.parameters[position] = value;
  }
  return rule;
}

RuleMode RuleBook::mode(std::string_view rule, const Scope& scope) const {
  const auto id = ruleNamed(rule);
  return id ? inForce(*id, scope).mode : RuleMode::off;
}

double RuleBook::parameter(std::string_view rule, std::string_view name, const Scope& scope) const {
  const auto id = ruleNamed(rule);
  return id ? inForce(*id, scope)[name] : 0;
}

}  // namespace hub::quality
