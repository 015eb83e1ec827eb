#include "hub/delivery/compose.h"

#include "hub/delivery/batch_records.h"
#include "schemas/declare/write.h"
#include "schemas/messages/upload_energy_data.h"

namespace hub::delivery {
namespace {

using Body = std::optional<std::string>;

constexpr std::int32_t kOtherSource = 7;

/// Who sends about whom, in N.
struct Envelope {
  schemas::ProvinceId provinceId;
  schemas::CreditCode enterprise;
};

Result<Envelope> envelopeOf(const std::string& provinceId, const std::string& enterprise) {
  const auto id = schemas::ProvinceId::parse(provinceId);
  if (!id) return fail(Failure::malformed, "provinceId 不合法");
  const auto code = schemas::CreditCode::parse(enterprise);
  if (!code) return fail(Failure::malformed, std::string("enterpriseCode ") + schemas::CreditRule::kRule);
  return Envelope{*id, *code};
}

Result<Batch> batchOf(UnitOfWork& work, const Delivery& delivery) {
  if (!delivery.batch) return fail(Failure::missing, "批次未指定", "a delivery of data names no batch");
  HUB_TRY(batch, work.batches().find(*delivery.batch));
  if (!batch) return fail(Failure::missing, "批次不存在", "the batch of a delivery is gone");
  return *batch;
}

Result<Body> configBody(UnitOfWork& work, const Envelope& envelope) {
  HUB_TRY(config, work.enterprises().config(envelope.enterprise.text()));
  if (!config)
    return fail(Failure::missing, "没有企业配置", "an 8.6 is queued for an enterprise without configuration");
  const schemas::UploadConfigData message{envelope.provinceId, envelope.enterprise, config->collectItems,
                                          config->enterprise,  config->group,       config->process,
                                          config->processUnit};
  return Body(schemas::write(message));
}

Result<Body> meteringBody(UnitOfWork& work, const Envelope& envelope) {
  HUB_TRY(instruments, work.enterprises().instruments(envelope.enterprise.text()));
  return Body(
      schemas::write(schemas::UploadMeteringData{envelope.provinceId, envelope.enterprise, instruments}));
}

// What a G sender left out and N demands: the source is "other", the scope is what the item code names.
void supplyForN(schemas::EnergyRecord& record) {
  if (record.inputType == 0) record.inputType = kOtherSource;
  if (record.scope != 0) return;
  const schemas::DataCode& code = record.dataCode;
  const auto isGiven = [](std::string_view part) { return !part.empty() && part != "00"; };
  record.scope = isGiven(code.equipment())     ? 4
                 : isGiven(code.processUnit()) ? 3
                 : isGiven(code.process())     ? 2
                                               : 1;
}

Result<Body> energyBody(UnitOfWork& work, const Envelope& envelope, const Delivery& delivery) {
  HUB_TRY(batch, batchOf(work, delivery));
  HUB_TRY(records, recordsOf(work, batch));
  for (schemas::EnergyRecord& record : records) supplyForN(record);
  return Body(schemas::write(
      schemas::UploadEnergyData{envelope.provinceId, envelope.enterprise, std::move(records)}));
}

Result<std::string> restcodeOf(const Peer& peer) {
  if (peer.restcodes.empty()) return fail(Failure::missing, "对端没有通道编码 restcode");
  return peer.restcodes.front();
}

std::string gBody(const Peer& peer, const std::string& data, const std::string& restcode) {
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("data", data);
  writer.member(peer.profile.restcodeKey, restcode);
  writer.endObject();
  return std::move(writer).take();
}

// Empty when nothing of the batch goes on that wire.
Result<std::string> gRecords(UnitOfWork& work, const Peer& peer, const Batch& batch) {
  const schemas::GMapping mapping = gMappingOf(peer);
  HUB_TRY(records, recordsOf(work, batch));
  std::vector<schemas::g::Record> written;
  for (const schemas::EnergyRecord& record : records)
    if (auto g = schemas::toG(batch.enterprise, record, Clock::civil(batch.received), mapping))
      written.push_back(std::move(*g));
  if (written.empty()) return std::string();
  return schemas::writeDeliveryRecords(written);
}

Result<Body> gDataBody(UnitOfWork& work, const Peer& peer, const Delivery& delivery) {
  HUB_TRY(restcode, restcodeOf(peer));
  HUB_TRY(batch, batchOf(work, delivery));
  const bool goesBack = batch.channel == Channel::gData && batch.peer == peer.id;
  HUB_TRY(data, goesBack ? gDataAsReceived(work, batch) : gRecords(work, peer, batch));
  if (data.empty()) return Body();
  return Body(gBody(peer, data, restcode));
}

Result<Body> gTagBody(const Peer& peer, const Delivery& delivery) {
  HUB_TRY(restcode, restcodeOf(peer));
  if (!schemas::LogSign::parse(delivery.subject)) return fail(Failure::malformed, "logsign 不合法");
  return Body(schemas::write(schemas::g::Consistency{delivery.subject, restcode}));
}

}  // namespace

Result<std::optional<std::string>> compose(UnitOfWork& work, const Peer& peer, const std::string& provinceId,
                                           const Delivery& delivery) {
  if (delivery.kind == DeliveryKind::gData) return gDataBody(work, peer, delivery);
  if (delivery.kind == DeliveryKind::gTag) return gTagBody(peer, delivery);
  HUB_TRY(envelope, envelopeOf(provinceId, delivery.enterprise));
  if (delivery.kind == DeliveryKind::configData) return configBody(work, envelope);
  if (delivery.kind == DeliveryKind::meteringData) return meteringBody(work, envelope);
  return energyBody(work, envelope, delivery);
}

}  // namespace hub::delivery
