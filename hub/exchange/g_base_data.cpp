#include "hub/exchange/g_base_data.h"

#include "hub/exchange/g_lists.h"
#include "schemas/declare/write.h"
#include "schemas/messages/g_messages.h"

namespace hub::exchange {
namespace {

namespace json = schemas::json;

// In the caller's code space, or as we call it.
bool names(const Peer& caller, const std::string& asked, const std::string& ours) {
  const auto& codes = caller.profile.enterpriseCodes;
  const auto theirs = codes.find(ours);
  return asked == ours || (theirs != codes.end() && asked == theirs->second);
}

Result<std::vector<EnterpriseSummary>> chosen(UnitOfWork& work, const Peer& caller,
                                              const schemas::g::BaseDataRequest& request) {
  HUB_TRY(all, work.enterprises().list(caller.id));
  const std::string asked(schemas::trimmed(request.enterpriseId.value_or("")));
  if (request.type != "3" || asked.empty()) return std::move(all);
  std::erase_if(all, [&](const EnterpriseSummary& summary) { return !names(caller, asked, summary.code); });
  if (all.empty()) return fail(Failure::malformed, "ENTERPRISEID 不存在");
  return std::move(all);
}

Result<json::Array> configurations(UnitOfWork& work, const std::vector<EnterpriseSummary>& enterprises) {
  json::Array rows;
  for (const EnterpriseSummary& summary : enterprises) {
    HUB_TRY(config, work.enterprises().config(summary.code));
    HUB_TRY(instruments, work.enterprises().instruments(summary.code));
    if (config) rows.push_back(configurationRow(summary.code, *config, instruments));
  }
  return rows;
}

Result<json::Value> contentFor(UnitOfWork& work, const Peer& caller,
                               const schemas::g::BaseDataRequest& request) {
  HUB_TRY(enterprises, chosen(work, caller, request));
  HUB_TRY(lists, work.dictionaries().load({}));
  json::Object content = listsUnderHeadings(lists);
  content.push_back({kEnterprisesHeading, json::Value(enterpriseRows(enterprises))});
  if (request.type == "3") {
    HUB_TRY(rows, configurations(work, enterprises));
    content.push_back({kConfigurationHeading, json::Value(std::move(rows))});
  }
  json::Array data;
  data.emplace_back(std::move(content));
  return json::Value(std::move(data));
}

}  // namespace

Result<Answer> gBaseData(const Inquiry& inquiry) {
  HUB_TRY(request, readFrom<schemas::g::BaseDataRequest>(inquiry));
  HUB_TRY(content, inUnit(inquiry.around.storage,
                          [&](UnitOfWork& work) { return contentFor(work, inquiry.caller, request); }));
  const schemas::g::BaseDataReply reply{"TRUE", "RECEIVE SUCCESS", std::move(content)};
  return answered(ReplyForm::gBaseData, schemas::write(reply));
}

}  // namespace hub::exchange
