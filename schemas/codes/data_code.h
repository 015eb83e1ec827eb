// The code of an uploaded data item (N-8.8-Q4, G-7.5-4) in all the shapes in which it occurs.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

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

  const std::string& raw() const { return raw_; }
  /// The 16 digits without dashes, or the raw text of an opaque code. What OQ-22 calls "the 18 digits" are
  /// the digits of the printed form, of which there are sixteen.
  const std::string& canonical() const { return canonical_; }
  bool empty() const { return raw_.empty(); }
  /// Six groups exactly as printed in N.
  bool isPrintedForm() const { return structured_ && raw_.size() == 21; }
  /// False for the opaque codes of G, whose groups have no agreed meaning.
  bool isStructured() const { return structured_; }

  // Parts; empty for an opaque code.
  std::string_view process() const { return part(0, 2); }
  std::string_view processUnit() const { return part(2, 2); }
  std::string_view equipment() const { return part(4, 2); }
  std::string_view equipmentUnit() const { return part(6, 2); }
  std::string_view energyClass() const { return part(8, 2); }
  std::string_view energyKind() const { return part(10, 4); }
  std::string_view usage() const { return part(14, 2); }

  /// Items are equal when their canonical codes are, however they were spelled.
  friend auto operator<=>(const DataCode& a, const DataCode& b) { return a.canonical_ <=> b.canonical_; }
  friend bool operator==(const DataCode& a, const DataCode& b) { return a.canonical_ == b.canonical_; }

 private:
  std::string_view part(std::size_t from, std::size_t count) const;

  std::string raw_;
  std::string canonical_;
  bool structured_ = false;
};

}  // namespace schemas
