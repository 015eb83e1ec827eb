#include "hub/app/load_figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "hub/app/output.h"
#include "schemas/json/parse.h"

namespace hub::app {
namespace {

constexpr std::size_t kRefusalBytesMax = 300;
// Reading a downloaded day as JSON would cost more than sending for it.
constexpr std::size_t kReadWholeMax = 16U << 10;
constexpr std::size_t kHeadBytes = 256;

std::string rounded(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

schemas::json::Value decimal(double value, int digits) {
  return schemas::json::Value(schemas::json::Number{rounded(value, digits)});
}

std::uint64_t perSecond(double count, double seconds) {
  return seconds > 0 ? static_cast<std::uint64_t>(std::llround(count / seconds)) : 0;
}

}  // namespace

bool isAccepted(const partners::LoadAnswer& answer) {
  if (answer.status != 200) return false;
  if (answer.text.size() > kReadWholeMax)
    return answer.text.substr(0, kHeadBytes).find(R"("responseCode":"0")") != std::string::npos;
  const auto parsed = schemas::json::parse(answer.text);
  if (!parsed) return false;
  const schemas::json::Value* code = parsed->root.find("responseCode");
  return code && code->text() && *code->text() == "0";
}

void LoadFigures::add(const partners::LoadAnswer& answer) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(answer.took).count();
  tookMicros_.push_back(static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(micros, 0, std::numeric_limits<std::uint32_t>::max())));
  if (isAccepted(answer)) {
    ++accepted_;
  } else if (firstRefusal_.empty()) {
    firstRefusal_ = std::to_string(answer.status) + " " + answer.text.substr(0, kRefusalBytesMax);
  }
}

double LoadFigures::percentileMs(double percent) const {
  if (tookMicros_.empty()) return 0;
  std::vector<std::uint32_t> sorted = tookMicros_;
  const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
  const auto at = std::clamp<std::size_t>(rank, 1, sorted.size()) - 1;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(at), sorted.end());
  return sorted[at] / 1000.0;
}

schemas::json::Object loadRow(const LoadFigures& figures, const LoadCost& cost) {
  const double seconds = std::chrono::duration<double>(cost.run.took).count();
  const auto answers = static_cast<double>(figures.answers()),
             accepted = static_cast<double>(figures.accepted());
  return Row()
      .number("requests", figures.answers())
      .number("accepted", figures.accepted())
      .json("seconds", decimal(seconds, 3))
      .number("values_per_s", perSecond(accepted * cost.valuesPerRequest, seconds))
      .json("requests_per_s", decimal(seconds > 0 ? answers / seconds : 0, 1))
      .json("mb_per_s", decimal(seconds > 0 ? static_cast<double>(cost.run.bytesSent) / seconds / 1e6 : 0, 2))
      .json("p50_ms", decimal(figures.percentileMs(50), 2))
      .json("p95_ms", decimal(figures.percentileMs(95), 2))
      .json("p99_ms", decimal(figures.percentileMs(99), 2))
      .json("max_ms", decimal(figures.percentileMs(100), 2))
      .number("connections_opened", cost.run.connectionsOpened)
      .json("client_cpu_s", decimal(cost.clientCpuSeconds, 3))
      .text("first_refusal", figures.firstRefusal())
      .take();
}

}  // namespace hub::app
