#include "adapters/http/plain_server.h"

#include <pistache/endpoint.h>
#include <pistache/http.h>

#include <condition_variable>
#include <mutex>

#include "adapters/http/listen_address.h"

namespace hub::http {
namespace {

/// The edge closes idle connections long before; a shorter time here would break requests that are just on
/// the way.
constexpr std::chrono::minutes kIdleTime{10};

/// Counts requests from their arrival until the answer has been written or its connection is gone.
class RunningRequests {
 public:
  /// Lives as long as the request; null after close().
  std::shared_ptr<void> enter() {
    const std::lock_guard lock(mutex_);
    if (closed_) return nullptr;
    ++count_;
    return {this, [](RunningRequests* self) { self->leave(); }};
  }

  void closeAndWait(std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    closed_ = true;
    empty_.wait_for(lock, longest, [this] { return count_ == 0; });
  }

 private:
  void leave() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) empty_.notify_all();
  }

  std::mutex mutex_;  // guards count_ and closed_
  std::condition_variable empty_;
  int count_ = 0;
  bool closed_ = false;
};

/// Outlives the endpoint: an unwritten answer may hold its count until the endpoint is destroyed.
struct Shared {
  PlainServerSettings settings;
  PlainServer::Handler handler;
  Log& log;
  RunningRequests running;
};

std::string headerOf(const Pistache::Http::Request& request, const std::string& name) {
  const auto raw = request.headers().tryGetRaw(name);
  return raw ? raw->value() : std::string();
}

/// A header of any name. Pistache writes no raw headers into answers.
class ReplyHeader final : public Pistache::Http::Header::Header {
 public:
  ReplyHeader(std::string name, std::string value) : name_(std::move(name)), value_(std::move(value)) {}
  const char* name() const override { return name_.c_str(); }
  std::uint64_t hash() const override { return Pistache::Http::Header::detail::hash(name_.c_str()); }
  void write(std::ostream& out) const override { out << value_; }

 private:
  std::string name_;
  std::string value_;
};

/// `written` is let go when the answer is on the wire, when that fails, or with its connection.
void send(const PlainReply& reply, Pistache::Http::ResponseWriter& response, std::shared_ptr<void> written) {
  response.headers().add(std::make_shared<ReplyHeader>("Content-Type", reply.contentType));
  for (const auto& [name, value] : reply.headers)
    response.headers().add(std::make_shared<ReplyHeader>(name, value));
  response.send(static_cast<Pistache::Http::Code>(reply.status), reply.body)
      .then([written](ssize_t) {}, [written](std::exception_ptr) {});
}

/// Cloned by Pistache for each of its threads.
class PistacheHandler final : public Pistache::Http::Handler {
  HTTP_PROTOTYPE(PistacheHandler)

  explicit PistacheHandler(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

  // A handler that throws anything but std::exception would end the process, and what() would go to the
  // client.
  void onRequest(const Pistache::Http::Request& request, Pistache::Http::ResponseWriter response) override {
    try {
      const std::shared_ptr<void> running = shared_->running.enter();
      send(running ? answer(request) : shared_->settings.whenStopping, response, running);
    } catch (...) {
      shared_->log.error("http_answer_not_sent");
    }
  }

  void onTimeout(const Pistache::Http::Request&, Pistache::Http::ResponseWriter) override {}

 private:
  PlainReply answer(const Pistache::Http::Request& request) const {
    const PlainRequest plain{Pistache::Http::methodString(request.method()), request.resource(),
                             request.body(),
                             [&request](const std::string& name) { return headerOf(request, name); }};
    try {
      return shared_->handler(plain);
    } catch (const std::exception& thrown) {
      shared_->log.error("http_handler_threw", {{"path", plain.path}, {"cause", thrown.what()}});
    } catch (...) {
      shared_->log.error("http_handler_threw", {{"path", plain.path}});
    }
    return shared_->settings.whenThrown;
  }

  std::shared_ptr<Shared> shared_;
};

Pistache::Http::Endpoint::Options optionsOf(const PlainServerSettings& settings) {
  using Pistache::Tcp::Options;
  return Pistache::Http::Endpoint::options()
      .threads(settings.threads)
      .flags(Options::ReuseAddr | Options::NoDelay | Options::CloseOnExec)
      .maxRequestSize(settings.requestBytesMax)
      .headerTimeout(kIdleTime)
      .bodyTimeout(kIdleTime)
      .keepaliveTimeout(kIdleTime);
}

}  // namespace

struct PlainServer::Inside {
  Inside(std::shared_ptr<Shared> s, const Pistache::Address& address)
      : shared(std::move(s)), endpoint(address) {}

  std::shared_ptr<Shared> shared;
  Pistache::Http::Endpoint endpoint;
  bool stopped = false;
};

Result<std::unique_ptr<PlainServer>> PlainServer::start(PlainServerSettings settings, Handler handler,
                                                        Log& log) {
  if (!isPrivateAddress(settings.address))
    return fail(Failure::notPermitted, {}, "not a loopback or private IPv4 address: " + settings.address);
  try {
    const Pistache::Address address(settings.address, Pistache::Port(settings.port));
    auto inside = std::make_unique<Inside>(
        std::make_shared<Shared>(std::move(settings), std::move(handler), log), address);
    inside->endpoint.init(optionsOf(inside->shared->settings));
    inside->endpoint.setHandler(Pistache::Http::make_handler<PistacheHandler>(inside->shared));
    inside->endpoint.serveThreaded();
    return std::unique_ptr<PlainServer>(new PlainServer(std::move(inside)));
  } catch (const std::exception& thrown) {
    return fail(Failure::unreachable, {}, std::string("cannot listen: ") + thrown.what());
  }
}

PlainServer::PlainServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

PlainServer::~PlainServer() { stop(); }

std::uint16_t PlainServer::port() const { return static_cast<std::uint16_t>(inside_->endpoint.getPort()); }

void PlainServer::stop() {
  if (std::exchange(inside_->stopped, true)) return;
  inside_->shared->running.closeAndWait(inside_->shared->settings.stopWait);
  inside_->endpoint.shutdown();
}

}  // namespace hub::http
