// Schedulers of real processes over a real MariaDB: what threads over an in-memory store cannot show. Needs
// NENGHUB_TEST_SOCKET (tests/support/mariadb.sh).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/mysql_storage.h"
#include "jobs/heartbeat.h"
#include "jobs/scheduler.h"
#include "tests/fakes/quiet_log.h"

namespace hub::jobs {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kLease{2};
constexpr milliseconds kBeat{200};
// Longer than a lease and a run: else the next appointment comes before the left one can be taken up.
constexpr std::chrono::seconds kPeriod{4};

/// The same for all processes of a machine.
std::int64_t monotonicMs() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// One line each time a run begins and ends, of all processes in one file.
struct Line {
  std::string job;
  char what = 0;  // b: began, t: was taken up, e: ended
  pid_t pid = 0;
  std::int64_t at = 0;
};

class Journal {
 public:
  explicit Journal(std::string file) : file_(std::move(file)) {}

  void write(const std::string& job, char what) const {
    const std::string line =
        job + " " + what + " " + std::to_string(getpid()) + " " + std::to_string(monotonicMs()) + "\n";
    const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0 || ::write(file, line.data(), line.size()) < 0) _exit(3);
    ::close(file);
  }
  std::vector<Line> lines(const std::string& job) const {
    std::ifstream stream(file_);
    std::vector<Line> all;
    Line one;
    while (stream >> one.job >> one.what >> one.pid >> one.at)
      if (one.job == job) all.push_back(one);
    return all;
  }

 private:
  std::string file_;
};

class NotedJob : public Job {
 public:
  NotedJob(std::string name, const Journal& journal, milliseconds takes)
      : name_(std::move(name)), journal_(journal), takes_(takes) {}
  std::string name() const override { return name_; }
  Result<std::string> runOnce(const JobContext& context) override {
    journal_.write(name_, context.isTakenUp ? 't' : 'b');
    const auto until = std::chrono::steady_clock::now() + takes_;
    while (std::chrono::steady_clock::now() < until) {
      HUB_CHECK(context.goOn());
      std::this_thread::sleep_for(1ms);
    }
    journal_.write(name_, 'e');
    return "done";
  }

 private:
  std::string name_;
  const Journal& journal_;
  milliseconds takes_;
};

class Ticking final : public NotedJob {
 public:
  using NotedJob::NotedJob;
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(kPeriod, now, last);
  }
};

/// Runs only when somebody asks for it.
class Wished final : public NotedJob {
 public:
  using NotedJob::NotedJob;
  TimePoint next(TimePoint now, std::optional<TimePoint>) const override {
    return now + std::chrono::days(1);
  }
};

class SchedulersTest : public testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("NENGHUB_TEST_WITHOUT_DATABASE")) GTEST_SKIP();
    const char* socket = std::getenv("NENGHUB_TEST_SOCKET");
    ASSERT_TRUE(socket) << "NENGHUB_TEST_SOCKET names no MariaDB socket (tests/support/mariadb.sh)";
    settings.socket = socket;
    settings.user = getpwuid(geteuid())->pw_name;
    settings.schema = "processes_" + std::to_string(getpid());
    settings.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
    settings.allowUnsafeFlush = true;
    const auto made = mysql::migrate(settings, crypto);
    ASSERT_TRUE(made) << made.error().cause;
  }
  void TearDown() override {
    for (const pid_t pid : std::exchange(pids, {})) end(pid);
    storage.reset();
    if (!settings.schema.empty()) static_cast<void>(mysql::dropDatabase(settings));
    std::filesystem::remove(file);
  }

  /// Before `storage` is opened: a session must not be shared with a child.
  void startProcess() {
    const pid_t pid = fork();
    ASSERT_GE(pid, 0);
    if (pid == 0) serve();
    pids.push_back(pid);
  }
  [[noreturn]] void serve() {
    const auto own = mysql::MySqlStorage::open(settings, crypto);
    if (!own) _exit(2);
    fakes::QuietLog log;
    const JobList list{std::make_shared<Ticking>("tick", journal, 300ms),
                       std::make_shared<Wished>("wish", journal, 0ms)};
    Scheduler scheduler(**own, log, {.worker = "w" + std::to_string(getpid()), .lease = kLease},
                        [list] { return Result<JobList>(list); });
    const Heartbeat heartbeat(scheduler, kBeat);
    while (true) {
      scheduler.runDue();
      std::this_thread::sleep_for(2ms);
    }
  }
  void openStorage() {
    auto opened = mysql::MySqlStorage::open(settings, crypto);
    ASSERT_TRUE(opened) << opened.error().cause;
    storage = std::move(*opened);
  }
  void end(pid_t pid) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    std::erase(pids, pid);
  }
  template <class Condition>
  bool waitFor(Condition condition, milliseconds most = 15s) {
    const auto until = std::chrono::steady_clock::now() + most;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(5ms);
    }
    return true;
  }
  std::vector<JobRun> runs(const std::string& job) {
    return inUnit(*storage, [&](UnitOfWork& work) { return work.jobs().list(10'000, job); }).value();
  }
  static std::size_t count(const std::vector<Line>& lines, char what) {
    return static_cast<std::size_t>(
        std::ranges::count_if(lines, [&](const Line& one) { return one.what == what; }));
  }
  std::size_t ended(const std::string& job) { return count(journal.lines(job), 'e'); }

  crypto::OpenSslCrypto crypto;
  mysql::DatabaseSettings settings;
  std::unique_ptr<mysql::MySqlStorage> storage;
  std::string file = "/tmp/nenghub-schedulers." + std::to_string(getpid());
  Journal journal{file};
  std::vector<pid_t> pids;
};

// OQ-88
TEST_F(SchedulersTest, EachPlannedRunIsMadeOnceAndThatOfAKilledProcessIsTakenOver) {
  startProcess();
  startProcess();
  openStorage();
  ASSERT_TRUE(waitFor([&] { return ended("tick") >= 1; }));

  std::optional<Line> broken;
  ASSERT_TRUE(waitFor([&] {
    const auto lines = journal.lines("tick");
    if (lines.back().what != 'b') return false;
    broken = lines.back();
    return true;
  }));
  end(broken->pid);
  const std::int64_t killed = monotonicMs();
  ASSERT_TRUE(waitFor([&] { return count(journal.lines("tick"), 't') == 1; })) << "nobody took it over";
  ASSERT_TRUE(waitFor([&] { return ended("tick") >= 3; })) << "nobody goes on";
  end(pids.front());

  const auto lines = journal.lines("tick");
  const auto takeover = std::ranges::find(lines, 't', &Line::what);
  EXPECT_NE(takeover->pid, broken->pid);
  EXPECT_GE(takeover->at - broken->at, kLease / 1ms) << "its lease lived that long";
  EXPECT_LE(takeover->at - killed, kLease / 1ms + 1500);
  bool isInside = false;
  for (const Line& line : lines) {
    EXPECT_FALSE(line.what == 'b' && isInside && line.pid != broken->pid) << "two at once, at " << line.at;
    isInside = line.what != 'e' && line.pid != broken->pid;
  }
  std::size_t finished = 0;
  for (const JobRun& run : runs("tick")) finished += run.finished && run.ok ? 1 : 0;
  // One may have been killed between its end and the note of it.
  EXPECT_LE(ended("tick") - finished, 1u);
  std::set<TimePoint> planned;
  for (const JobRun& run : runs("tick")) EXPECT_TRUE(planned.insert(run.planned).second);
}

TEST_F(SchedulersTest, AWishIsRunByOneOfThoseWhoSeeIt) {
  startProcess();
  startProcess();
  openStorage();
  constexpr std::size_t kWishes = 60;
  for (std::size_t n = 1; n <= kWishes; ++n) {
    ASSERT_TRUE(inUnit(*storage, [&](UnitOfWork& work) -> Result<void> {
      HUB_TRY(now, work.time());
      return work.jobs().ask("wish", "li", now);
    }));
    ASSERT_TRUE(waitFor([&] { return ended("wish") >= n; })) << "nobody took wish " << n;
  }
  std::this_thread::sleep_for(200ms);

  EXPECT_EQ(ended("wish"), kWishes);
  EXPECT_EQ(runs("wish").size(), kWishes);
}

}  // namespace
}  // namespace hub::jobs
