#include "hub/exchange/download_config_data.h"

#include "hub/exchange/ownership.h"
#include "schemas/declare/write.h"
#include "schemas/messages/download_data.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {

Result<Answer> downloadConfigData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::DownloadConfigData>(inquiry));
  const std::string& code = message.enterpriseCode.text();
  HUB_TRY(config, inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<EnterpriseConfig> {
            HUB_CHECK(checkReporter(work, code, inquiry.caller));
            HUB_TRY(found, work.enterprises().config(code));
            if (!found) return noSuchEnterprise();
            return *found;
          }));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  const schemas::DownloadConfigDataReply reply{std::string(success.code),
                                               std::string(success.text),
                                               config.received,
                                               config.collectItems,
                                               config.enterprise,
                                               config.group,
                                               config.process,
                                               config.processUnit};
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
