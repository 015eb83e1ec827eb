#include "hub/delivery/reply_reader.h"

#include "hub/delivery/plain_words.h"
#include "schemas/declare/wire_type.h"

namespace hub::delivery {
namespace {

namespace json = schemas::json;

constexpr std::size_t kWordsMax = 500;
constexpr json::Limits kLimits{.bytes = 64U << 20, .depth = 32, .values = 4'000'000};

// Cut between characters, control characters as blanks: fit for a column and a log line.
std::string words(std::string_view text) {
  std::string result(text.substr(0, kWordsMax));
  if (text.size() > kWordsMax) {
    while (!result.empty() && (static_cast<unsigned char>(result.back()) & 0xC0U) == 0x80U) result.pop_back();
    if (!result.empty() && static_cast<unsigned char>(result.back()) >= 0xC0U) result.pop_back();
  }
  for (char& c : result)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return result;
}

bool isAscii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// An unparsable body need not be UTF-8: only its ASCII is shown.
std::string glimpse(std::string_view body) {
  return isAscii(body) ? words(body.substr(0, 200)) : std::string();
}

std::string kindOfGarbage(std::string_view body) {
  const auto text = schemas::trimmed(body);
  if (text.empty()) return "empty_answer";
  return text.front() == '<' ? "html_answer" : "not_json";
}

std::string textOf(const json::Value* value) {
  if (!value) return {};
  if (const bool* flag = value->boolean()) return *flag ? "true" : "false";
  const auto text = schemas::scalarText(*value);
  return text ? std::string(schemas::trimmed(*text)) : std::string();
}

bool saysYes(const std::string& code) { return code == "0" || json::folded(code) == "true"; }

void noteSpelling(const json::Value& code, schemas::Tolerated& tolerated) {
  if (code.number()) ++tolerated["N-8.3-15"];
  if (code.boolean()) ++tolerated["OQ-59"];
}

void readBody(std::string_view body, PeerAnswer& answer) {
  auto parsed = json::parse(body, false, kLimits);
  if (!parsed || !parsed->root.object()) {
    answer.code = kindOfGarbage(body);
    answer.message = glimpse(body);
    return;
  }
  answer.root = std::move(parsed->root);
  answer.tolerated = std::move(parsed->tolerated);
  const json::Value* code = answer.root.findFolded("responseCode");
  answer.code = plainWords(words(textOf(code)), 32);
  answer.message = words(textOf(answer.root.findFolded("responseMessage")));
  if (answer.code.empty()) answer.code = "no_code";
  if (code) noteSpelling(*code, answer.tolerated);
}

bool hasCode(const PeerAnswer& answer) { return !answer.root.isNull() && answer.code != "no_code"; }

}  // namespace

PeerAnswer readReply(const CallReply& reply) {
  PeerAnswer answer;
  readBody(reply.body, answer);
  const bool is2xx = reply.status >= 200 && reply.status < 300;
  const bool yes = hasCode(answer) && saysYes(answer.code);
  answer.ok = is2xx && yes;
  answer.denied = is2xx && hasCode(answer) && json::folded(answer.code) == "false";
  answer.inProtocol = hasCode(answer) && (is2xx || !yes);
  if (!is2xx && !answer.inProtocol) answer.code = "http_" + std::to_string(reply.status);
  return answer;
}

}  // namespace hub::delivery
