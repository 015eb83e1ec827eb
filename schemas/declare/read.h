// JSON value -> declared message, collecting every fault with its path.
#pragma once

#include <tl/expected.hpp>
#include <tuple>
#include <vector>

#include "schemas/declare/path.h"
#include "schemas/declare/wire_type.h"

namespace schemas {

template <Declared M>
void readObject(const json::Value& value, const Path& path, M& out, ReadContext& context);

namespace detail {

/// What find needs of a field, whatever its types.
struct Sought {
  const char* name;
  const char* alias;
  const char* aliasRow;
  std::size_t hint;  // where an equally ordered message has it
};

/// The member by name, by alias, or by its folded name. Several folded ones that differ are a fault (OQ-14).
const json::Value* findMember(const json::Object& members, const Sought& sought, const Path& path,
                              ReadContext& context);

inline bool isBlankText(const json::Value& value) {
  return value.isNull() || (value.text() && trimmed(*value.text()).empty());
}

bool isAmong(std::string_view text, std::string_view alternatives);

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

// Range and code list; a text from a list is a code, so blanks round it go (OQ-15).
template <class M, class F, class T>
void checkScalar(const Field<M, F>& f, T& value, const Path& path, ReadContext& context) {
  if constexpr (std::is_same_v<T, std::int32_t>) {
    if (value < f.least || value > f.most)
      context.malformed(path.text(), "应为" + std::to_string(f.least) + "至" + std::to_string(f.most));
  }
  if constexpr (std::is_same_v<T, std::string>) {
    if (!f.oneOf) return;
    const auto code = trimmed(value);
    const bool isTrimmed = code.size() == value.size() || mayDepart(context, "OQ-15");
    if (!isTrimmed || !isAmong(code, f.oneOf))
      return context.malformed(path.text(), std::string("应为") + f.oneOf);
    if (code.size() != value.size()) value = std::string(code);
  }
}

template <class M, class T>
void checkFurther(const Field<M, T>& f, const T& value, const Path& path, ReadContext& context) {
  if (!f.accepts || f.accepts(value)) return;
  if (context.device && f.deviceAccepts && f.deviceAccepts(value) && mayDepart(context, f.deviceRow)) return;
  context.malformed(path.text(), f.rule ? f.rule : "取值不合法");
}

// The scalar or object itself, wherever it stands: directly, in a list, in an optional.
template <class M, class F, class T>
void readOne(const Field<M, F>& f, const json::Value& value, const Path& path, T& out, ReadContext& context) {
  if constexpr (Declared<T>)
    readObject(value, path, out, context);
  else if (Broken broken = WireType<T>::read(value, out, context, f.spelling))
    context.malformed(path.text(), std::move(*broken));
  else
    checkScalar(f, out, path, context);
}

template <class M, class F, class T>
void readList(const Field<M, F>& f, const json::Value& value, const Path& path, std::vector<T>& out,
              ReadContext& context) {
  const json::Array* items = value.array();
  if (!items) return context.malformed(path.text(), "应为数组");
  if (items->empty() && f.presence == Presence::required && !f.mayBeEmpty)
    return context.missing(path.text());
  out.clear();
  out.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i)
    readOne(f, (*items)[i], Path(path, i), out.emplace_back(), context);
}

template <class M, class T>
void readPresent(const Field<M, T>& f, const json::Value& value, const Path& path, T& out,
                 ReadContext& context) {
  const std::size_t faultsBefore = context.faults.size();
  if constexpr (IsOptional<T>::value) {
    typename T::value_type inner{};
    if constexpr (IsVector<typename T::value_type>::value)
      readList(f, value, path, inner, context);
    else
      readOne(f, value, path, inner, context);
    if (context.faults.size() == faultsBefore) out = std::move(inner);
  } else if constexpr (IsVector<T>::value) {
    readList(f, value, path, out, context);
  } else {
    readOne(f, value, path, out, context);
  }
  if (context.faults.size() == faultsBefore) checkFurther(f, out, path, context);
}

// null, "" and blanks: nothing was given, unless the member may be "" (OQ-15). What an end device may leave
// out keeps the value it has in the struct.
template <class M, class T>
void readBlank(const Field<M, T>& f, const json::Value* value, const Path& path, ReadContext& context) {
  if (f.presence != Presence::required) return;
  if constexpr (!IsVector<T>::value) {
    if (value && f.mayBeEmpty && (value->text() || mayDepart(context, "OQ-15"))) return;
  }
  if (f.omittedRow && context.device && mayDepart(context, f.omittedRow)) return;
  context.missing(path.text());
}

// True when the object has the member.
template <class M, class T>
bool readField(const Field<M, T>& f, const json::Object& members, std::size_t hint, const Path& parent,
               M& out, ReadContext& context) {
  const char* name = f.isIdentity && context.device ? kDeviceIdentity : f.name;
  const Path path(parent, name);
  const json::Value* value = findMember(members, {name, f.alias, f.aliasRow, hint}, path, context);
  if (value && !isBlankText(*value))
    readPresent(f, *value, path, out.*f.member, context);
  else
    readBlank(f, value, path, context);
  return value != nullptr;
}

// Further members are allowed (N-1-2), but the fat records of end devices are worth a count.
inline void countUnknown(std::size_t members, std::size_t known, ReadContext& context) {
  if (context.device && !context.strict && members > known)
    context.tolerate("OQ-13", static_cast<int>(members - known));
}

}  // namespace detail

template <Declared M>
void readObject(const json::Value& value, const Path& path, M& out, ReadContext& context) {
  const json::Object* members = value.object();
  if (!members) return context.malformed(path.text(), "应为JSON对象");
  std::apply(
      [&](const auto&... fields) {
        std::size_t hint = 0, known = 0;
        ((known += detail::readField(fields, *members, hint++, path, out, context) ? 1 : 0), ...);
        detail::countUnknown(members->size(), known, context);
      },
      kFieldsOf<M>);
}

template <Declared M>
void readObject(const json::Value& value, const std::string& path, M& out, ReadContext& context) {
  readObject(value, Path(path), out, context);
}

/// The message, or everything that is wrong with it. A further `check(const M&, ReadContext&)` found beside
/// the message by argument-dependent look-up is applied when it exists: the place for rules over two members.
template <Declared M>
tl::expected<M, Faults> read(const json::Value& root, ReadContext& context) {
  M message{};
  readObject(root, Path({}), message, context);
  if constexpr (requires { check(message, context); })
    if (context.faults.empty()) check(message, context);
  if (!context.faults.empty()) return tl::unexpected(context.faults);
  return message;
}

}  // namespace schemas
