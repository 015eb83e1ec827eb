#include "hub/exchange/download_base_data.h"

#include "schemas/declare/write.h"
#include "schemas/messages/version_check.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

std::vector<std::string> nineLists() {
  std::vector<std::string> names;
  std::apply([&](const auto&... fields) { (names.emplace_back(fields.name), ...); },
             schemas::BaseData::fields());
  return names;
}

}  // namespace

Result<Answer> downloadBaseData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::VersionCheck>(inquiry));
  (void)message;
  HUB_TRY(lists, inUnit(inquiry.around.storage,
                        [](UnitOfWork& work) { return work.dictionaries().load(nineLists()); }));
  const auto data = baseDataOf(lists);
  // The caller is not to blame for what stands in our dictionary.
  if (!data) return fail(Failure::internal, {}, data.error().cause + ": " + data.error().detail);
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  const schemas::DownloadBaseDataReply reply{std::string(success.code), std::string(success.text), *data};
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
