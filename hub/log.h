// One event a line, as key=value pairs or as JSON objects. The only place that knows spdlog.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace hub {

/// A key with its value. Bodies, secrets and full credit codes do not go into a log.
struct LogField {
  LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
  LogField(std::string_view k, const char* v) : key(k), value(v) {}
  LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
  LogField(std::string_view k, std::int64_t v) : key(k), value(std::to_string(v)), isNumber(true) {}
  LogField(std::string_view k, std::uint64_t v) : key(k), value(std::to_string(v)), isNumber(true) {}
  LogField(std::string_view k, int v) : key(k), value(std::to_string(v)), isNumber(true) {}
  std::string key;
  std::string value;
  bool isNumber = false;
};

/// Thread-safe. Made once in hub/app and passed to the few long-lived objects that log.
class Log {
 public:
  enum class Form { text, json, silent };  // silent: formats and writes nothing, for tests
  /// `node` stands in every line. Writes to standard error.
  Log(Form form, std::string node);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void info(std::string_view event, std::initializer_list<LogField> fields = {});
  void warn(std::string_view event, std::initializer_list<LogField> fields = {});
  void error(std::string_view event, std::initializer_list<LogField> fields = {});

 private:
  struct Sink;
  std::unique_ptr<Sink> sink_;
};

}  // namespace hub
