// One TLS connection of a load run: a state machine that never waits.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <string>

#include "adapters/partners/http_answer.h"
#include "adapters/partners/load_client.h"

namespace hub::partners {

/// Opens itself when it is needed and keeps the connection while the peer does. Used by one thread.
class LoadConnection final {
 public:
  enum class Step { wantsRead, wantsWrite, answered, failed };

  LoadConnection(SSL_CTX* context, const LoadTarget& target) : context_(context), target_(target) {}
  ~LoadConnection() { close(); }
  LoadConnection(const LoadConnection&) = delete;
  LoadConnection& operator=(const LoadConnection&) = delete;

  /// Takes a request; drive() sends it.
  void begin(LoadBody body);
  /// Goes as far as the socket lets it; to be called again when the socket is ready for what it says.
  Step drive();
  /// Ends the request under way as failed.
  Step giveUp(std::string why) { return failed(std::move(why)); }
  void close();

  /// -1 while there is none; a new one after each connect.
  int socket() const { return socket_; }
  bool isBusy() const { return part_ != Part::idle; }
  std::chrono::steady_clock::time_point begun() const { return begun_; }
  const HttpAnswer& answer() const { return answer_; }
  const std::string& fault() const { return fault_; }
  std::uint64_t opened() const { return opened_; }

 private:
  enum class Part { idle, connecting, shaking, sending, receiving };

  Step open();
  Step finishConnect();
  Step shake();
  Step send();
  Step receive();
  Step afterEnd();
  Step waitFor(int returned);
  Step failed(std::string why);

  SSL_CTX* context_;
  const LoadTarget& target_;
  SSL* ssl_ = nullptr;
  int socket_ = -1;
  Part part_ = Part::idle;
  bool isFresh_ = false;  // no request has been answered on this connection yet
  std::string head_;      // with the body's own part
  std::shared_ptr<const std::string> rest_;
  std::size_t sent_ = 0;
  HttpAnswer answer_;
  std::string fault_;
  std::chrono::steady_clock::time_point begun_;
  std::uint64_t opened_ = 0;
};

}  // namespace hub::partners
