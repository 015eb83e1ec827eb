#include "adapters/partners/load_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "adapters/partners/load_connection.h"
#include "adapters/partners/sigpipe_guard.h"

namespace hub::partners {
namespace {

using Time = std::chrono::steady_clock;
constexpr int kLookAtTimeoutsMs = 500;

tl::unexpected<Error> fileFault(const std::string& file) {
  char text[256] = {};
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  return fail(Failure::internal, {}, file + ": " + text);
}

}  // namespace

struct LoadClient::TlsContext {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());

  TlsContext() = default;
  ~TlsContext() { SSL_CTX_free(context); }
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;
};

/// One run: the connections and the epoll that says which of them can go on.
class LoadClient::Loop final {
 public:
  Loop(const LoadClient& client, const Next& next, const Answered& answered)
      : settings_(client.settings_), next_(next), answered_(answered), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    for (int i = 0; i < settings_.connections; ++i)
      seats_.push_back({std::make_unique<LoadConnection>(client.context_->context, client.target_), 0, 0});
  }
  ~Loop() {
    if (epoll_ >= 0) ::close(epoll_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  Result<LoadRun> run() {
    if (epoll_ < 0) return fail(Failure::internal, {}, std::string("epoll: ") + std::strerror(errno));
    const auto start = Time::now();
    for (Seat& seat : seats_) goOn(seat);
    while (busy_ > 0 && faults_ < kFaultsMax) turn();
    run_.took = Time::now() - start;
    for (const Seat& seat : seats_) run_.connectionsOpened += seat.connection->opened();
    if (faults_ >= kFaultsMax) return fail(Failure::unreachable, {}, lastFault_);
    return run_;
  }

 private:
  struct Seat {
    std::unique_ptr<LoadConnection> connection;
    std::uint64_t watched = 0;  // which of the connections it has opened epoll knows
    std::uint32_t events = 0;
  };

  void turn() {
    epoll_event ready[256];
    const int count = epoll_wait(epoll_, ready, 256, kLookAtTimeoutsMs);
    for (int i = 0; i < count; ++i) {
      Seat& seat = seats_[ready[i].data.u32];
      if (seat.connection->isBusy())
        advance(seat, seat.connection->drive());
      else
        seat.connection->close();  // the peer ended it; a closed socket leaves epoll by itself
    }
    if (Time::now() - looked_ > std::chrono::milliseconds(kLookAtTimeoutsMs)) lookAtTimeouts();
  }

  // An idle seat takes the next request and goes as far as it can.
  void goOn(Seat& seat) {
    auto body = next_();
    if (!body) return;
    run_.bytesSent += body->own.size() + (body->shared ? body->shared->size() : 0);
    ++busy_;
    seat.connection->begin(std::move(*body));
    advance(seat, seat.connection->drive());
  }

  void advance(Seat& seat, LoadConnection::Step step) {
    switch (step) {
      case LoadConnection::Step::wantsRead:
        return watch(seat, EPOLLIN);
      case LoadConnection::Step::wantsWrite:
        return watch(seat, EPOLLOUT);
      case LoadConnection::Step::answered:
        faults_ = 0;
        return finish(seat, {seat.connection->answer().status(), seat.connection->answer().body()});
      case LoadConnection::Step::failed:
        ++faults_;
        lastFault_ = seat.connection->fault();
        return finish(seat, {0, seat.connection->fault()});
    }
  }

  void finish(Seat& seat, LoadAnswer answer) {
    answer.took = Time::now() - seat.connection->begun();
    --busy_;
    if (settings_.reconnect) seat.connection->close();
    answered_(answer);
    if (faults_ < kFaultsMax) pending_.push_back(&seat);
    if (!isDraining_) drain();
  }

  // Not by recursion: a peer that answers at once would fill the stack.
  void drain() {
    isDraining_ = true;
    while (!pending_.empty()) {
      Seat* seat = pending_.back();
      pending_.pop_back();
      goOn(*seat);
    }
    isDraining_ = false;
  }

  void watch(Seat& seat, std::uint32_t events) {
    const bool isNew = seat.connection->opened() != seat.watched;
    if (!isNew && seat.events == events) return;
    epoll_event wish{};
    wish.events = events;
    wish.data.u32 = static_cast<std::uint32_t>(&seat - seats_.data());
    epoll_ctl(epoll_, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, seat.connection->socket(), &wish);
    seat.watched = seat.connection->opened();
    seat.events = events;
  }

  void lookAtTimeouts() {
    looked_ = Time::now();
    for (Seat& seat : seats_) {
      if (!seat.connection->isBusy() || looked_ - seat.connection->begun() < settings_.answerMax) continue;
      advance(seat, seat.connection->giveUp("no answer in time"));
    }
  }

  const LoadClientSettings& settings_;
  const Next& next_;
  const Answered& answered_;
  const int epoll_;
  std::vector<Seat> seats_;
  std::vector<Seat*> pending_;
  bool isDraining_ = false;
  int busy_ = 0, faults_ = 0;
  std::string lastFault_;
  Time::time_point looked_ = Time::now();
  LoadRun run_;
};

LoadClient::LoadClient(const LoadTarget& target, const LoadClientSettings& settings,
                       std::unique_ptr<TlsContext> context)
    : target_(target), settings_(settings), context_(std::move(context)) {}

LoadClient::~LoadClient() = default;

Result<std::unique_ptr<LoadClient>> LoadClient::make(const LoadTarget& target,
                                                     const LoadClientSettings& settings) {
  auto tls = std::make_unique<TlsContext>();
  SSL_CTX* context = tls->context;
  ERR_clear_error();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context, settings.caFile.c_str(), nullptr) != 1)
    return fileFault(settings.caFile);
  if (!settings.certificateFile.empty()) {
    if (SSL_CTX_use_certificate_chain_file(context, settings.certificateFile.c_str()) != 1)
      return fileFault(settings.certificateFile);
    if (SSL_CTX_use_PrivateKey_file(context, settings.keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
      return fileFault(settings.keyFile);
  }
  return std::unique_ptr<LoadClient>(new LoadClient(target, settings, std::move(tls)));
}

Result<LoadRun> LoadClient::run(const Next& next, const Answered& answered) {
  const SigpipeGuard guard;
  return Loop(*this, next, answered).run();
}

}  // namespace hub::partners
