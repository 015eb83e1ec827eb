#include "hub/conformance/g_samples.h"

#include "schemas/codes/logsign.h"
#include "schemas/mapping/g_mapping.h"

namespace hub::conformance {
namespace {

schemas::g::Record recordOf(const Session& session, const char* code, const std::string& value) {
  schemas::g::Record record;
  record.dataCode = code;
  record.dataValue = value;
  record.enterpriseCode = session.enterprise();
  record.inputType = "2";
  record.insertDate = session.began().text();
  record.statDate = "1";
  record.type = "1";
  record.uploadDate = session.began().text();
  return record;
}

std::string signOf(const Session& session, const std::string& md5) {
  return schemas::LogSign{session.began().date(), session.target().provinceCode, session.enterprise(), md5}
      .text();
}

Value tag(const Session& session, const std::string& md5) {
  return Value(
      Object{{"logsign", text(signOf(session, md5))}, {"restcode", text(session.target().restcode)}});
}

}  // namespace

std::vector<schemas::g::Record> gRecords(const Session& session, int offset) {
  const std::string base = std::to_string(30000 + session.began().secondOfDay() + offset);
  return {recordOf(session, "00-00-00-00-010200-11", base + ".450"),
          recordOf(session, "00-00-00-00-010300-11", base + ".000")};
}

Value deliveryMessage(const Session& session, const std::vector<schemas::g::Record>& records) {
  return Value(Object{{"data", text(schemas::writeDeliveryRecords(records))},
                      {"restcode", text(session.target().restcode)}});
}

Value consistencyMessage(const Session& session, const std::vector<schemas::g::Record>& records) {
  return tag(session, session.crypto().md5(schemas::canonicalText(records, false)));
}

Value unknownTag(const Session& session) { return tag(session, "00000000000000000000000000000000"); }

const Exchange& delivered(Session& session) {
  return session.once("delivery", [&]() -> const Exchange& {
    return session.post(Place::g, write(deliveryMessage(session, gRecords(session))));
  });
}

}  // namespace hub::conformance
