// What a claim costs while the queue grows: bench_queue SOCKET [ROWS...]
//
// Fills a schema of its own on the MariaDB behind SOCKET and drops it at the end. A claim is a whole unit,
// its durable COMMIT included.
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/mysql_storage.h"
#include "adapters/mysql/session.h"

namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

template <class T>
T must(hub::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().cause.c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// How the rows lie; `n` is the number of a row.
struct Layout {
  const char* name;
  const char* enterprise;
  const char* priority;
  const char* due;
  const char* kind = "3";
  bool behindConfiguration = false;
};
constexpr const char* kNow = "UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE";
const Layout kLayouts[] = {
    {"17 000 enterprises alike", "CONCAT('E', LPAD(n % 17000, 6, '0'))", "1", kNow},
    {"one enterprise owns 99 %", "IF(n % 100, 'E000500', CONCAT('E', LPAD(n % 17000, 6, '0')))", "1", kNow},
    {"90 % not due", "CONCAT('E', LPAD(n % 17000, 6, '0'))", "1",
     "UTC_TIMESTAMP(3) + INTERVAL IF(n % 10, 1, -1) DAY"},
    {"six priorities", "CONCAT('E', LPAD(n % 17000, 6, '0'))", "n % 6", kNow},
    {"90 % behind a configuration", "IF(n % 10, 'E000500', CONCAT('F', LPAD(n % 17000, 6, '0')))", "1", kNow,
     "2", true},
};

class Bench {
 public:
  explicit Bench(const char* socket) {
    settings_.socket = socket;
    settings_.user = getpwuid(geteuid())->pw_name;
    settings_.schema = "bench_queue_" + std::to_string(getpid());
    settings_.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
    settings_.allowUnsafeFlush = true;
    must(hub::mysql::migrate(settings_, crypto_));
    storage_ = must(hub::mysql::MySqlStorage::open(settings_, crypto_));
    admin_ = must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::migrations));
  }
  ~Bench() { static_cast<void>(hub::mysql::dropDatabase(settings_)); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  void fill(const Layout& layout, std::uint64_t rows);
  void claiming(const char* what, int workers, int each);
  void finishing(int count);
  void reading();

 private:
  hub::ClaimWish wish(int worker) const;
  void run(const std::string& sql) { must(admin_->run(sql)); }

  hub::crypto::OpenSslCrypto crypto_;
  hub::mysql::DatabaseSettings settings_;
  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
  std::unique_ptr<hub::mysql::Session> admin_;
};

/// Milliseconds that `work` took.
double timed(const std::function<void()>& work) {
  const auto begun = steady_clock::now();
  work();
  return duration<double, std::milli>(steady_clock::now() - begun).count();
}

void print(const char* what, std::vector<double> times, double seconds, const char* more = "") {
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times[static_cast<std::size_t>(part * double(times.size() - 1))];
  };
  std::printf("  %-26s p50 %7.2f ms   p99 %7.2f ms   most %7.2f ms   %7.0f/s %s\n", what, at(0.5), at(0.99),
              times.back(), double(times.size()) / seconds, more);
  std::fflush(stdout);
}

hub::ClaimWish Bench::wish(int worker) const {
  hub::ClaimWish wish;
  wish.peer = hub::PeerId{1};
  wish.worker = "w" + std::to_string(worker);
  wish.now = hub::SystemClock().now();
  wish.lease = std::chrono::seconds{600};
  return wish;
}

void Bench::fill(const Layout& layout, std::uint64_t rows) {
  for (const char* table : {"delivery", "delivery_done", "delivery_attempt", "delivery_tally"})
    run(std::string("TRUNCATE TABLE ") + table);
  const double took = timed([&] {
    if (layout.behindConfiguration)
      run("INSERT INTO delivery (peer_id, kind, priority, state, enterprise_code, batch_id, subject, open, "
          "reason, due, created, last_message) VALUES (1, 0, 0, 1, 'E000500', 0, '', 1, 'live', "
          "UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), '')");
    run(std::string(
            "INSERT INTO delivery (peer_id, kind, priority, state, enterprise_code, batch_id, subject, "
            "open, reason, due, created, last_message) SELECT 1, ") +
        layout.kind + ", " + layout.priority + ", 0, " + layout.enterprise + ", n, '', 1, 'live', " +
        layout.due + ", UTC_TIMESTAMP(3), '' FROM (SELECT seq AS n FROM seq_1_to_" + std::to_string(rows) +
        ") s");
    must(admin_->query("ANALYZE TABLE delivery"));
  });
  std::printf("%llu rows, %s (filled in %.1f s)\n", static_cast<unsigned long long>(rows), layout.name,
              took / 1000);
}

void Bench::claiming(const char* what, int workers, int each) {
  std::vector<std::vector<double>> times(static_cast<std::size_t>(workers));
  std::atomic<int> empty{0};
  const double all = timed([&] {
    std::vector<std::thread> threads;
    for (int worker = 0; worker < workers; ++worker)
      threads.emplace_back([&, worker] {
        std::string after;
        for (int i = 0; i < each; ++i) {
          hub::ClaimWish next = wish(worker);
          next.after = after;
          std::vector<hub::Delivery> claimed;
          times[static_cast<std::size_t>(worker)].push_back(timed([&] {
            claimed = must(hub::inUnit(*storage_, [&](auto& work) { return work.deliveries().claim(next); }));
          }));
          if (claimed.empty())
            ++empty;
          else
            after = claimed[0].enterprise;
        }
      });
    for (std::thread& thread : threads) thread.join();
  });
  std::vector<double> together;
  for (const auto& one : times) together.insert(together.end(), one.begin(), one.end());
  print(what, together, all / 1000, empty > 0 ? (std::to_string(empty) + " went away empty").c_str() : "");
}

void Bench::finishing(int count) {
  std::vector<double> times;
  const double all = timed([&] {
    for (int i = 0; i < count; ++i) {
      const auto claimed =
          must(hub::inUnit(*storage_, [&](auto& work) { return work.deliveries().claim(wish(0)); }));
      hub::Outcome outcome;
      outcome.next = hub::DeliveryState::delivered;
      for (const hub::Delivery& held : claimed)
        times.push_back(timed([&] {
          must(hub::inUnit(*storage_, [&](auto& work) { return work.deliveries().record(held, outcome); }));
        }));
    }
  });
  if (!times.empty()) print("record a success", times, all / 1000, "(with its claim)");
}

void Bench::reading() {
  std::vector<double> depths;
  const double all = timed([&] {
    for (int i = 0; i < 50; ++i)
      depths.push_back(timed([&] {
        must(hub::inUnit(*storage_, [&](auto& work) { return work.deliveries().depth(hub::PeerId{1}); }));
      }));
  });
  print("depth and age", depths, all / 1000);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "bench_queue SOCKET [ROWS...]\n");
    return 2;
  }
  std::vector<std::uint64_t> sizes;
  for (int i = 2; i < count; ++i) sizes.push_back(std::strtoull(arguments[i], nullptr, 10));
  if (sizes.empty()) sizes = {1'000, 1'000'000};
  Bench bench(arguments[1]);
  for (const std::uint64_t rows : sizes) {
    for (const Layout& layout : kLayouts) {
      bench.fill(layout, rows);
      const int each = static_cast<int>(std::min<std::uint64_t>(200, rows / 10));
      bench.claiming("claim, one worker", 1, each);
      bench.claiming("claim, eight workers", 8, each / 4);
      bench.finishing(each);
      bench.reading();
    }
  }
  return 0;
}
