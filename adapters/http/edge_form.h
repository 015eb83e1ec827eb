// Filling in the pieces of text that the configuration of the edge is made of.
#pragma once

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace hub::http {

/// Replaces every `@NAME@` of `form`; the values hold no such marks.
inline std::string filled(std::string_view form,
                          std::initializer_list<std::pair<std::string_view, std::string>> values) {
  std::string out(form);
  for (const auto& [name, value] : values) {
    const std::string mark = "@" + std::string(name) + "@";
    for (auto at = out.find(mark); at != out.npos; at = out.find(mark, at + value.size()))
      out.replace(at, mark.size(), value);
  }
  return out;
}

inline std::string text(std::size_t number) { return std::to_string(number); }
inline std::string text(int number) { return std::to_string(number); }
inline std::string text(std::chrono::seconds time) { return std::to_string(time.count()) + "s"; }

inline std::string place(const std::string& address, std::uint16_t port) {
  return address + ":" + std::to_string(port);
}

}  // namespace hub::http
