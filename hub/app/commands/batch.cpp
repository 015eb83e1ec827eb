// batch list|show|quarantine: what came in, with its receipt (OQ-16).
#include "hub/app/commands/commands.h"
#include "hub/app/commands/shared.h"
#include "schemas/json/parse.h"

namespace hub::app {
namespace {

using schemas::json::Object;
using schemas::json::Value;

struct BatchOptions {
  std::string peer, enterprise, from, to;
  std::uint32_t limit = 100;
  std::uint64_t id = 0;
  bool body = false;
};

Row rowOf(const Batch& one, const std::string& peer) {
  Row row;
  row.number("id", static_cast<std::uint64_t>(one.id)).text("peer", peer).text("enterprise", one.enterprise);
  row.time("received", one.received).number("records", one.records).number("stored", one.stored);
  row.number("unchanged", one.unchanged).number("superseded", one.superseded);
  row.number("suspect", one.suspect).number("rejected", one.rejected).number("findings", one.findings);
  row.text("md5", one.contentMd5);
  return row;
}

std::optional<TimePoint> startOf(const std::string& date, int plusDays) {
  const auto day = schemas::CivilDate::parse(date);
  if (!day) return std::nullopt;
  return Clock::utc(schemas::CivilTime::at(day->plusDays(plusDays)));
}

Result<BatchFilter> filterOf(Cli& cli, const BatchOptions& given) {
  BatchFilter filter;
  HUB_TRY(peer, peerIdOf(cli, given.peer));
  filter.peer = peer;
  if (!given.enterprise.empty()) filter.enterprise = given.enterprise;
  filter.receivedFrom = startOf(given.from, 0);
  filter.receivedTo = startOf(given.to, 1);  // the day given counts whole
  filter.limit = given.limit;
  return filter;
}

Result<Exit> list(Cli& cli, const BatchOptions& given) {
  HUB_TRY(filter, filterOf(cli, given));
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<Object>> {
            PeerNames names(work);
            HUB_TRY(found, work.batches().list(filter));
            std::vector<Object> all;
            for (const Batch& one : found) {
              HUB_TRY(name, names.of(one.peer));
              all.push_back(rowOf(one, name).take());
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

Object objectOf(const Finding& one) {
  Row row;
  row.text("rule", one.rule).number("version", one.version).text("code", one.code);
  row.json("statType", statTypeOf(one)).number("count", one.count);
  row.text("first", one.first ? one.first->text() : "").text("last", one.last ? one.last->text() : "");
  row.text("evidence", one.evidence).text("clause", one.clause);
  return row.take();
}

Object objectOf(const QuarantinedRecord& one) {
  Row row;
  row.number("batch", static_cast<std::uint64_t>(one.batch)).text("enterprise", one.enterprise);
  row.number("position", one.position).text("member", one.member).text("reason", one.reason);
  row.text("record", one.record);
  return row.take();
}

template <class T>
std::vector<Object> objectsOf(const std::vector<T>& all) {
  std::vector<Object> objects;
  for (const T& one : all) objects.push_back(objectOf(one));
  return objects;
}

Value arrayOf(const std::vector<Object>& objects) {
  schemas::json::Array array;
  for (const Object& object : objects) array.emplace_back(object);
  return Value(std::move(array));
}

/// Everything one batch has left behind.
struct Receipt {
  Row row;
  std::vector<Object> findings, quarantined;
  std::string body;
};

Result<Receipt> receiptOf(UnitOfWork& work, const BatchOptions& given) {
  HUB_TRY(found, work.batches().find(BatchId{given.id}));
  if (!found) return fail(Failure::missing, {}, "no batch " + std::to_string(given.id));
  HUB_TRY(name, PeerNames(work).of(found->peer));
  Receipt receipt;
  receipt.row = rowOf(*found, name);
  HUB_TRY(findings, work.batches().findings(found->id));
  receipt.findings = objectsOf(findings);
  HUB_TRY(quarantined, work.batches().quarantined(found->id));
  receipt.quarantined = objectsOf(quarantined);
  if (!given.body) return receipt;
  HUB_TRY(body, work.batches().body(found->id));
  receipt.body = body;
  return receipt;
}

Result<Exit> show(Cli& cli, const BatchOptions& given) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(receipt, inUnit(*store, [&](UnitOfWork& work) { return receiptOf(work, given); }));
  if (cli.json) {
    receipt.row.json("found", arrayOf(receipt.findings)).json("quarantined", arrayOf(receipt.quarantined));
    if (given.body) receipt.row.text("body", receipt.body);
    cli.print(receipt.row.take());
    return Exit::ok;
  }
  cli.print(receipt.row.take());
  if (!receipt.findings.empty()) cli.printRaw("\n" + tableOf(receipt.findings));
  if (!receipt.quarantined.empty()) cli.printRaw("\n" + tableOf(receipt.quarantined));
  if (given.body) cli.printRaw("\n" + receipt.body + "\n");
  return Exit::ok;
}

Result<Exit> quarantine(Cli& cli, const BatchOptions& given) {
  HUB_TRY(filter, filterOf(cli, given));
  HUB_TRY(store, cli.storage());
  HUB_TRY(rows, inUnit(*store, [&](UnitOfWork& work) -> Result<std::vector<Object>> {
            std::vector<Batch> batches;
            if (given.id != 0) {
              HUB_TRY(one, work.batches().find(BatchId{given.id}));
              if (!one) return fail(Failure::missing, {}, "no batch " + std::to_string(given.id));
              batches.push_back(*one);
            } else {
              HUB_TRY(found, work.batches().list(filter));
              batches = found;
            }
            std::vector<Object> all;
            for (const Batch& batch : batches) {
              if (batch.rejected == 0 && given.id == 0) continue;
              HUB_TRY(records, work.batches().quarantined(batch.id));
              for (const QuarantinedRecord& record : records) all.push_back(objectOf(record));
            }
            return all;
          }));
  cli.print(rows);
  return Exit::ok;
}

void addFilters(CLI::App& command, BatchOptions& given) {
  command.add_option("--peer", given.peer, "Name of a peer or device");
  command.add_option("--enterprise", given.enterprise, "Credit code");
  command.add_option("--from", given.from, "First day of receipt, yyyy-MM-dd")->check(isDate);
  command.add_option("--to", given.to, "Last day of receipt, yyyy-MM-dd")->check(isDate);
  command.add_option("--limit", given.limit, "Of the latest batches")
      ->check(CLI::Range(1u, 100000u))
      ->capture_default_str();
}

}  // namespace

void addBatchCommands(Commands& commands) {
  auto given = std::make_shared<BatchOptions>();
  CLI::App& group = commands.group("batch", "What came in");
  addFilters(commands.add(group, "list", "The latest batches",
                          {"batch list --enterprise 91330000573973053F",
                           "batch list --peer nantong --from 2026-11-18 --to 2026-11-18"},
                          [given](Cli& cli) { return list(cli, *given); }),
             *given);
  CLI::App& show_ =
      commands.add(group, "show", "The receipt of one batch: counts, findings, quarantine",
                   {"batch show 5", "batch show 5 --body"}, [given](Cli& cli) { return show(cli, *given); });
  show_.add_option("id", given->id)->required();
  show_.add_flag("--body", given->body, "With the bytes as they came");
  CLI::App& quarantine_ =
      commands.add(group, "quarantine", "Faulty records that were kept out of the store, with the reason",
                   {"batch quarantine 5", "batch quarantine --enterprise 91330000573973053F"},
                   [given](Cli& cli) { return quarantine(cli, *given); });
  quarantine_.add_option("id", given->id, "Of one batch; without it of the latest batches");
  addFilters(quarantine_, *given);
}

}  // namespace hub::app
