#include "hub/delivery/ask.h"

#include "hub/delivery/reply_reader.h"

namespace hub::delivery {

void logTolerated(Log& log, const schemas::Tolerated& tolerated) {
  for (const auto& [row, count] : tolerated) log.info("wire.tolerated", {{"row", row}, {"count", count}});
}

Result<schemas::json::Value> ask(const Surroundings& around, const Question& question) {
  const auto reply = around.partner.post({question.url, question.body, question.timeout});
  if (!reply)
    return fail(Failure::unreachable, std::string(nameOf(reply.error().fault)), reply.error().cause);
  PeerAnswer answer = readReply(*reply);
  logTolerated(around.log, answer.tolerated);
  if (!answer.ok) return fail(Failure::malformed, answer.code + ": " + answer.message, "the peer refused");
  return std::move(answer.root);
}

}  // namespace hub::delivery
