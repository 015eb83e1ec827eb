// uploadEnergyData messages for tests of the decoders: made, respelled and damaged. Seeded, so that a failure
// repeats.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace energy_messages {

inline constexpr const char* kSerialNumber = "0ef6ecea08bf84c7b639c3e9b84ed546";
inline constexpr const char* kEnterprise = "91330000573973053F";

/// A member of a record as JSON text.
struct Member {
  std::string name;
  std::string value;
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  bool oneIn(std::size_t n) { return below(n) == 0; }

  /// The eight members as printed, with values of every kind that the documents allow.
  std::vector<Member> record() {
    static const char* const codes[] = {"04-01-00-00-040200-30", "04-01-0000-040200-30",
                                        "00-00-0000023400-80", "0401000004020030", "00-00-00-00-023300-11"};
    static const char* const values[] = {"123.45", "0", "-1.50", "1e5", "1.0E-7", "12345678901234567890",
                                         "0.000"};
    const auto code = codes[oneIn(3) ? below(5) : 0];
    return {{"dataCode", text(code)},
            {"dataValue", values[below(7)]},
            {"inputType", std::to_string(1 + below(7))},
            {"statType", std::to_string(below(4))},
            {"statDate",
             text("2026-11-" + two(1 + below(28)) + " " + two(below(24)) + ":" + two(below(60)) + ":00")},
            {"uploadDate", text("2026-11-20 23:58:" + two(below(60)))},
            {"scope", std::to_string(1 + below(4))},
            {"valid", oneIn(2) ? "true" : "false"}};
  }

  /// The root object with its members in any order.
  std::string message(const std::vector<std::vector<Member>>& records, const std::string& identity) {
    std::string data = "[";
    for (const auto& members : records) data += (data.size() > 1 ? "," : "") + object(members);
    std::vector<Member> root = {
        {identity, text(kSerialNumber)}, {"enterpriseCode", text(kEnterprise)}, {"data", data + "]"}};
    if (oneIn(3)) std::swap(root[below(3)], root[below(3)]);
    if (oneIn(4)) root.insert(root.begin() + static_cast<std::ptrdiff_t>(below(4)), {"remark", text("x")});
    return object(root);
  }

  std::string object(const std::vector<Member>& members) {
    std::string out = "{";
    for (const Member& member : members) {
      if (out.size() > 1) out += ",";
      out += blank() + text(member.name) + blank() + ":" + blank() + member.value + blank();
    }
    return out + "}";
  }

  static std::string text(const std::string& content) { return "\"" + content + "\""; }
  static std::string two(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

 private:
  std::string blank() { return oneIn(20) ? (oneIn(2) ? " " : "\n\t") : ""; }

  std::mt19937 random_;
};

}  // namespace energy_messages
