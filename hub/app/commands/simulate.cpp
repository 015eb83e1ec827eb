// simulate: enterprises that do not exist report through this node, or into files.
#include <filesystem>
#include <fstream>

#include "hub/app/commands/commands.h"
#include "hub/base_data/base_data_files.h"
#include "hub/base_data/work_days.h"
#include "hub/exchange/local_source.h"
#include "hub/simulate/simulation.h"
#include "schemas/declare/write.h"

namespace hub::app {
namespace {

struct SimulateOptions {
  int enterprises = 20;
  int items = 12;
  std::uint64_t seed = 1;
  std::string day, out;
  int days = 1;
  bool dataOnly = false;
};

Result<DictionaryLists> shippedLists(const Config& config) {
  std::map<std::string, std::string> files;
  for (const char* name : {"region.csv", "holiday.csv"}) {
    HUB_TRY(content, contentOf(config.baseDataDir + "/" + name));
    files[name] = content;
  }
  HUB_TRY(parsed, base_data::parseBaseData(files));
  return parsed.lists;
}

std::string memberOf(const schemas::json::Value& row, const char* name) {
  const auto* member = row.find(name);
  return member && member->text() ? *member->text() : std::string();
}

// The counties below the node's own region.
void takeRegions(const DictionaryLists& lists, const std::string& own,
                 simulate::SimulationSettings& settings) {
  const auto rows = lists.lists.find("region");
  if (rows == lists.lists.end()) return;
  const Peer node{.regions = {own}};
  for (const auto& row : rows->second) {
    const std::string code = memberOf(row, "code");
    if (code == own) settings.cityName = memberOf(row, "name");
    const auto region = schemas::RegionCode::parse(code);
    const bool isNation = own.starts_with("10");
    if (region && !code.ends_with("00") && (isNation || node.covers(code)))
      settings.regions.push_back({*region, memberOf(row, "name")});
  }
}

Result<simulate::SimulationSettings> settingsOf(const Config& config, const SimulateOptions& given) {
  HUB_TRY(lists, shippedLists(config));
  simulate::SimulationSettings settings;
  settings.seed = given.seed;
  settings.enterprises = given.enterprises;
  settings.itemsPerEnterprise = given.items;
  settings.exceptionalDays = base_data::exceptionalDays(lists);
  takeRegions(lists, config.node.region, settings);
  if (settings.regions.empty())
    return fail(Failure::missing, {}, "no county below region " + config.node.region + " in the base data");
  return settings;
}

/// Where the messages go.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<void> take(std::size_t index, const schemas::UploadConfigData& config) = 0;
  virtual Result<void> take(std::size_t index, const schemas::UploadMeteringData& metering) = 0;
  virtual Result<void> take(std::size_t index, const schemas::UploadEnergyData& energy,
                            const std::string& day) = 0;
};

class NodeSink final : public Sink {
 public:
  explicit NodeSink(exchange::LocalSource source) : source_(std::move(source)) {}
  Result<void> take(std::size_t, const schemas::UploadConfigData& config) override {
    return source_.submit(config);
  }
  Result<void> take(std::size_t, const schemas::UploadMeteringData& metering) override {
    return source_.submit(metering);
  }
  Result<void> take(std::size_t, const schemas::UploadEnergyData& energy, const std::string&) override {
    HUB_CHECK(source_.submit(energy));
    return {};
  }

 private:
  exchange::LocalSource source_;
};

class FileSink final : public Sink {
 public:
  explicit FileSink(std::string directory) : directory_(std::move(directory)) {}
  Result<void> take(std::size_t index, const schemas::UploadConfigData& config) override {
    return write(index, "config", schemas::write(config));
  }
  Result<void> take(std::size_t index, const schemas::UploadMeteringData& metering) override {
    return write(index, "metering", schemas::write(metering));
  }
  Result<void> take(std::size_t index, const schemas::UploadEnergyData& energy,
                    const std::string& day) override {
    return write(index, "energy-" + day, schemas::write(energy));
  }

 private:
  Result<void> write(std::size_t index, const std::string& kind, const std::string& body) const {
    const std::string number = std::to_string(index);
    const std::string file = directory_ + "/" + std::string(number.size() < 5 ? 5 - number.size() : 0, '0') +
                             number + "-" + kind + ".json";
    std::ofstream stream(file, std::ios::binary);
    if (!(stream << body << std::flush)) return fail(Failure::internal, {}, file + ": cannot be written");
    return {};
  }

  std::string directory_;
};

Result<std::unique_ptr<Sink>> sinkOf(Cli& cli, const SimulateOptions& given) {
  if (given.out.empty()) {
    HUB_TRY(around, cli.surroundings());
    return std::unique_ptr<Sink>(std::make_unique<NodeSink>(exchange::LocalSource(around)));
  }
  std::error_code failed;
  std::filesystem::create_directories(given.out, failed);
  if (failed) return fail(Failure::internal, {}, given.out + ": " + failed.message());
  return std::unique_ptr<Sink>(std::make_unique<FileSink>(given.out));
}

Result<Exit> run(Cli& cli, const SimulateOptions& given) {
  HUB_TRY(config, cli.config());
  HUB_TRY(settings, settingsOf(*config, given));
  HUB_TRY(sink, sinkOf(cli, given));
  const simulate::Simulation simulation(settings);
  const auto first = *schemas::CivilDate::parse(given.day);
  std::vector<std::string> codes;
  std::uint64_t batches = 0, records = 0;
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    codes.push_back(simulation.enterprises()[i].base.code.text());
    if (!given.dataOnly) {
      HUB_CHECK(sink->take(i, simulation.config(i)));
      HUB_CHECK(sink->take(i, simulation.metering(i)));
    }
    for (int d = 0; d < given.days; ++d) {
      const auto day = first.plusDays(d);
      const auto energy = simulation.energy(i, day);
      if (energy.data.empty()) continue;
      HUB_CHECK(sink->take(i, energy, day.text()));
      ++batches;
      records += energy.data.size();
    }
  }
  cli.print(Row().texts("enterprises", codes).number("batches", batches).number("records", records).take());
  return Exit::ok;
}

}  // namespace

void addSimulateCommands(Commands& commands) {
  auto given = std::make_shared<SimulateOptions>();
  CLI::App& command =
      commands.add(commands.program(), "simulate", "Made-up enterprises report through this node",
                   {"simulate --enterprises 20 --day 2026-11-18 --seed 1",
                    "simulate --enterprises 5 --day 2026-11-01 --days 30 --data-only",
                    "simulate --enterprises 100 --day 2026-11-18 --out bodies"},
                   [given](Cli& cli) { return run(cli, *given); });
  command.add_option("--enterprises", given->enterprises)
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command.add_option("--items", given->items, "Data codes of each")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--day", given->day, "yyyy-MM-dd")->check(isDate)->required();
  command.add_option("--days", given->days, "Days from there on")
      ->check(CLI::Range(1, 3660))
      ->capture_default_str();
  command.add_option("--seed", given->seed, "Equal seeds make equal messages")->capture_default_str();
  command.add_option("--out", given->out, "Write request bodies into this directory instead");
  command.add_flag("--data-only", given->dataOnly, "No configuration and instruments");
}

}  // namespace hub::app
