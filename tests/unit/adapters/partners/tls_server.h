// A small HTTPS server whose behaviour a test writes as a function over the open connection.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/partners/sigpipe_guard.h"
#include "tests/unit/adapters/partners/test_certificates.h"

namespace partners_test {

/// One accepted connection after the handshake.
class Connection {
 public:
  Connection(SSL* ssl, int socket, const std::atomic<bool>& ending)
      : ssl_(ssl), socket_(socket), ending_(ending) {}

  void send(const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
      const int written = SSL_write(ssl_, text.data() + sent, static_cast<int>(text.size() - sent));
      if (written <= 0) return;
      sent += static_cast<std::size_t>(written);
    }
  }
  void answer(int status, const std::string& body, const std::string& headers = {}) {
    send("HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body);
  }
  /// Says nothing until the client gives up or the server ends.
  void silence() {
    pollfd waiting{socket_, POLLIN, 0};
    while (!ending_ && poll(&waiting, 1, 20) == 0) {
    }
  }
  /// Cuts with RST.
  void reset() {
    const linger now{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    SSL_set_quiet_shutdown(ssl_, 1);
    isCut_ = true;
  }
  /// Ends the connection in good order after the answer.
  void finish() { isFinished_ = true; }
  bool isCut() const { return isCut_; }
  bool isOver() const { return isCut_ || isFinished_; }

 private:
  SSL* ssl_;
  int socket_;
  const std::atomic<bool>& ending_;
  bool isCut_ = false;
  bool isFinished_ = false;
};

struct Seen {
  std::string head, body;
  int connection = 0;
};

using Behaviour = std::function<void(Connection&, const Seen&)>;

/// Serves a loopback port until it is destroyed, each connection in a thread of its own.
class TlsServer {
 public:
  TlsServer(const TestCertificates& files, const std::string& certificate, Behaviour behaviour)
      : behaviour_(std::move(behaviour)), context_(SSL_CTX_new(TLS_server_method())) {
    SSL_CTX_use_certificate_chain_file(context_, files.pem(certificate).c_str());
    SSL_CTX_use_PrivateKey_file(context_, files.key(certificate).c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_load_verify_locations(context_, files.pem("ca").c_str(), nullptr);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_session_id_context(context_, reinterpret_cast<const unsigned char*>("t"), 1);
    listen();
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    ending_ = true;
    thread_.join();
    close(listener_);
    SSL_CTX_free(context_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  void limitTo(int version) { SSL_CTX_set_max_proto_version(context_, version); }
  std::string url(const std::string& path = "/x") const {
    return "https://127.0.0.1:" + std::to_string(port_) + path;
  }
  int port() const { return port_; }
  int connections() const { return connections_; }
  std::vector<Seen> seen() const {
    const std::lock_guard lock(seenMutex_);
    return seen_;
  }

 private:
  void listen() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    ::listen(listener_, 8);
  }

  void serve() {
    std::vector<std::thread> conversations;
    pollfd waiting{listener_, POLLIN, 0};
    while (!ending_) {
      if (poll(&waiting, 1, 20) != 1) continue;
      const int socket = accept(listener_, nullptr, nullptr);
      conversations.emplace_back([this, socket, number = ++connections_] { meet(socket, number); });
    }
    for (std::thread& conversation : conversations) conversation.join();
  }

  void meet(int socket, int number) {
    const hub::partners::SigpipeGuard guard;
    SSL* ssl = SSL_new(context_);
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) == 1)
      converse(ssl, socket, number);
    else
      drain(socket);
    SSL_free(ssl);
    close(socket);
  }

  // Closing with unread bytes would cut the connection and take the alert with it.
  void drain(int socket) {
    shutdown(socket, SHUT_WR);
    char buffer[4096];
    pollfd waiting{socket, POLLIN, 0};
    while (!ending_ && (poll(&waiting, 1, 20) == 0 || read(socket, buffer, sizeof buffer) > 0)) {
    }
  }

  void converse(SSL* ssl, int socket, int number) {
    Connection connection(ssl, socket, ending_);
    Seen request;
    while (!ending_ && !connection.isOver() && readRequest(ssl, socket, request)) {
      request.connection = number;
      {
        const std::lock_guard lock(seenMutex_);
        seen_.push_back(request);
      }
      behaviour_(connection, request);
    }
    if (!connection.isCut()) SSL_shutdown(ssl);
  }

  bool readRequest(SSL* ssl, int socket, Seen& request) {
    std::string text;
    char buffer[16384];
    while (true) {
      pollfd waiting{socket, POLLIN, 0};
      while (!ending_ && SSL_pending(ssl) == 0 && poll(&waiting, 1, 20) == 0) {
      }
      if (ending_) return false;
      const int count = SSL_read(ssl, buffer, sizeof buffer);
      if (count <= 0) return false;
      text.append(buffer, static_cast<std::size_t>(count));
      const auto end = text.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      request.head = text.substr(0, end);
      const auto at = request.head.find("Content-Length: ");
      const std::size_t length = at == std::string::npos ? 0 : std::stoul(request.head.substr(at + 16));
      if (text.size() < end + 4 + length) continue;
      request.body = text.substr(end + 4, length);
      return true;
    }
  }

  Behaviour behaviour_;
  SSL_CTX* context_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex seenMutex_;
  std::vector<Seen> seen_;
  std::thread thread_;
};

}  // namespace partners_test
