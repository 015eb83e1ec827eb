#include "schemas/fast/record_reader.h"

#include "schemas/fast/token.h"

namespace schemas::fast {
namespace {

constexpr std::uint32_t bit(std::size_t member) { return 1u << member; }
constexpr std::uint32_t kAllMembers = bit(8) - 1;

constexpr std::size_t kDayLength = 10;
constexpr std::size_t kTimeLength = 19;

// `HH:mm:ss` behind a day that has been read.
int secondOfDay(std::string_view text) {
  const auto two = [&](std::size_t at) {
    const int tens = text[at] - '0', ones = text[at + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
  };
  if (text[2] != ':' || text[5] != ':') return -1;
  const int hour = two(0), minute = two(3), second = two(6);
  return hour > 23 || minute > 59 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
}

void count(Tolerated& tolerated, const char* row, int times) {
  if (times > 0) tolerated[row] += times;
}

}  // namespace

bool RecordReader::read(simdjson::ondemand::object& object, EnergyRecord& record) {
  given_ = 0;
  const bool sure = members_.walk(object, [&](std::size_t member, simdjson::ondemand::value& value) {
    std::string_view token;
    if (!scalarToken(value, token)) return false;
    if (member == ObjectReader::kOther) return isSoundScalar(token);
    given_ |= bit(member);
    return readMember(member, token, record);
  });
  return sure && isComplete(record);
}

bool RecordReader::readMember(std::size_t member, std::string_view token, EnergyRecord& record) {
  switch (member) {
    case dataCode:
      return readCode(token, record.dataCode);
    case dataValue:
      return readValue(token, record.dataValue);
    case inputType:
      return readInteger(token, 1, 7, record.inputType);
    case statType:
      return readInteger(token, 0, 3, record.statType);
    case statDate:
      return statDate_.read(token, record.statDate);
    case uploadDate:
      return uploadDate_.read(token, record.uploadDate);
    case scope:
      return readInteger(token, 1, 4, record.scope);
    case valid:
      return readFlag(token, record.valid);
    default:
      return false;
  }
}

bool RecordReader::isComplete(EnergyRecord& record) {
  if (given_ == kAllMembers) return true;
  if (!profile_.device || profile_.strict || given_ != (kAllMembers & ~bit(valid))) return false;
  record.valid = true;
  ++missingValid_;
  return true;
}

bool RecordReader::readCode(std::string_view token, DataCode& out) {
  const auto text = plainText(token);
  if (!text) return false;
  if (recentCode_.empty() || *text != recentCodeText_) {
    auto found = codes_.find(*text);
    if (found == codes_.end()) {
      auto code = DataCode::parse(*text);
      if (!code) return false;
      found = codes_.emplace(*text, std::move(*code)).first;
    }
    recentCodeText_ = *text;
    recentCode_ = found->second;
  }
  if (!recentCode_.isPrintedForm()) {
    if (profile_.strict) return false;
    ++shortCodes_;
  }
  out = recentCode_;
  return true;
}

bool RecordReader::unquote(std::string_view& token) {
  if (token.front() != '"') return true;
  const auto text = plainText(token);
  if (!text || profile_.strict) return false;
  token = *text;
  ++quotedNumbers_;
  return true;
}

bool RecordReader::readValue(std::string_view token, Decimal& out) {
  const bool isNumber = token.front() != '"';
  // The tree knows integers by their value only: `-0` would lose its sign there.
  if (isNumber && (!isModerateNumber(token) || token == "-0")) return false;
  if (!unquote(token)) return false;
  auto value = Decimal::parse(token);
  if (!value) return false;
  out = std::move(*value);
  return true;
}

bool RecordReader::readInteger(std::string_view token, std::int32_t least, std::int32_t most,
                               std::int32_t& out) {
  if (!unquote(token)) return false;
  const auto value = smallInteger(token);
  if (!value || *value < least || *value > most) return false;
  out = *value;
  return true;
}

bool RecordReader::readFlag(std::string_view token, bool& out) {
  out = token == "true";
  return out || token == "false";
}

bool RecordReader::RecentTime::read(std::string_view token, CivilTime& out) {
  const auto plain = plainText(token);
  if (!plain || plain->size() != kTimeLength) return false;
  if (*plain != text) {
    const bool sameDay = !text.empty() && plain->substr(0, kDayLength + 1) == text.substr(0, kDayLength + 1);
    if (sameDay) {
      const int second = secondOfDay(plain->substr(kDayLength + 1));
      if (second < 0) return false;
      time = CivilTime::at(time.date(), second);
    } else {
      const auto parsed = CivilTime::parse(*plain);
      if (!parsed) return false;
      time = *parsed;
    }
    text = *plain;
  }
  out = time;
  return true;
}

void RecordReader::addTolerated(Tolerated& tolerated) const {
  count(tolerated, "OQ-12", quotedNumbers_);
  count(tolerated, "N-8.8-D7", shortCodes_);
  count(tolerated, "OQ-24", missingValid_);
}

}  // namespace schemas::fast
