// Walks over the members of objects that resemble each other and says which of the known members each is.
#pragma once

#include <simdjson.h>

#include <span>
#include <string_view>
#include <vector>

namespace schemas::fast {

/// A name that stands at the same place in the next object as in this one is known without a look-up, and
/// cannot be a duplicate there. Names must be exactly as printed; other spellings of a known one end the
/// walk.
class ObjectReader {
 public:
  static constexpr std::size_t kOther = static_cast<std::size_t>(-1);

  /// `names` outlive the reader.
  explicit ObjectReader(std::span<const char* const> names) : names_(names) {}

  /// Calls take(index of the name or kOther, value) for each member until it returns false. False: not sure
  /// about the object, or take said so.
  template <class Take>
  bool walk(simdjson::ondemand::object& object, Take&& take) {
    std::size_t place = 0;
    ++values_;
    for (auto field : object) {
      simdjson::ondemand::raw_json_string name;
      simdjson::ondemand::value value;
      if (field.key().get(name) != simdjson::SUCCESS) return false;
      if (std::move(field).value().get(value) != simdjson::SUCCESS) return false;
      ++values_;
      if (!isExpected(place, name.raw()) && !learn(place, name.raw())) return false;
      const std::size_t known = order_[place++].known;
      others_ += known == kOther ? 1 : 0;
      if (!take(known, value)) return false;
    }
    return true;
  }

  std::size_t values() const { return values_; }
  /// Members met that are none of the known ones.
  std::size_t others() const { return others_; }

 private:
  struct Place {
    std::string_view name;
    std::size_t known;
  };

  bool isExpected(std::size_t place, const char* name) const {
    if (place >= order_.size()) return false;
    const std::string_view expected = order_[place].name;
    return std::string_view(name, expected.size()) == expected && name[expected.size()] == '"';
  }
  bool learn(std::size_t place, const char* name);

  std::span<const char* const> names_;
  std::vector<Place> order_;
  std::size_t values_ = 0;
  std::size_t others_ = 0;
};

/// The text of a scalar without surrounding blanks; false for objects and arrays.
bool scalarToken(simdjson::ondemand::value& value, std::string_view& token);

}  // namespace schemas::fast
