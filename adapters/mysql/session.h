// One connection to the database in the state every unit expects (reliability.md 0, facts 1-3).
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "adapters/mysql/error_translation.h"
#include "adapters/mysql/settings.h"
#include "adapters/mysql/statement.h"
#include "hub/result.h"

namespace hub::mysql {

/// One thread at a time. After a failure that breaks it, it can only be destroyed.
class Session final {
 public:
  enum class Purpose {
    units,       // answers within 30 s
    migrations,  // a step may take hours
    bare,        // the same, before the schema exists
  };

  /// `database` when there is no server, no right or no schema.
  static Result<std::unique_ptr<Session>> connect(const DatabaseSettings& settings,
                                                  Purpose purpose = Purpose::units);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// A statement without parameters and without a result, such as COMMIT.
  Result<void> run(const std::string& sql);
  /// Rows affected; an UPDATE counts the rows it found, changed or not.
  Result<std::uint64_t> execute(const std::string& sql, const Parameters& parameters);
  Result<Rows> query(const std::string& sql, const Parameters& parameters = {});
  /// The AUTO_INCREMENT value of the last insert.
  Result<std::uint64_t> lastId();

  /// Marks it as not to be used again.
  void abandon() { broken_ = true; }
  bool isBroken() const { return broken_; }
  /// Whether the last failure was a duplicate key.
  bool lastWasDuplicate() const { return lastError_ == kDuplicateKey; }
  std::uint64_t failures() const { return failures_; }

 private:
  struct Connection;
  explicit Session(std::unique_ptr<Connection> connection);
  template <class T, class Work>
  Result<T> guarded(Work&& work);

  std::unique_ptr<Connection> connection_;
  bool broken_ = false;
  int lastError_ = 0;
  std::uint64_t failures_ = 0;
};

}  // namespace hub::mysql
