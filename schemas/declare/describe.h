// Declared message -> plain description of its members, for the exported schema and the documentation.
#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/declare/read.h"

namespace schemas {

struct MessageInfo;

struct FieldInfo {
  std::string name;
  std::string meaning;
  std::string row;
  Presence presence = Presence::required;
  bool isList = false;
  bool mayBeEmpty = false;
  bool isText = false;   // a number or time printed as a string
  std::string jsonType;  // string, integer, number, boolean, any, number or ""; empty for an object
  std::string pattern;   // of the printed form
  std::string rule;      // of a further check, in Chinese
  std::vector<std::string> alternatives;  // the only values, when there are any
  std::int64_t least = 0;                 // of an integer whose range is limited, else both 0
  std::int64_t most = 0;
  std::string alias;
  std::string deviceName;                     // of the identity in the device profile, else empty
  bool deviceMayOmit = false;                 // a required member that an end device may leave out
  std::shared_ptr<const MessageInfo> object;  // what an object, or each object of a list, is made of
};

struct MessageInfo {
  std::string name;
  std::string clause;
  std::vector<FieldInfo> fields;

  /// `N-8.6.process`: the name alone occurs in several messages.
  std::string key() const { return clause + "." + name; }
};

/// The same message as an end device sends it, under the clause of field-notes that says so.
MessageInfo inDeviceProfile(MessageInfo message);

/// required, unmarked, optional in Chinese.
const char* textOf(Presence presence);

namespace detail {

std::vector<std::string> splitAlternatives(const char* alternatives);
std::string orEmpty(const char* text);

template <class T>
struct Bare {
  using Type = T;
  static constexpr bool kIsList = false;
};
template <class T>
struct Bare<std::optional<T>> : Bare<T> {};
template <class T>
struct Bare<std::vector<T>> {
  using Type = T;
  static constexpr bool kIsList = true;
};

}  // namespace detail

template <Declared M>
MessageInfo describe();

template <class M, class T>
FieldInfo describeField(const Field<M, T>& f) {
  using Bare = detail::Bare<T>;
  using Type = typename Bare::Type;
  FieldInfo info;
  info.name = f.name;
  info.meaning = f.meaning;
  info.row = f.row;
  info.presence = f.presence;
  info.isList = Bare::kIsList;
  info.mayBeEmpty = f.mayBeEmpty;
  info.isText = f.spelling.shape == Shape::text;
  info.rule = detail::orEmpty(f.rule);
  info.alternatives = detail::splitAlternatives(f.oneOf);
  info.alias = detail::orEmpty(f.alias);
  info.deviceName = f.isIdentity ? kDeviceIdentity : "";
  info.deviceMayOmit = f.omittedRow != nullptr;
  if (f.most != std::numeric_limits<std::int64_t>::max()) {
    info.least = f.least;
    info.most = f.most;
  }
  if constexpr (Declared<Type>) {
    info.object = std::make_shared<MessageInfo>(describe<Type>());
  } else {
    info.jsonType = WireType<Type>::kJsonType;
    info.pattern = detail::orEmpty(f.pattern ? f.pattern : WireType<Type>::kPattern);
    if constexpr (std::is_same_v<Type, CivilTime>)
      info.pattern = f.spelling.dateOnly ? kDatePattern : kTimePattern;
  }
  return info;
}

/// The members in the order in which they are written.
template <Declared M>
MessageInfo describe() {
  MessageInfo info{M::kName, M::kClause, {}};
  std::apply([&](const auto&... fields) { (info.fields.push_back(describeField(fields)), ...); },
             kFieldsOf<M>);
  return info;
}

}  // namespace schemas
