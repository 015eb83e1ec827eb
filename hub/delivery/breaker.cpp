#include "hub/delivery/breaker.h"

#include <algorithm>

#include "hub/delivery/jitter.h"

namespace hub::delivery {
namespace {

constexpr std::chrono::milliseconds kFirstWait{2'000};
constexpr std::chrono::milliseconds kLongestWait{300'000};
constexpr std::uint32_t kDoublings = 8;  // 2 s * 2^8 is above the longest

}  // namespace

Reach reachOf(TransportFault fault) {
  switch (fault) {
    case TransportFault::badUrl:
      return Reach::unknown;
    case TransportFault::dns:
    case TransportFault::tls:
      return Reach::broken;
    case TransportFault::connect:
    case TransportFault::timeout:
    case TransportFault::reset:
    case TransportFault::tooLarge:
      break;
  }
  return Reach::failed;
}

Reach reachOf(const CallReply& reply, bool hasCode) {
  const bool isOverloaded = reply.status == 429 || reply.status == 503;
  if (isOverloaded) return reply.retryAfter ? Reach::asked : Reach::failed;
  return hasCode ? Reach::reached : Reach::failed;
}

std::chrono::milliseconds probeWait(std::uint32_t failed, std::uint64_t seed) {
  const auto wait = kFirstWait * (1U << std::min(failed, kDoublings));
  return jittered(std::min(wait, kLongestWait), seed);
}

std::string causeOf(const std::string& code) {
  for (const char* outside : {"empty_answer", "html_answer", "not_json", "no_code"})
    if (code == outside) return "garbage";
  return code;
}

}  // namespace hub::delivery
