#include "hub/delivery/g_client.h"

#include <algorithm>
#include <span>

#include "hub/delivery/ask.h"
#include "hub/delivery/service_url.h"
#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/messages/g_messages.h"

namespace hub::delivery {
namespace {

namespace json = schemas::json;

constexpr std::size_t kHeadsInAUnit = 200;

/// A row of 企业配置 in the messages of N.
struct Configuration {
  schemas::UploadConfigData config;
  std::optional<schemas::UploadMeteringData> metering;
};

// The row has no provinceId; the message of N demands one.
json::Value withProvinceId(const json::Value& row) {
  json::Object members;
  members.push_back({"provinceId", json::Value(std::string(32, '0'))});
  for (const json::Member& member : *row.object())
    if (json::folded(member.name) != "provinceid") members.push_back(member);
  return json::Value(std::move(members));
}

std::optional<Configuration> readConfiguration(const json::Value& row) {
  if (!row.object()) return std::nullopt;
  const json::Value message = withProvinceId(row);
  schemas::ReadContext reading;
  auto config = schemas::read<schemas::UploadConfigData>(message, reading);
  if (!config) return std::nullopt;
  Configuration result{std::move(*config), std::nullopt};
  const json::Value* instruments = message.findFolded("meteringData");
  if (!instruments || !instruments->array() || instruments->array()->empty()) return result;
  schemas::ReadContext readingInstruments;
  auto metering = schemas::read<schemas::UploadMeteringData>(message, readingInstruments);
  if (!metering) return std::nullopt;
  result.metering = std::move(*metering);
  return result;
}

// Their code in our terms (OQ-47).
std::string ourCode(const Peer& peer, const std::string& theirs) {
  for (const auto& [ours, mapped] : peer.profile.enterpriseCodes)
    if (mapped == theirs) return ours;
  return theirs;
}

// The heads stay provisional and name the node above, so whoever really reports takes them over (OQ-35).
Result<void> lockHeads(UnitOfWork& work, PeerId above, std::span<const std::string> codes) {
  for (const std::string& code : codes) HUB_CHECK(work.enterprises().lockHead(code, above));
  return {};
}

// Optional parts that are absent keep what is stored, as in an upload (OQ-20).
void keepAbsentParts(schemas::UploadConfigData& message, const std::optional<EnterpriseConfig>& before) {
  if (!before) return;
  if (!message.group) message.group = before->group;
  if (!message.process) message.process = before->process;
  if (!message.processUnit) message.processUnit = before->processUnit;
}

/// Stores for one enterprise inside a unit. Digests are over the message without its sender, as they are for
/// uploads.
class Replacing {
 public:
  Replacing(UnitOfWork& work, const Surroundings& around) : work_(work), around_(around) {}

  Result<bool> config(schemas::UploadConfigData message) {
    const std::string code = message.enterpriseCode.text();
    HUB_TRY(before, work_.enterprises().config(code));
    keepAbsentParts(message, before);
    message.provinceId = {};
    const EnterpriseConfig config{message.collectItemConfig, message.enterprise,  message.group,
                                  message.process,           message.processUnit, around_.clock.civilNow()};
    return work_.enterprises().replaceConfig(code, config, digestOf(message));
  }

  Result<bool> instruments(schemas::UploadMeteringData message) {
    message.provinceId = {};
    return work_.enterprises().replaceInstruments(message.enterpriseCode.text(), message.meteringData,
                                                  around_.clock.civilNow(), digestOf(message));
  }

 private:
  template <schemas::Declared M>
  std::string digestOf(const M& message) const {
    return around_.crypto.sha256(schemas::write(message));
  }

  UnitOfWork& work_;
  const Surroundings& around_;
};

}  // namespace

Result<GContent> GClient::fetch(const Peer& peer, const std::string& body) const {
  HUB_TRY(url, serviceUrl(peer.gUrl));
  HUB_TRY(root, ask(around_, {url, body, around_.node.uploadTimeout}));
  const json::Value* data = root.findFolded("DATA");
  if (!data) return fail(Failure::missing, "DATA", "the peer's answer has no DATA");
  return contentFromG(*data);
}

Result<GSynced> GClient::importLists(const Peer& peer, const GContent& content, const char* clause) const {
  GSynced synced;
  synced.enterprises = content.enterprises.size();
  synced.unreadable = content.lists.aside;
  if (content.lists.lists.lists.empty()) return synced;
  const DictionaryVersion version{0, std::string(clause) + " " + peer.name, around_.clock.now(), {}};
  HUB_TRY(change, inUnit(around_.storage, [&](UnitOfWork& work) {
            return work.dictionaries().import(content.lists.lists, version);
          }));
  synced.dictionary = change;
  return synced;
}

Result<void> GClient::noteEnterprises(const Peer& peer, const std::vector<std::string>& codes) const {
  std::vector<std::string> ours;
  for (const std::string& code : codes) ours.push_back(ourCode(peer, code));
  // Heads are locked in one order everywhere, so that units never wait for each other in a circle.
  std::sort(ours.begin(), ours.end());
  for (std::size_t from = 0; from < ours.size(); from += kHeadsInAUnit) {
    const auto to = std::min(ours.size(), from + kHeadsInAUnit);
    const std::span<const std::string> part(ours.data() + from, to - from);
    HUB_CHECK(inUnit(around_.storage, [&](UnitOfWork& work) { return lockHeads(work, peer.id, part); }));
  }
  return {};
}

Result<GSynced> GClient::syncBaseData(const Peer& peer, const std::string& enterpriseId) const {
  const NodeSettings& node = around_.node;
  const std::string fallback = node.provinceCode.empty() ? node.region : node.provinceCode;
  const schemas::g::BaseDataRequest request{enterpriseId.empty() ? fallback : enterpriseId, "1"};
  HUB_TRY(content, fetch(peer, schemas::write(request)));
  HUB_TRY(synced, importLists(peer, content, "G-7.3"));
  HUB_CHECK(noteEnterprises(peer, content.enterprises));
  return synced;
}

Result<void> GClient::storeConfiguration(const Peer& peer, const json::Value& row, GSynced& synced) const {
  const auto read = readConfiguration(row);
  if (!read) {
    ++synced.unreadable;
    return {};
  }
  HUB_TRY(changed, inUnit(around_.storage, [&](UnitOfWork& work) -> Result<bool> {
            HUB_TRY(head, work.enterprises().lockHead(read->config.enterpriseCode.text(), peer.id));
            // The reporter's own 8.6 is newer than what has gone up and come back.
            if (!head.provisional && head.owner != peer.id) return false;
            Replacing replacing(work, around_);
            HUB_TRY(isNewConfig, replacing.config(read->config));
            if (!read->metering) return isNewConfig;
            HUB_TRY(isNewSet, replacing.instruments(*read->metering));
            return isNewConfig || isNewSet;
          }));
  ++synced.enterprises;
  if (changed) ++synced.changed;
  return {};
}

Result<GSynced> GClient::syncConfig(const Peer& peer) const {
  HUB_TRY(content, fetch(peer, schemas::write(schemas::g::BaseDataRequest{std::nullopt, "3"})));
  // Table 7 repeats the lists of table 5 (G-7.4-D1).
  HUB_TRY(synced, importLists(peer, content, "G-7.4"));
  HUB_CHECK(noteEnterprises(peer, content.enterprises));
  synced.enterprises = 0;
  for (const json::Value& row : content.configurations) HUB_CHECK(storeConfiguration(peer, row, synced));
  if (synced.unreadable > 0)
    around_.log.warn("g_rows_unreadable", {{"peer", peer.name}, {"rows", synced.unreadable}});
  return synced;
}

}  // namespace hub::delivery
