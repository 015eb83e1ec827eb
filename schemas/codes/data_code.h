// The code of an uploaded data item (N-8.8-Q4, G-7.5-4) in all the shapes in which it occurs.
#pragma once

#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/codes/shared_text.h"

namespace schemas {

/// A data item: the text as sent, and the key under which equal items meet (OQ-22).
/// The printed form has six groups, `PP-UU-EE-NN-CCTTTT-SS`: process, process unit, equipment type, equipment
/// number, object class and energy kind, usage.
class DataCode {
 public:
  DataCode() = default;

  /// Six groups exactly as printed in N.
  static std::optional<DataCode> parseStrict(std::string_view text);
  /// Also five groups (`04-01-0000-040200-30`), four (`00-00-0000023400-80`) and the bare digits: whatever
  /// has the digits of the printed form when dashes are removed (field-notes 1.3).
  static std::optional<DataCode> parse(std::string_view text);
  /// Also the opaque codes of G, four to six groups such as `0401-01-40200-31` (G-7.2-Q3); their key is the
  /// text.
  static std::optional<DataCode> parseOpaque(std::string_view text);

  /// The code of 2014, `0401-01-40200-31`: kept opaque, for no document says which of the sixteen digits its
  /// thirteen are (OQ-22, field-notes 1.3).
  static std::optional<DataCode> parseOld(std::string_view text);

  const std::string& raw() const { return rawText().text(); }
  /// The same to be kept with many values.
  const SharedText& rawText() const { return content().raw; }
  /// The 16 digits without dashes, or the raw text of an opaque code. What OQ-22 calls "the 18 digits" are
  /// the digits of the printed form, of which there are sixteen.
  const std::string& canonical() const { return content().canonical; }
  bool empty() const { return content_ == nullptr; }
  /// Six groups exactly as printed in N.
  bool isPrintedForm() const { return content().structured && raw().size() == 21; }
  /// False for the opaque codes of G, whose groups have no agreed meaning.
  bool isStructured() const { return content().structured; }

  // Parts; empty for an opaque code.
  std::string_view process() const { return part(0, 2); }
  std::string_view processUnit() const { return part(2, 2); }
  std::string_view equipment() const { return part(4, 2); }
  std::string_view equipmentUnit() const { return part(6, 2); }
  std::string_view energyClass() const { return part(8, 2); }
  std::string_view energyKind() const { return part(10, 4); }
  std::string_view usage() const { return part(14, 2); }

  /// Items are equal when their canonical codes are, however they were spelled.
  friend auto operator<=>(const DataCode& a, const DataCode& b) { return a.canonical() <=> b.canonical(); }
  friend bool operator==(const DataCode& a, const DataCode& b) {
    return a.content_ == b.content_ || a.canonical() == b.canonical();
  }

 private:
  struct Content {
    SharedText raw;
    std::string canonical;
    bool structured = false;
  };

  DataCode(std::string_view raw, std::string canonical, bool structured)
      : content_(std::make_shared<const Content>(
            Content{SharedText(std::string(raw)), std::move(canonical), structured})) {}
  const Content& content() const;
  std::string_view part(std::size_t from, std::size_t count) const;

  // Shared, because a batch holds the same few codes thousands of times. nullptr = empty.
  std::shared_ptr<const Content> content_;
};

}  // namespace schemas
