// What a person should look at, from the moment it is so until it is over. One row for each matter while it
// lasts, however often it is noticed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub {

enum class Severity : std::uint8_t { info, warning, critical };
std::string_view nameOf(Severity severity);

struct Alert {
  std::uint64_t id = 0;
  std::string kind;     // peer_unreachable, job_failed, clock_wrong …: names, not sentences
  std::string subject;  // the peer, job, enterprise … concerned; kind and subject together are the matter
  Severity severity = Severity::warning;
  std::string text;  // Chinese, for people: what is so and what to do
  TimePoint since{};
  TimePoint last{};         // noticed last
  std::uint32_t count = 1;  // how often
  std::optional<TimePoint> over;
};

struct AlertFilter {
  bool open = true;  // false: those that are over as well
  std::optional<std::string> kind, subject;
  std::uint32_t limit = 100;
};

class AlertStore {
 public:
  virtual ~AlertStore() = default;
  /// Notes it; true when this matter was not open before. `alert.last` is the time.
  virtual Result<bool> raise(const Alert& alert) = 0;
  /// true when it was open.
  virtual Result<bool> end(const std::string& kind, const std::string& subject, TimePoint now) = 0;
  virtual Result<std::vector<Alert>> list(const AlertFilter& filter) = 0;  // the youngest first
  virtual Result<std::optional<Alert>> find(std::uint64_t id) = 0;
};

}  // namespace hub
