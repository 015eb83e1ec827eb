// One record of `data` after the other, quickly because they resemble each other: the members of a batch come
// in the same order, its codes and dates repeat.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schemas/declare/fault.h"
#include "schemas/fast/object_reader.h"
#include "schemas/messages/energy_record.h"

namespace schemas::fast {

class RecordReader {
 public:
  explicit RecordReader(const ReadProfile& profile) : profile_(profile), members_(kNames) {}

  /// False: not sure about this record. The views of earlier records' text must still be valid.
  bool read(simdjson::ondemand::object& object, EnergyRecord& record);

  /// Scalars and objects met so far, for the limit on their number.
  std::size_t values() const { return members_.values(); }
  std::size_t others() const { return members_.others(); }
  void addTolerated(Tolerated& tolerated) const;

 private:
  // The members as bits of `given_`, in the order of kNames.
  enum Member : std::size_t { dataCode, dataValue, inputType, statType, statDate, uploadDate, scope, valid };
  static constexpr const char* kNames[] = {"dataCode", "dataValue",  "inputType", "statType",
                                           "statDate", "uploadDate", "scope",     "valid"};

  bool readMember(std::size_t member, std::string_view token, EnergyRecord& record);
  bool readCode(std::string_view token, DataCode& out);
  bool readValue(std::string_view token, Decimal& out);
  bool readInteger(std::string_view token, std::int32_t least, std::int32_t most, std::int32_t& out);
  bool readFlag(std::string_view token, bool& out);
  bool isComplete(EnergyRecord& record);
  // The characters of a number that may stand in quotes (OQ-12).
  bool unquote(std::string_view& token);

  /// A time whose text or day was read just before.
  struct RecentTime {
    std::string_view text;
    CivilTime time;
    bool read(std::string_view token, CivilTime& out);
  };

  const ReadProfile& profile_;
  ObjectReader members_;
  std::uint32_t given_ = 0;
  RecentTime statDate_, uploadDate_;
  std::string_view recentCodeText_;
  DataCode recentCode_;
  std::unordered_map<std::string_view, DataCode> codes_;
  int quotedNumbers_ = 0, shortCodes_ = 0, missingValid_ = 0;
};

}  // namespace schemas::fast
