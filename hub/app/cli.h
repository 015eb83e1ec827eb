// What all commands of the program share: the configuration, the services made at first use, output, exit
// codes.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/mysql_storage.h"
#include "adapters/partners/curl_partner.h"
#include "hub/app/config.h"
#include "hub/app/output.h"
#include "hub/delivery/surroundings.h"
#include "hub/exchange/dispatcher.h"
#include "hub/quality/rule_book.h"

namespace hub::app {

/// Stable: scripts rely on them.
enum class Exit { ok = 0, failure = 1, usage = 2, notFound = 3, conflict = 4, findings = 5 };

/// One run of one command, one thread. Data goes to standard output, talk to standard error.
class Cli {
 public:
  bool json = false;
  std::string configFile;

  Result<const Config*> config();
  Result<mysql::MySqlStorage*> storage();
  Result<exchange::Surroundings> surroundings();
  Result<delivery::Surroundings> outward();
  const Crypto& crypto() const { return crypto_; }
  const Clock& clock() const { return clock_; }

  /// The peer of that name, `missing` when there is none.
  Result<Peer> peer(const std::string& name);
  /// The same for the node above; an empty name means the only one.
  Result<Peer> upstream(const std::string& name);
  /// Leaves an audit row with the operating system's account as actor.
  Result<void> audited(UnitOfWork& work, const std::string& act, const std::string& object,
                       const std::string& detail);
  static std::string actor();

  void print(const std::vector<schemas::json::Object>& rows) const;
  void print(const schemas::json::Object& record) const;
  void printRaw(std::string_view text) const;
  void say(std::string_view text) const;

 private:
  SystemClock clock_;
  crypto::OpenSslCrypto crypto_;
  std::unique_ptr<Config> config_;
  std::unique_ptr<Log> log_;
  quality::RulesInForce rules_;
  std::unique_ptr<mysql::MySqlStorage> storage_;
  std::unique_ptr<Partner> partner_;
};

/// What a command does once its arguments have been read.
using Action = std::function<Result<Exit>(Cli&)>;

/// Collects the commands; each group is one file in hub/app/commands.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) {}

  /// A new group such as `peer`.
  CLI::App& group(const std::string& name, const std::string& help);
  /// `parent` is the program or a group. `examples`: one a line, without the program's name.
  CLI::App& add(CLI::App& parent, const std::string& name, const std::string& help,
                const std::vector<std::string>& examples, Action action);
  CLI::App& program() { return app_; }
  const Action& chosen() const { return chosen_; }

 private:
  CLI::App& app_;
  Action chosen_;
};

/// Everything of `main`: reads the arguments, runs the command, turns failures into talk and exit codes.
int runProgram(int argc, char** argv);

/// A file's content, or `missing` with its name.
Result<std::string> contentOf(const std::string& file);
/// Replaces `file` by rename, readable by its owner only.
Result<void> writePrivately(const std::string& file, std::string_view content);

// Checks for command line values.
std::string isDate(const std::string& text);
std::string isRegion(const std::string& text);
std::string isTimeOfDay(const std::string& text);
std::string isCreditCode(const std::string& text);

}  // namespace hub::app
