#include "adapters/mysql/session.h"

#include <cppconn/connection.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <mysql_driver.h>

#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "adapters/mysql/error_translation.h"

namespace hub::mysql {
namespace {

constexpr int kConnectSeconds = 5;
constexpr int kAnswerSeconds = 30;
constexpr int kMigrationSeconds = 24 * 3600;
// Statements differ only by their number of rows, so a session meets few; beyond this all are prepared anew.
constexpr std::size_t kPreparedMax = 256;

constexpr const char* kNamesSql = "SET NAMES utf8mb4";
constexpr const char* kIsolationSql = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
constexpr const char* kStateSql = R"sql(
  SET SESSION innodb_lock_wait_timeout = 5, time_zone = '+00:00', sql_mode =
  'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'
)sql";
constexpr const char* kMostTimeSql = "SET SESSION max_statement_time = 30";
constexpr const char* kCipherSql = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";
constexpr const char* kLastIdSql = "SELECT LAST_INSERT_ID()";

sql::mysql::MySQL_Driver& driver() {
  static auto* const instance = sql::mysql::get_driver_instance();
  return *instance;
}

/// The client library keeps state for each thread that uses it.
void enterThread() {
  struct ThreadState {
    ThreadState() { driver().threadInit(); }
    ~ThreadState() { driver().threadEnd(); }
  };
  thread_local const ThreadState state;
}

Result<std::string> passwordOf(const DatabaseSettings& settings) {
  if (settings.passwordFile.empty()) return std::string();
  std::ifstream file(settings.passwordFile);
  std::string password;
  if (!std::getline(file, password))
    return fail(Failure::database, {}, "cannot read the password file " + settings.passwordFile);
  return password;
}

bool isThisMachine(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

sql::ConnectOptionsMap optionsOf(const DatabaseSettings& settings, const std::string& password,
                                 Session::Purpose purpose) {
  const int seconds = purpose == Session::Purpose::units ? kAnswerSeconds : kMigrationSeconds;
  sql::ConnectOptionsMap options;
  if (settings.socket.empty()) {
    options["hostName"] = sql::SQLString("tcp://" + settings.host);
    options["port"] = static_cast<int>(settings.port);
  } else {
    options["hostName"] = sql::SQLString("unix://" + std::filesystem::absolute(settings.socket).string());
  }
  options["userName"] = sql::SQLString(settings.user);
  options["password"] = sql::SQLString(password);
  if (purpose != Session::Purpose::bare) options["schema"] = sql::SQLString(settings.schema);
  options["OPT_CONNECT_TIMEOUT"] = kConnectSeconds;
  options["OPT_READ_TIMEOUT"] = seconds;
  options["OPT_WRITE_TIMEOUT"] = seconds;
  // A conditional update counts what matched, so 0 rows always means "somebody else has it".
  options["CLIENT_FOUND_ROWS"] = true;
  if (!settings.caFile.empty()) {
    options["sslCA"] = sql::SQLString(settings.caFile);
    options["sslVerify"] = true;
  }
  return options;
}

void bind(sql::PreparedStatement& statement, unsigned index, const Parameter& parameter) {
  switch (parameter.kind()) {
    case Parameter::Kind::null:
      return statement.setNull(index, 0);
    case Parameter::Kind::integer:
      return statement.setInt64(index, parameter.integer());
    case Parameter::Kind::natural:
      return statement.setUInt64(index, parameter.natural());
    case Parameter::Kind::text:
      return statement.setString(index, sql::SQLString(parameter.text()));
  }
}

Rows fetched(sql::ResultSet& result) {
  Rows rows;
  rows.reserve(result.rowsCount());
  const unsigned count = result.getMetaData()->getColumnCount();
  while (result.next()) {
    std::vector<std::optional<std::string>> columns(count);
    for (unsigned i = 1; i <= count; ++i)
      if (!result.isNull(i)) columns[i - 1] = result.getString(i).asStdString();
    rows.emplace_back(std::move(columns));
  }
  return rows;
}

}  // namespace

struct Session::Connection {
  explicit Connection(sql::Connection* connection) : handle(connection) {}

  sql::PreparedStatement& prepared(const std::string& sql, const Parameters& parameters) {
    enterThread();
    const auto found = statements.find(sql);
    if (found == statements.end() && statements.size() >= kPreparedMax) statements.clear();
    auto& statement = found == statements.end() ? statements[sql] : found->second;
    if (!statement) statement.reset(handle->prepareStatement(sql));
    for (unsigned i = 0; i < parameters.size(); ++i) bind(*statement, i + 1, parameters[i]);
    return *statement;
  }

  // The statements die before their connection.
  std::unique_ptr<sql::Connection> handle;
  std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>> statements;
};

Session::Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Session::~Session() = default;

template <class T, class Work>
Result<T> Session::guarded(Work&& work) {
  if (broken_)
    return fail(Failure::retryable, {}, "the session was lost by an earlier statement of this unit");
  lastError_ = 0;
  try {
    return work();
  } catch (const sql::SQLException& failure) {
    lastError_ = failure.getErrorCode();
    broken_ = breaksSession(lastError_);
    ++failures_;
    return tl::unexpected(translated(lastError_, failure.what()));
  }
}

Result<std::unique_ptr<Session>> Session::connect(const DatabaseSettings& settings, Purpose purpose) {
  if (settings.socket.empty() && !isThisMachine(settings.host) && settings.caFile.empty())
    return fail(Failure::database, {}, "database.host is another machine: set database.ca_file to verify it");
  HUB_TRY(password, passwordOf(settings));
  auto options = optionsOf(settings, password, purpose);
  std::unique_ptr<Session> session;
  try {
    enterThread();
    session.reset(new Session(std::make_unique<Connection>(driver().connect(options))));
  } catch (const sql::SQLException& failure) {
    return fail(Failure::database, {}, "cannot connect to the database: " + std::string(failure.what()));
  }
  for (const char* sql : {kNamesSql, kIsolationSql, kStateSql}) HUB_CHECK(session->run(sql));
  if (purpose == Purpose::units) HUB_CHECK(session->run(kMostTimeSql));
  if (!settings.caFile.empty()) {
    // Unknown options are ignored by the connector without a word, so the outcome is looked at.
    HUB_TRY(cipher, session->query(kCipherSql));
    if (cipher.empty() || cipher[0].view(1).empty())
      return fail(Failure::database, {}, "the database session is not encrypted");
  }
  return session;
}

Result<void> Session::run(const std::string& sql) {
  return guarded<void>([&]() -> Result<void> {
    enterThread();
    const std::unique_ptr<sql::Statement> statement(connection_->handle->createStatement());
    statement->execute(sql);
    return {};
  });
}

Result<std::uint64_t> Session::execute(const std::string& sql, const Parameters& parameters) {
  return guarded<std::uint64_t>([&]() -> Result<std::uint64_t> {
    return static_cast<std::uint64_t>(connection_->prepared(sql, parameters).executeUpdate());
  });
}

Result<Rows> Session::query(const std::string& sql, const Parameters& parameters) {
  return guarded<Rows>([&]() -> Result<Rows> {
    const std::unique_ptr<sql::ResultSet> result(connection_->prepared(sql, parameters).executeQuery());
    return fetched(*result);
  });
}

Result<std::uint64_t> Session::lastId() {
  HUB_TRY(rows, query(kLastIdSql));
  return rows.at(0).number<std::uint64_t>(0);
}

}  // namespace hub::mysql
