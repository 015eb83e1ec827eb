// JSON value -> declared message, collecting every fault with its path.
#pragma once

#include <tl/expected.hpp>
#include <tuple>
#include <vector>

#include "schemas/declare/wire_type.h"

namespace schemas {

template <Declared M>
void readObject(const json::Value& value, const std::string& path, M& out, ReadContext& context);

namespace detail {

inline std::string joined(const std::string& path, const char* name) { return path.empty() ? name : path + "." + name; }

/// The member by name, by alias, or by its folded name; `hint` is where an equally ordered message has it.
const json::Value* findMember(const json::Object& members, const char* name, const char* alias, const char* aliasRow,
                              std::size_t hint, ReadContext& context);

inline bool isBlankText(const json::Value& value) {
  return value.isNull() || (value.text() && trimmed(*value.text()).empty());
}

bool isAmong(std::string_view text, std::string_view alternatives);

template <class M, class T>
void checkScalar(const Field<M, T>& f, const T& value, const std::string& path, ReadContext& context) {
  if constexpr (std::is_same_v<T, std::int32_t>) {
    if (value < f.least || value > f.most)
      context.malformed(path, "应为" + std::to_string(f.least) + "至" + std::to_string(f.most));
  }
  if constexpr (std::is_same_v<T, std::string>) {
    if (f.oneOf && !isAmong(value, f.oneOf)) context.malformed(path, std::string("应为") + f.oneOf);
  }
  if (f.accepts && !f.accepts(value)) context.malformed(path, f.rule ? f.rule : "取值不合法");
}

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

// The scalar or object itself, wherever it stands: directly, in a list, in an optional.
template <class M, class F, class T>
void readOne(const Field<M, F>& f, const json::Value& value, const std::string& path, T& out, ReadContext& context) {
  if constexpr (Declared<T>) {
    readObject(value, path, out, context);
  } else if (const Broken broken = WireType<T>::read(value, out, context)) {
    context.malformed(path, *broken);
  } else if constexpr (std::is_same_v<F, T>) {
    checkScalar(f, out, path, context);
  } else if constexpr (std::is_same_v<T, std::int32_t>) {
    if (out < f.least || out > f.most)
      context.malformed(path, "应为" + std::to_string(f.least) + "至" + std::to_string(f.most));
  }
}

template <class M, class F, class T>
void readList(const Field<M, F>& f, const json::Value& value, const std::string& path, std::vector<T>& out,
              ReadContext& context) {
  const json::Array* items = value.array();
  if (!items) return context.malformed(path, "应为数组");
  if (items->empty() && f.presence == Presence::required && !f.mayBeEmpty) return context.missing(path);
  out.clear();
  out.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i) {
    // The path text is only needed when something is wrong; faults are counted to see whether it is.
    const std::size_t faultsBefore = context.faults.size();
    out.emplace_back();
    readOne(f, (*items)[i], std::string(), out.back(), context);
    for (std::size_t k = faultsBefore; k < context.faults.size(); ++k) {
      std::string& inner = context.faults[k].path;
      inner = path + "[" + std::to_string(i) + "]" + (inner.empty() ? "" : "." + inner);
    }
  }
}

template <class M, class T>
void readPresent(const Field<M, T>& f, const json::Value& value, const std::string& path, T& out,
                 ReadContext& context) {
  if constexpr (IsOptional<T>::value) {
    typename T::value_type inner{};
    const std::size_t faultsBefore = context.faults.size();
    if constexpr (IsVector<typename T::value_type>::value)
      readList(f, value, path, inner, context);
    else
      readOne(f, value, path, inner, context);
    if (context.faults.size() == faultsBefore) out = std::move(inner);
    if constexpr (!IsVector<typename T::value_type>::value)
      if (out && f.accepts && !f.accepts(out)) context.malformed(path, f.rule ? f.rule : "取值不合法");
  } else if constexpr (IsVector<T>::value) {
    readList(f, value, path, out, context);
  } else {
    readOne(f, value, path, out, context);
  }
}

template <class M, class T>
void readField(const Field<M, T>& f, const json::Object& members, std::size_t hint, const std::string& path, M& out,
               ReadContext& context) {
  const json::Value* value = findMember(members, f.name, f.alias, f.aliasRow, hint, context);
  const bool blank = !value || isBlankText(*value);
  if (!blank) return readPresent(f, *value, joined(path, f.name), out.*f.member, context);
  if (f.presence != Presence::required) return;
  if (value && value->text() && f.mayBeEmpty) return;
  context.missing(joined(path, f.name));
}

}  // namespace detail

template <Declared M>
void readObject(const json::Value& value, const std::string& path, M& out, ReadContext& context) {
  const json::Object* members = value.object();
  if (!members) return context.malformed(path, "应为JSON对象");
  std::apply(
      [&](const auto&... fields) {
        std::size_t hint = 0;
        (detail::readField(fields, *members, hint++, path, out, context), ...);
      },
      M::fields());
}

/// The message, or everything that is wrong with it. A further `check(const M&, ReadContext&)` found beside the
/// message by argument-dependent look-up is applied when it exists: the place for rules over two members.
template <Declared M>
tl::expected<M, Faults> read(const json::Value& root, ReadContext& context) {
  M message{};
  readObject(root, std::string(), message, context);
  if constexpr (requires { check(message, context); })
    if (context.faults.empty()) check(message, context);
  if (!context.faults.empty()) return tl::unexpected(context.faults);
  return message;
}

}  // namespace schemas
