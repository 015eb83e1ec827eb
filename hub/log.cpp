#include "hub/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "schemas/json/writer.h"

namespace hub {
namespace {

bool needsQuotes(std::string_view text) {
  return text.empty() || text.find_first_of(" \"=\n\r\t") != text.npos;
}

}  // namespace

struct Log::Sink {
  Sink(Form f, std::string n)
      : form(f), node(std::move(n)), logger("nenghub", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    // The JSON line below brings the closing brace.
    logger.set_pattern(form == Form::json ? "{\"ts\":\"%Y-%m-%dT%H:%M:%S.%e%z\",\"level\":\"%l\",%v"
                                          : "%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    logger.flush_on(spdlog::level::info);
    if (form == Form::silent) logger.set_level(spdlog::level::off);
  }

  std::string line(std::string_view event, std::initializer_list<LogField> fields) const {
    return form == Form::json ? jsonLine(event, fields) : textLine(event, fields);
  }

  std::string jsonLine(std::string_view event, std::initializer_list<LogField> fields) const {
    schemas::json::Writer writer;
    writer.beginObject();
    writer.member("event", event);
    writer.member("node", node);
    for (const LogField& field : fields) {
      writer.name(field.key);
      if (field.isNumber)
        writer.number(field.value);
      else
        writer.text(field.value);
    }
    std::string text = std::move(writer).take();
    return text.substr(1);  // the pattern has opened the object
  }

  std::string textLine(std::string_view event, std::initializer_list<LogField> fields) const {
    std::string text(event);
    text += " node=" + node;
    for (const LogField& field : fields)
      text += " " + field.key + "=" +
              (needsQuotes(field.value) ? schemas::json::quoted(field.value) : field.value);
    return text;
  }

  Form form;
  std::string node;
  spdlog::logger logger;
};

Log::Log(Form form, std::string node) : sink_(std::make_unique<Sink>(form, std::move(node))) {}
Log::~Log() = default;

void Log::info(std::string_view event, std::initializer_list<LogField> fields) {
  sink_->logger.log(spdlog::level::info, "{}", sink_->line(event, fields));
}
void Log::warn(std::string_view event, std::initializer_list<LogField> fields) {
  sink_->logger.log(spdlog::level::warn, "{}", sink_->line(event, fields));
}
void Log::error(std::string_view event, std::initializer_list<LogField> fields) {
  sink_->logger.log(spdlog::level::err, "{}", sink_->line(event, fields));
}

}  // namespace hub
