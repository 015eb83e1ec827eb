// Expected failures are values. Exceptions never cross a folder.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace hub {

/// What a failure means to whoever asked. schemas/reply_codes.h and the HTTP status follow from it in one
/// place (hub/exchange/reply_of.cpp).
enum class Failure {
  missing,       // a required member is absent: E2001
  malformed,     // a member breaks a rule, or something named does not exist: E2002
  notPermitted,  // the identity does not match: HTTP 403, E2002
  tooLarge,      // HTTP 413, E2002
  busy,          // overload, shutting down, disk reserve reached: HTTP 503, E1001
  internal,      // anything else of ours: E1001
  database,      // E1002; the whole unit of work has been rolled back
  retryable,     // as database, and repeating the whole unit may help (deadlock, lost connection, unknown
                 // commit)
  leaseLost,     // a write-back came too late; somebody else has the work now
  unreachable,   // the other side could not be reached or did not answer
};

struct Error {
  Failure failure = Failure::internal;
  std::string detail;  // for the sender: member and rule, Chinese
  std::string cause;   // for the log only, English; never leaves the hub
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Failure failure, std::string detail = {}, std::string cause = {}) {
  return tl::unexpected(Error{failure, std::move(detail), std::move(cause)});
}

}  // namespace hub

#define HUB_JOIN_(a, b) a##b
#define HUB_JOIN(a, b) HUB_JOIN_(a, b)

/// HUB_TRY(name, expression): `name` becomes the value, or the function returns the error.
#define HUB_TRY(name, expression)                                                       \
  auto HUB_JOIN(name, _result) = (expression);                                          \
  if (!HUB_JOIN(name, _result)) return tl::unexpected(HUB_JOIN(name, _result).error()); \
  auto&& name = *HUB_JOIN(name, _result)

/// HUB_CHECK(expression): the function returns the error, if there is one.
#define HUB_CHECK(expression)                                                       \
  do {                                                                              \
    if (auto check_ = (expression); !check_) return tl::unexpected(check_.error()); \
  } while (false)
