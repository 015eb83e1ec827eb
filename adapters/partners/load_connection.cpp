#include "adapters/partners/load_connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hub::partners {
namespace {

// Below one TLS record a second write costs more than the copy.
constexpr std::size_t kJoinBelow = 16U << 10;
constexpr int kPieceBytes = 1 << 20;

std::string tlsFault() {
  char text[256] = "connection closed";
  if (const unsigned long code = ERR_get_error(); code != 0) ERR_error_string_n(code, text, sizeof text);
  return text;
}

}  // namespace

void LoadConnection::begin(LoadBody body) {
  const std::size_t size = body.own.size() + (body.shared ? body.shared->size() : 0);
  head_ = "POST " + target_.path + " HTTP/1.1\r\nHost: " + target_.authority +
          "\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: " + std::to_string(size) +
          "\r\n\r\n" + body.own;
  rest_ = std::move(body.shared);
  if (rest_ && rest_->size() < kJoinBelow) {
    head_ += *rest_;
    rest_.reset();
  }
  sent_ = 0;
  fault_.clear();
  answer_.clear();
  begun_ = std::chrono::steady_clock::now();
  part_ = ssl_ ? Part::sending : Part::connecting;
}

LoadConnection::Step LoadConnection::drive() {
  if (socket_ < 0) return open();
  switch (part_) {
    case Part::connecting:
      return finishConnect();
    case Part::shaking:
      return shake();
    case Part::sending:
      return send();
    case Part::receiving:
      return receive();
    case Part::idle:
      return Step::wantsRead;
  }
  return Step::wantsRead;
}

LoadConnection::Step LoadConnection::open() {
  socket_ = ::socket(target_.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return failed(std::string("socket: ") + std::strerror(errno));
  const int now = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
  ++opened_;
  isFresh_ = true;
  part_ = Part::connecting;
  const int code =
      connect(socket_, reinterpret_cast<const sockaddr*>(&target_.address), target_.addressBytes);
  if (code == 0) return finishConnect();
  if (errno == EINPROGRESS) return Step::wantsWrite;
  return failed(std::string("connect: ") + std::strerror(errno));
}

LoadConnection::Step LoadConnection::finishConnect() {
  int fault = 0;
  socklen_t size = sizeof fault;
  getsockopt(socket_, SOL_SOCKET, SO_ERROR, &fault, &size);
  if (fault != 0) return failed(std::string("connect: ") + std::strerror(fault));
  ssl_ = SSL_new(context_);
  if (!ssl_ || SSL_set_fd(ssl_, socket_) != 1) return failed("no TLS object");
  SSL_set_connect_state(ssl_);
  part_ = Part::shaking;
  return shake();
}

LoadConnection::Step LoadConnection::shake() {
  ERR_clear_error();
  if (const int code = SSL_do_handshake(ssl_); code != 1) return waitFor(code);
  part_ = Part::sending;
  return send();
}

LoadConnection::Step LoadConnection::send() {
  const std::size_t total = head_.size() + (rest_ ? rest_->size() : 0);
  while (sent_ < total) {
    const bool isHead = sent_ < head_.size();
    const std::string_view left = isHead ? std::string_view(head_).substr(sent_)
                                         : std::string_view(*rest_).substr(sent_ - head_.size());
    ERR_clear_error();
    const int written =
        SSL_write(ssl_, left.data(), static_cast<int>(std::min<std::size_t>(left.size(), kPieceBytes)));
    if (written <= 0) return waitFor(written);
    sent_ += static_cast<std::size_t>(written);
  }
  part_ = Part::receiving;
  return receive();
}

LoadConnection::Step LoadConnection::receive() {
  char buffer[16U << 10];
  while (true) {
    ERR_clear_error();
    const int count = SSL_read(ssl_, buffer, sizeof buffer);
    if (count <= 0) return waitFor(count);
    const auto progress = answer_.take({buffer, static_cast<std::size_t>(count)});
    if (progress == HttpAnswer::Progress::broken) return failed("not an HTTP answer");
    if (progress == HttpAnswer::Progress::whole) break;
  }
  part_ = Part::idle;
  isFresh_ = false;
  if (answer_.closes()) close();
  return Step::answered;
}

LoadConnection::Step LoadConnection::waitFor(int returned) {
  switch (SSL_get_error(ssl_, returned)) {
    case SSL_ERROR_WANT_READ:
      return Step::wantsRead;
    case SSL_ERROR_WANT_WRITE:
      return Step::wantsWrite;
    default:
      return afterEnd();
  }
}

// A kept connection that ends before the answer begins was closed while the request was on its way: once
// more, on a new one, as every HTTP client does.
LoadConnection::Step LoadConnection::afterEnd() {
  if (part_ == Part::receiving && answer_.end() == HttpAnswer::Progress::whole) {
    part_ = Part::idle;
    close();
    return Step::answered;
  }
  const bool isRetried = !isFresh_ && !answer_.hasBegun();
  if (!isRetried) return failed(tlsFault());
  close();
  sent_ = 0;
  answer_.clear();
  return open();
}

LoadConnection::Step LoadConnection::failed(std::string why) {
  fault_ = std::move(why);
  close();
  part_ = Part::idle;
  return Step::failed;
}

void LoadConnection::close() {
  if (ssl_) {
    SSL_set_quiet_shutdown(ssl_, 1);
    SSL_shutdown(ssl_);
    SSL_free(ssl_);
    ssl_ = nullptr;
  }
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

}  // namespace hub::partners
