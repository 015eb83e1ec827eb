// dictionary import|show|export (N-8.4).
#include <filesystem>

#include "hub/app/commands/commands.h"
#include "hub/base_data/base_data_files.h"
#include "schemas/declare/write.h"

namespace hub::app {
namespace {

namespace fs = std::filesystem;

Result<base_data::BaseDataImport> read(const std::string& directory) {
  if (!fs::is_directory(directory)) return fail(Failure::missing, {}, directory + ": no such directory");
  std::map<std::string, std::string> files;
  for (const auto& file : base_data::baseDataFiles()) {
    const std::string path = directory + "/" + file.name;
    if (!fs::exists(path)) continue;
    HUB_TRY(content, contentOf(path));
    files[file.name] = content;
  }
  if (files.empty()) return fail(Failure::missing, {}, directory + ": holds no base data file");
  return base_data::parseBaseData(files);
}

Result<Exit> import(Cli& cli, const std::string& given, const std::string& source) {
  HUB_TRY(config, cli.config());
  const std::string directory = given.empty() ? config->baseDataDir : given;
  HUB_TRY(data, read(directory));
  for (const std::string& finding : data.findings) cli.say(finding);
  HUB_TRY(store, cli.storage());
  DictionaryVersion version;
  version.source = source.empty() ? fs::path(directory).filename().string() : source;
  version.imported = cli.clock().now();
  HUB_TRY(change, inUnit(*store, [&](UnitOfWork& work) -> Result<DictionaryChange> {
            HUB_TRY(done, work.dictionaries().import(data.lists, version));
            HUB_CHECK(cli.audited(work, "dictionary_imported", std::to_string(done.version), version.source));
            return done;
          }));
  cli.print(Row()
                .number("version", static_cast<std::uint64_t>(change.version))
                .number("lists", data.lists.lists.size())
                .number("added", change.added)
                .number("changed", change.changed)
                .number("ended", change.ended)
                .number("unchanged", change.unchanged)
                .take());
  return Exit::ok;
}

Result<Exit> show(Cli& cli) {
  HUB_TRY(store, cli.storage());
  DictionaryLists lists;
  HUB_TRY(version, inUnit(*store, [&](UnitOfWork& work) -> Result<DictionaryVersion> {
            HUB_TRY(all, work.dictionaries().load({}));
            lists = all;
            return work.dictionaries().current();
          }));
  cli.say("version " + std::to_string(version.number) +
          (version.source.empty() ? "" : ", source " + version.source) +
          (version.upstream.empty() ? "" : ", dicVersion above " + version.upstream));
  std::vector<schemas::json::Object> rows;
  for (const auto& [name, items] : lists.lists)
    rows.push_back(Row().text("list", name).number("rows", items.size()).take());
  cli.print(rows);
  return Exit::ok;
}

// The rows of the lists by name, as they go out in 8.4 and 7.3.
Result<Exit> exportLists(Cli& cli, const std::vector<std::string>& names) {
  HUB_TRY(store, cli.storage());
  HUB_TRY(lists, inUnit(*store, [&](UnitOfWork& work) { return work.dictionaries().load(names); }));
  schemas::json::Object object;
  for (auto& [name, items] : lists.lists)
    object.push_back({name, schemas::json::Value(schemas::json::Array(items))});
  cli.printRaw(schemas::json::write(schemas::json::Value(std::move(object))) + "\n");
  return Exit::ok;
}

}  // namespace

void addDictionaryCommands(Commands& commands) {
  CLI::App& group = commands.group("dictionary", "The base dictionary: regions, industries, codes");
  auto directory = std::make_shared<std::string>();
  auto source = std::make_shared<std::string>();
  auto lists = std::make_shared<std::vector<std::string>>();
  CLI::App& import_ = commands.add(group, "import", "Imports the CSV files of a directory as one new version",
                                   {"dictionary import", "dictionary import schemas/base_data"},
                                   [=](Cli& cli) { return import(cli, *directory, *source); });
  import_.add_option("directory,--dir", *directory, "Default: the files that came with the program");
  import_.add_option("--source", *source, "Where the data came from, for people");
  commands.add(group, "show", "Version and lists", {"dictionary show"}, show);
  commands
      .add(group, "export", "The rows as JSON, all lists or those named",
           {"dictionary export region industry"}, [lists](Cli& cli) { return exportLists(cli, *lists); })
      .add_option("list", *lists);
}

}  // namespace hub::app
