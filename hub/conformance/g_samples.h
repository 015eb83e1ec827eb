// The good G messages of a session: one enterprise, two daily values.
#pragma once

#include <string>

#include "hub/conformance/edit.h"
#include "hub/conformance/session.h"
#include "schemas/messages/g_messages.h"

namespace hub::conformance {

/// Two records of the enterprise, of codes that no upload by N uses; `offset` makes another batch of them.
std::vector<schemas::g::Record> gRecords(const Session& session, int offset = 0);
/// Table 2 or 3: `data` is a JSON text inside a string.
Value deliveryMessage(const Session& session, const std::vector<schemas::g::Record>& records);
/// Table 1 for these records by canonical-v1 (OQ-44).
Value consistencyMessage(const Session& session, const std::vector<schemas::g::Record>& records);
/// Table 1 for a batch that nobody has.
Value unknownTag(const Session& session);

const Exchange& delivered(Session& session);

inline constexpr const char* kReceived = R"({"responsecode":"true","responsemessage":"receive success"})";
inline constexpr const char* kNotReceived = R"({"responsecode":"false","responsemessage":"receive failed"})";
inline constexpr const char* kTagHeld = R"({"responsecode":"true","responsemessage":"success"})";
inline constexpr const char* kTagLacking = R"({"responsecode":"false","responsemessage":"failed"})";
inline constexpr const char* kBaseDataFailed =
    R"({"RESPONSECODE":"FALSE","RESPONSEMESSAGE":"RECEIVE FAILED"})";

}  // namespace hub::conformance
