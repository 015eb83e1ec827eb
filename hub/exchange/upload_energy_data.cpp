#include "hub/exchange/upload_energy_data.h"

namespace hub::exchange {

Intake intakeOf(const schemas::UploadEnergyData& message, Channel channel, Sender sender, std::string body) {
  Intake intake;
  intake.channel = channel;
  intake.sender = sender;
  intake.enterprise = message.enterpriseCode.text();
  intake.body = std::move(body);
  intake.records.reserve(message.data.size());
  for (const schemas::EnergyRecord& record : message.data)
    intake.records.push_back({record, intake.records.size(), false});
  return intake;
}

Result<Answer> uploadEnergyData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::UploadEnergyData>(inquiry));
  HUB_TRY(batches,
          ingest(inquiry.around, {intakeOf(message, Channel::n88, {&inquiry.caller}, inquiry.body)}));
  Answer answer = accepted(ReplyForm::n);
  answer.headers.emplace_back("Nenghub-Batch-Id",
                              std::to_string(static_cast<std::uint64_t>(batches.front())));
  return answer;
}

}  // namespace hub::exchange
