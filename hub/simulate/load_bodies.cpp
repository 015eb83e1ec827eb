#include "hub/simulate/load_bodies.h"

#include <algorithm>
#include <cstdio>

#include "hub/simulate/random.h"
#include "schemas/codes/code.h"

namespace hub::simulate {
namespace {

constexpr std::size_t kRecordBytesMax = 256;
constexpr std::size_t kRecordBytes = 188;  // about
constexpr std::uint64_t kFirstUpload = 1;
constexpr int kUploadFrom = 23 * 3600;

struct LoadDay {
  std::string text, uploadDate;

  LoadDay(schemas::CivilDate date, std::uint64_t seed)
      : text(date.text()),
        uploadDate(schemas::CivilTime::at(date, kUploadFrom + static_cast<int>(seed % 3600)).text()) {}
};

/// The values of one body, in hundredths: those of the first upload, some of them corrected. Each data code
/// has a level of its own and stays within a quarter of it, so that no quality rule takes offence.
class Values {
 public:
  Values(const LoadShape& shape, std::initializer_list<std::int64_t> path)
      : first_(kFirstUpload, path),
        corrections_(shape.seed, path),
        corrected_(shape.seed == kFirstUpload ? 0 : shape.corrected) {}

  int next(int item) {
    const int level = kLevelMin + item * kLevelPrime % kLevelSpan;
    const int value = first_.between(level - level / 4, level + level / 4);
    const bool isCorrected = corrected_ > 0 && corrections_.hit(corrected_);
    return isCorrected ? corrections_.between(level - level / 4, level + level / 4) : value;
  }

 private:
  static constexpr int kLevelMin = 5'000, kLevelSpan = 30'000, kLevelPrime = 7'919;
  Random first_, corrections_;
  int corrected_;
};

// Process by hundreds of items, else spread over the kinds and usages.
void addRecord(std::string& out, int item, int slot, const LoadDay& day, int value) {
  char text[kRecordBytesMax];
  const int size = std::snprintf(
      text, sizeof text,
      R"({"dataCode":"%02d-01-00-00-%02d%04d-%02d","dataValue":%d.%02d,"inputType":1,"statType":0,)"
      R"("statDate":"%s %02d:%02d:00","uploadDate":"%s","scope":3,"valid":true})",
      1 + item / 100, 1 + item % 4, 100 * (1 + item % 33), 10 + item % 23, value / 100, value % 100,
      day.text.c_str(), slot / 4, slot % 4 * 15, day.uploadDate.c_str());
  out.append(text, static_cast<std::size_t>(size));
}

}  // namespace

std::string loadEnterprise(std::uint64_t number) {
  char text[18];
  std::snprintf(text, sizeof text, "91320600%09llu", static_cast<unsigned long long>(number % 1'000'000'000));
  return std::string(text) + schemas::CreditRule::checkCharacter(text);
}

std::uint64_t LoadBodies::turn(std::uint64_t request) const {
  if (!shape_.enterprise.empty()) return request;
  return shape_.enterprises == 0 ? 0 : request / shape_.enterprises;
}

std::size_t LoadBodies::prepare(std::uint64_t requests) {
  if (!shape_.isDaily) return 0;
  const std::size_t bytes = kRecordBytes * static_cast<std::size_t>(recordsPerRequest());
  const std::uint64_t room = std::max<std::uint64_t>(1, kPreparedBytesMax / bytes);
  const std::uint64_t turns = std::min(room, requests == 0 ? 1 : turn(requests - 1) + 1);
  const std::uint64_t perTurn = (requests + turns - 1) / turns;
  variants_ = static_cast<std::size_t>(
      std::clamp<std::uint64_t>(room / turns, 1, std::max<std::uint64_t>(perTurn, 1)));
  prepared_.clear();
  for (std::uint64_t t = 0; t < turns; ++t)
    for (std::size_t v = 0; v < variants_; ++v)
      prepared_.push_back(std::make_shared<const std::string>(day(t, v)));
  return prepared_.size();
}

std::string LoadBodies::head(std::uint64_t request) const {
  const std::uint64_t place = shape_.enterprises == 0 ? request : request % shape_.enterprises;
  const std::string enterprise =
      shape_.enterprise.empty() ? loadEnterprise(shape_.firstEnterprise + place) : shape_.enterprise;
  return std::string(shape_.isDevice ? R"({"deviceId":")" : R"({"provinceId":")") + shape_.identity +
         R"(","enterpriseCode":")" + enterprise + R"(","data":[)";
}

std::shared_ptr<const std::string> LoadBodies::records(std::uint64_t request) const {
  if (!shape_.isDaily) return std::make_shared<const std::string>(single(request));
  const std::uint64_t place = shape_.enterprises == 0 ? request : request % shape_.enterprises;
  const std::uint64_t at = turn(request) * variants_ + place % variants_;
  return at < prepared_.size() ? prepared_[at] : nullptr;
}

std::string LoadBodies::day(std::uint64_t turn, std::uint64_t variant) const {
  Values values(shape_, {static_cast<std::int64_t>(turn), static_cast<std::int64_t>(variant)});
  const LoadDay day(shape_.day.plusDays(-static_cast<int>(turn)), shape_.seed);
  std::string out;
  out.reserve(kRecordBytes * static_cast<std::size_t>(recordsPerRequest()));
  for (int item = 0; item < shape_.items; ++item)
    for (int slot = 0; slot < kSlotsPerDay; ++slot) {
      if (!out.empty()) out += ',';
      addRecord(out, item, slot, day, values.next(item));
    }
  return out + "]}";
}

std::string LoadBodies::single(std::uint64_t request) const {
  Values values(shape_, {static_cast<std::int64_t>(request)});
  const std::uint64_t t = turn(request), items = static_cast<std::uint64_t>(shape_.items);
  const int item = static_cast<int>(t % items), slot = static_cast<int>(t / items % kSlotsPerDay);
  const int daysBack = static_cast<int>(t / items / kSlotsPerDay);
  std::string out;
  addRecord(out, item, slot, LoadDay(shape_.day.plusDays(-daysBack), shape_.seed), values.next(item));
  return out + "]}";
}

}  // namespace hub::simulate
