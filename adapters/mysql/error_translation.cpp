#include "adapters/mysql/error_translation.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace hub::mysql {
namespace {

constexpr int kDeadlock = 1213;
constexpr int kLockWait = 1205;
constexpr int kServerGone = 2006;
constexpr int kServerLost = 2013;
constexpr int kConnectionKilled = 1927;
constexpr int kGaleraNotReady = 1047;
constexpr int kOutOfSync = 2014;
constexpr int kNoPreparedStatement = 2030;
constexpr int kShutdown = 1053;

template <std::size_t N>
bool isAmong(int number, const int (&list)[N]) {
  return std::find(std::begin(list), std::end(list), number) != std::end(list);
}

}  // namespace

bool isRetryable(int errorNumber) {
  static constexpr int kList[] = {kDeadlock,         kLockWait,       kServerGone, kServerLost,
                                  kConnectionKilled, kGaleraNotReady, kOutOfSync,  kNoPreparedStatement};
  return isAmong(errorNumber, kList);
}

bool breaksSession(int errorNumber) {
  static constexpr int kList[] = {kServerGone, kServerLost,          kConnectionKilled, kGaleraNotReady,
                                  kOutOfSync,  kNoPreparedStatement, kShutdown};
  return isAmong(errorNumber, kList);
}

Error translated(int errorNumber, std::string_view what) {
  return {isRetryable(errorNumber) ? Failure::retryable : Failure::database,
          {},
          "database error " + std::to_string(errorNumber) + ": " + std::string(what)};
}

}  // namespace hub::mysql
