#include "hub/exchange/version_check.h"

#include "schemas/declare/write.h"
#include "schemas/messages/version_check.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

// A device that posts its upload here once more must not take the answer for that of the upload
// (field-notes 1.7).
bool isUpload(const Inquiry& inquiry) {
  const schemas::json::Value* data = inquiry.root.findFolded("data");
  return inquiry.caller.isDevice() && data && data->array();
}

}  // namespace

Result<Answer> versionCheck(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::VersionCheck>(inquiry));
  (void)message;
  if (isUpload(inquiry))
    return fail(Failure::malformed, "data 不是版本校验的成员", "an upload at the wrong address");
  HUB_TRY(dictionary, inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<DictionaryVersion> {
            HUB_CHECK(work.peers().noteVersionCheck(inquiry.caller.id, inquiry.around.clock.now()));
            return work.dictionaries().current();
          }));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  const schemas::VersionCheckReply reply{std::string(success.code), std::string(success.text),
                                         std::to_string(inquiry.caller.regVersion),
                                         std::to_string(dictionary.number)};
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
