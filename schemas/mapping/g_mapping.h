// N records on the G wire and back (X-G-1 to X-G-6), and the text over which two nodes agree on a tag
// (OQ-44).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schemas/declare/fault.h"
#include "schemas/messages/energy_record.h"
#include "schemas/messages/g_messages.h"

namespace schemas {

/// Switches of the peer the records go to or come from.
struct GMapping {
  bool statTime = false;                               // STAT_TIME and statType 0 (OQ-51)
  std::string sendIsValid = "suspicious";              // suspicious, always, never (OQ-53)
  std::map<std::string, std::string> enterpriseCodes;  // ours -> theirs
  std::map<std::string, std::string> dataCodes;        // canonical of ours -> theirs
  std::map<std::string, std::string> inputTypes;       // e.g. 6 -> 4
};

/// A value that came by G, in our terms. inputType and scope are 0 when the sender gave none (`-`).
struct ReadRecord {
  std::string enterprise;
  EnergyRecord record;
  bool derivedStart = false;  // statDate was derived from UPLOAD_DATE and STAT_DATE
};

/// The G form; nullopt for a real-time record when `statTime` is off (X-G-6). `inserted` = INSERT_DATE.
std::optional<g::Record> toG(const std::string& enterprise, const EnergyRecord& record, CivilTime inserted,
                             const GMapping& mapping);

/// Faults are added under `path`; tolerated spellings (天, -, date, IS_VALID …) are counted by row.
std::optional<ReadRecord> fromG(const g::Record& record, const std::string& path, const GMapping& mapping,
                                ReadContext& context);

/// The records of `data` of a delivery: an array, or a string holding one (OQ-58), each an object read as
/// g::Record.
std::vector<g::Record> readDeliveryRecords(const json::Value& data, ReadContext& context);

/// `[{"DATA_CODE":…}]`, compact.
std::string writeDeliveryRecords(const std::vector<g::Record>& records);

/// canonical-v1: one line a record, sorted, without duplicates, joined by \n. The MD5 of it is the tag's
/// (OQ-44). Records of statType 0 are left out unless `statTime`. Test vectors: open-questions B.
std::string canonicalText(const std::vector<g::Record>& records, bool statTime);

}  // namespace schemas
