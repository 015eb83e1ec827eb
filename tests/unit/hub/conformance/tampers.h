// The ways in which a seeded fault changes calls and replies.
#pragma once

#include <string>

#include "tests/unit/hub/conformance/sound_peer.h"

namespace hub::conformance {

/// Whether a call goes to that path; "*" = any, "/" = registration.
inline bool goesTo(const Call& call, const std::string& path) {
  if (path == "*") return true;
  const std::string asked = call.url.substr(std::min(call.url.size(), kNode.size()));
  return asked == path || (path == "/" && asked.empty());
}

using ReplyChange = std::function<void(const Call&, CallReply&)>;
using CallChange = std::function<void(Call&)>;

inline Tamper afterwards(const std::string& path, ReplyChange change) {
  return [=](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    CallReply reply = state.forward(call);
    if (goesTo(call, path)) change(call, reply);
    return reply;
  };
}

inline Tamper beforehand(const std::string& path, CallChange change) {
  return [=](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    Call changed = call;
    if (goesTo(call, path)) change(changed);
    return state.forward(changed);
  };
}

inline Tamper inReply(const std::string& path, const std::string& from, const std::string& to) {
  return afterwards(path,
                    [=](const Call&, CallReply& reply) { reply.body = replacedAll(reply.body, from, to); });
}
inline Tamper inRequest(const std::string& path, const std::string& from, const std::string& to) {
  return beforehand(path, [=](Call& call) { call.body = replacedAll(call.body, from, to); });
}

/// This reply to every call there whose body contains `part`.
inline Tamper answering(const std::string& path, const std::string& part, const std::string& body,
                        int status = 200) {
  return [=](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    if (!goesTo(call, path) || !has(call.body, part)) return state.forward(call);
    return CallReply{status, body, std::nullopt, "application/json; charset=UTF-8"};
  };
}

/// Replies that contain `part` become this one.
inline Tamper insteadOf(const std::string& path, const std::string& part, const std::string& body,
                        int status = 200) {
  return afterwards(path, [=](const Call&, CallReply& reply) {
    if (has(reply.body, part)) reply = {status, body, std::nullopt, reply.contentType};
  });
}

/// A change to the reply as a JSON value.
inline Tamper inJson(const std::string& path, std::function<void(schemas::json::Value&)> change) {
  return afterwards(path, [=](const Call&, CallReply& reply) {
    auto parsed = schemas::json::parse(reply.body, true);
    if (!parsed) return;
    change(parsed->root);
    reply.body = schemas::json::write(parsed->root);
  });
}

inline const std::string kOk = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";
inline const std::string kE2001 =
    R"({"responseCode":"E2001","responseMessage":"请求参数异常，缺少必填项: x"})";
inline const std::string kE2002 =
    R"({"responseCode":"E2002","responseMessage":"请求参数异常，参数格式不合法: x"})";

/// One fault, and the check that must find it.
struct SeededFault {
  const char* name;
  const char* check;
  Tamper tamper;
};

}  // namespace hub::conformance
