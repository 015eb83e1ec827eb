#include "hub/conformance/edit.h"

#include <algorithm>
#include <charconv>

namespace hub::conformance {
namespace {

// The first step of a path and what follows: `data`, `[0].statDate`.
struct Steps {
  std::string_view first, rest;
};

Steps split(std::string_view path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  const std::size_t from = path.starts_with('[') ? 1 : 0;
  std::size_t end = path.find_first_of(from ? "]" : ".[", from);
  if (end == std::string_view::npos) return {path, {}};
  if (from) ++end;
  return {path.substr(0, end), path.substr(end)};
}

Value* step(Value& place, std::string_view name) {
  if (name.starts_with('[')) {
    std::size_t index = 0;
    std::from_chars(name.data() + 1, name.data() + name.size() - 1, index);
    Array* items = place.array();
    return items && index < items->size() ? &(*items)[index] : nullptr;
  }
  Object* members = place.object();
  if (!members) return nullptr;
  for (auto& member : *members)
    if (member.name == name) return &member.value;
  return nullptr;
}

// All but the last step.
std::string_view parentOf(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

template <class Change>
Value mapped(const Value& root, const Change& change) {
  if (const Array* items = root.array()) {
    Array result;
    for (const Value& item : *items) result.push_back(mapped(item, change));
    return Value(std::move(result));
  }
  if (const Object* members = root.object()) {
    Object result;
    for (const auto& member : *members) result.push_back({member.name, mapped(member.value, change)});
    return change(Value(std::move(result)));
  }
  return change(root);
}

}  // namespace

Value* at(Value& root, std::string_view path) {
  Value* place = &root;
  while (place && !path.empty()) {
    const Steps steps = split(path);
    place = step(*place, steps.first);
    path = steps.rest;
  }
  return place;
}

const Value* at(const Value& root, std::string_view path) { return at(const_cast<Value&>(root), path); }

std::string_view lastName(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

Value with(Value root, std::string_view path, Value value) {
  if (Value* place = at(root, path)) {
    *place = std::move(value);
  } else if (Value* parent = at(root, parentOf(path)); parent && parent->object()) {
    parent->object()->push_back({std::string(lastName(path)), std::move(value)});
  }
  return root;
}

Value without(Value root, std::string_view path) {
  Value* parent = at(root, parentOf(path));
  if (parent && parent->object())
    std::erase_if(*parent->object(), [&](const auto& member) { return member.name == lastName(path); });
  return root;
}

Value reversed(const Value& root) {
  return mapped(root, [](Value value) {
    if (Object* members = value.object()) std::reverse(members->begin(), members->end());
    return value;
  });
}

Value stringly(const Value& root) {
  return mapped(root, [](const Value& value) {
    if (const Number* lexeme = value.number()) return text(lexeme->lexeme);
    if (const bool* on = value.boolean()) return text(*on ? "true" : "false");
    return value;
  });
}

Value lowerNames(const Value& root) {
  return mapped(root, [](Value value) {
    if (Object* members = value.object())
      for (auto& member : *members) member.name = schemas::json::folded(member.name);
    return value;
  });
}

}  // namespace hub::conformance
