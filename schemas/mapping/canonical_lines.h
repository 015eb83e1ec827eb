// canonical-v1 (OQ-44) of the records of one enterprise, without making G records of them first: this stands
// on the way of every batch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schemas/messages/energy_record.h"

namespace schemas {

/// Collects records and gives what canonicalText() gives for their G form with `statTime`, unmapped.
class CanonicalLines {
 public:
  /// `enterprise` as it stands on the wire; `count` = how many records are to come, about.
  CanonicalLines(std::string_view enterprise, std::size_t count);

  void add(const EnergyRecord& record);
  /// One line a record, sorted bytewise, without duplicates, joined by \n. Ends the collecting.
  std::string text();

 private:
  // What follows the code in a line, as a piece of ends_.
  struct End {
    std::uint64_t order;  // the first bytes in which the ends of a code differ
    std::uint32_t from;
    std::uint32_t size;
  };
  struct Item {
    std::string start;  // `enterprise|code|`
    std::vector<End> ends;
  };

  Item& itemOf(const DataCode& code);
  void appendUploadDate(CivilTime time);
  void sort(Item& item) const;
  std::string_view viewOf(const End& end) const { return std::string_view(ends_).substr(end.from, end.size); }

  std::string enterprise_;
  std::vector<Item> items_;
  std::unordered_map<std::string, std::size_t> places_;  // by data code as sent
  DataCode recentCode_;
  std::size_t recentItem_ = 0;
  CivilTime recentUpload_{};
  std::string uploadText_;
  std::string ends_;
};

}  // namespace schemas
