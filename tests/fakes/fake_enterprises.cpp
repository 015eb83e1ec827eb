#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::EnterpriseConfig;
using hub::EnterpriseHead;
using hub::EnterpriseSummary;
using hub::PeerId;
using hub::Result;
using schemas::MeteringInstrument;

namespace {

const EnterpriseRow* rowOf(const FakeTables& tables, const std::string& code) {
  const auto found = tables.enterprises->find(code);
  return found == tables.enterprises->end() ? nullptr : &found->second;
}

EnterpriseHead headOf(const EnterpriseRow& row) {
  EnterpriseHead head = row.head;
  head.configDigest = row.config ? row.configDigest : std::string();
  return head;
}

EnterpriseSummary summaryOf(const EnterpriseRow& row) {
  EnterpriseSummary summary{row.head.code, {}, {}, {}, row.head.owner, row.head.provisional};
  if (!row.config) return summary;
  summary.name = row.config->enterprise.name;
  summary.regionCode = row.config->enterprise.regionCode.text();
  summary.industryCode = row.config->enterprise.industryCode.text();
  return summary;
}

}  // namespace

Result<EnterpriseHead> FakeEnterprises::lockHead(const std::string& code, PeerId claimant) {
  HUB_CHECK(session_.enter());
  session_.lockedHeads.insert(code);
  if (const EnterpriseRow* row = rowOf(session_.tables, code)) return headOf(*row);
  EnterpriseRow& row = session_.tables.enterprises.edit()[code];
  row.head = {code, claimant, true, false, {}};
  EnterpriseHead answer = row.head;
  answer.isNew = true;
  return answer;
}

Result<std::optional<EnterpriseHead>> FakeEnterprises::head(const std::string& code) {
  HUB_CHECK(session_.enter());
  const EnterpriseRow* row = rowOf(session_.tables, code);
  return row ? std::optional{headOf(*row)} : std::nullopt;
}

Result<void> FakeEnterprises::setOwner(const std::string& code, PeerId owner, bool provisional) {
  HUB_CHECK(session_.enter());
  HUB_CHECK(session_.needHead(code));
  EnterpriseHead& head = session_.tables.enterprises.edit()[code].head;
  head.owner = owner;
  head.provisional = provisional;
  return {};
}

Result<bool> FakeEnterprises::replaceConfig(const std::string& code, const EnterpriseConfig& config,
                                            const std::string& digest) {
  HUB_CHECK(session_.enter());
  HUB_CHECK(session_.needHead(code));
  EnterpriseRow& row = session_.tables.enterprises.edit()[code];
  if (row.config && row.configDigest == digest) {
    row.config->received = config.received;
    return false;
  }
  if (row.config) row.configHistory.push_back(*row.config);
  row.config = config;
  row.configDigest = digest;
  return true;
}

Result<std::optional<EnterpriseConfig>> FakeEnterprises::config(const std::string& code) {
  HUB_CHECK(session_.enter());
  const EnterpriseRow* row = rowOf(session_.tables, code);
  return row ? row->config : std::nullopt;
}

Result<bool> FakeEnterprises::replaceInstruments(const std::string& code,
                                                 const std::vector<MeteringInstrument>& instruments,
                                                 schemas::CivilTime received, const std::string& digest) {
  HUB_CHECK(session_.enter());
  HUB_CHECK(session_.needHead(code));
  EnterpriseRow& row = session_.tables.enterprises.edit()[code];
  const bool hadSome = row.instrumentsReceived.has_value();
  row.instrumentsReceived = received;
  if (hadSome && row.instrumentsDigest == digest) return false;
  if (hadSome) row.instrumentHistory.push_back(row.instruments);
  row.instruments = instruments;
  row.instrumentsDigest = digest;
  return true;
}

Result<std::vector<MeteringInstrument>> FakeEnterprises::instruments(const std::string& code) {
  HUB_CHECK(session_.enter());
  const EnterpriseRow* row = rowOf(session_.tables, code);
  return row ? row->instruments : std::vector<MeteringInstrument>{};
}

Result<std::vector<EnterpriseSummary>> FakeEnterprises::list(std::optional<PeerId> owner) {
  HUB_CHECK(session_.enter());
  std::vector<EnterpriseSummary> result;
  for (const auto& [code, row] : *session_.tables.enterprises)
    if (!owner || row.head.owner == *owner) result.push_back(summaryOf(row));
  return result;
}

}  // namespace fakes
