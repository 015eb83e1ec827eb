#include "hub/exchange/version_check.h"

#include "schemas/declare/write.h"
#include "schemas/messages/version_check.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {

Result<Answer> versionCheck(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::VersionCheck>(inquiry));
  (void)message;
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
