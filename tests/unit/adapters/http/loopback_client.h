// One HTTP exchange over a plain socket of this machine, as raw as the test writes it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace tests {

struct RawReply {
  int status = 0;  // 0: no answer
  std::string head;
  std::string body;
};

/// A connection to 127.0.0.1:port. Reads give up after five seconds.
class LoopbackClient final {
 public:
  explicit LoopbackClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval wait{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~LoopbackClient() { ::close(socket_); }
  LoopbackClient(const LoopbackClient&) = delete;
  LoopbackClient& operator=(const LoopbackClient&) = delete;

  bool connected() const { return connected_; }

  void send(const std::string& bytes) const {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t sent = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  RawReply read() const {
    RawReply reply;
    std::string all;
    while (all.find("\r\n\r\n") == all.npos && readMore(all)) {
    }
    const auto end = all.find("\r\n\r\n");
    if (end == all.npos) return reply;
    reply.head = all.substr(0, end);
    reply.body = all.substr(end + 4);
    const auto length = reply.head.find("Content-Length: ");
    const std::size_t expected = length == reply.head.npos ? 0 : std::stoul(reply.head.substr(length + 16));
    while (reply.body.size() < expected && readMore(reply.body)) {
    }
    reply.status = std::stoi(reply.head.substr(9, 3));
    return reply;
  }

 private:
  bool readMore(std::string& into) const {
    char buffer[65536];
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    into.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
};

/// `headers` are complete lines, each with its CRLF.
inline std::string request(const std::string& method, const std::string& path,
                           const std::string& headers = {}, const std::string& body = {}) {
  return method + " " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: keep-alive\r\n" + headers +
         (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body;
}

}  // namespace tests
