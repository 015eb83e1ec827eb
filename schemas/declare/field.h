// One line of a message's field list. Reading, checking, writing and describing all come from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace schemas {

enum class Presence {
  required,  // 必填: absent, null and "" are E2001
  unmarked,  // neither 必填 nor 非必填 in the document: absent, null and "" accepted; we always write it
  optional,  // 非必填: accepted when absent, written only when present
};

/// How a scalar is written; reading accepts either (OQ-12).
enum class Shape { natural, text };

/// The printed spelling of a member: what `strict` insists on and what is not counted as tolerated.
struct Spelling {
  Shape shape = Shape::natural;
  bool dateOnly = false;    // a CivilTime written as yyyy-MM-dd
  bool flagAsText = false;  // a text that a peer may send as true or false (OQ-59)
  std::size_t numberDigits =
      0;                  // a text that a peer may send as a number, which loses leading zeros (N-8.4-D2)
  bool dateText = false;  // a text that holds a date: other forms of an end device are rewritten (F-1.10)
  bool validity = false;  // 0 and 1 mean what the peer's profile says, else nothing (OQ-24)
};

/// The identity of an end device, which a platform sends as `provinceId` (field-notes 1.3).
inline constexpr const char* kDeviceIdentity = "deviceId";

template <class M, class T>
struct Field {
  const char* name;
  T M::*member;
  Presence presence = Presence::required;
  Spelling spelling = {};
  const char* meaning = "";
  const char* row = "";  // requirement id, e.g. N-8.8-Q4
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const char* oneOf = nullptr;                // alternatives of a text separated by '|'
  const char* pattern = nullptr;              // for the exported schema; checked by `accepts`
  bool (*accepts)(const T&) = nullptr;        // a further check of the value
  const char* rule = nullptr;                 // its Chinese text
  const char* alias = nullptr;                // another name accepted on reading
  const char* aliasRow = "";                  // the D row that says so
  bool mayBeEmpty = false;                    // a required text or list may be ""/[]
  bool isIdentity = false;                    // an end device names it kDeviceIdentity
  const char* omittedRow = nullptr;           // of a required member that an end device may leave out
  bool (*deviceAccepts)(const T&) = nullptr;  // a wider check of an end device's value
  const char* deviceRow = "";                 // the row that says so

  constexpr Field unmarked() const {
    return with([](Field& f) { f.presence = Presence::unmarked; });
  }
  constexpr Field optional() const {
    return with([](Field& f) { f.presence = Presence::optional; });
  }
  constexpr Field asText() const {
    return with([](Field& f) { f.spelling.shape = Shape::text; });
  }
  constexpr Field emptyAllowed() const {
    return with([](Field& f) { f.mayBeEmpty = true; });
  }
  constexpr Field dateForm() const {
    return with([](Field& f) { f.spelling.dateOnly = true; });
  }
  constexpr Field orFlag() const {
    return with([](Field& f) { f.spelling.flagAsText = true; });
  }
  constexpr Field orNumberOf(std::size_t digits) const {
    return with([=](Field& f) { f.spelling.numberDigits = digits; });
  }
  constexpr Field dateText() const {
    return with([](Field& f) { f.spelling.dateText = true; });
  }
  constexpr Field validity() const {
    return with([](Field& f) { f.spelling.validity = true; });
  }
  constexpr Field identity() const {
    return with([](Field& f) { f.isIdentity = true; });
  }
  constexpr Field deviceMayOmit(const char* id) const {
    return with([=](Field& f) { f.omittedRow = id; });
  }
  constexpr Field deviceChecked(bool (*check)(const T&), const char* id) const {
    return with([=](Field& f) { f.deviceAccepts = check, f.deviceRow = id; });
  }
  constexpr Field means(const char* text) const {
    return with([=](Field& f) { f.meaning = text; });
  }
  constexpr Field from(const char* id) const {
    return with([=](Field& f) { f.row = id; });
  }
  constexpr Field between(std::int64_t low, std::int64_t high) const {
    return with([=](Field& f) { f.least = low, f.most = high; });
  }
  constexpr Field among(const char* alternatives) const {
    return with([=](Field& f) { f.oneOf = alternatives; });
  }
  constexpr Field alsoNamed(const char* other, const char* id) const {
    return with([=](Field& f) { f.alias = other, f.aliasRow = id; });
  }
  constexpr Field checked(bool (*check)(const T&), const char* text, const char* regex = nullptr) const {
    return with([=](Field& f) { f.accepts = check, f.rule = text, f.pattern = regex; });
  }

 private:
  template <class Change>
  constexpr Field with(Change change) const {
    Field copy = *this;
    change(copy);
    return copy;
  }
};

template <class M, class T>
constexpr Field<M, T> field(const char* name, T M::*member) {
  return {.name = name, .member = member};
}

/// A declared message: has kName, kClause and fields(), in the order of the document.
template <class M>
concept Declared = requires {
  M::fields();
};

/// The field list, made once at compile time.
template <Declared M>
inline constexpr auto kFieldsOf = M::fields();

}  // namespace schemas
