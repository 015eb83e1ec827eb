// One HTTP/1.1 answer, read from the pieces in which it arrives.
#pragma once

#include <string>
#include <string_view>

namespace hub::partners {

/// By Content-Length, in chunks, or until the peer closes. Interim answers (1xx) are passed over. At most 64
/// KiB of head and 64 MiB of body. One request at a time: bytes behind the answer are a fault.
class HttpAnswer final {
 public:
  enum class Progress { more, whole, broken };

  Progress take(std::string_view bytes);
  /// The peer has closed.
  Progress end();
  void clear();

  int status() const { return status_; }
  const std::string& body() const { return body_; }
  /// The connection must not be used again.
  bool closes() const { return closes_; }
  bool hasBegun() const { return status_ != 0 || !unread_.empty(); }

 private:
  enum class Part { head, sized, chunkSize, chunk, chunkEnd, trailer, untilEnd };

  Progress step();
  Progress readHead();
  bool readField(std::string_view line);
  Progress readSized();
  Progress readChunkSize();
  Progress readTrailer();
  bool move(std::size_t count);

  Part part_ = Part::head;
  std::string unread_, body_;
  int status_ = 0;
  bool closes_ = false, isChunked_ = false, hasLength_ = false;
  std::size_t left_ = 0;  // bytes of the body or of this chunk still to come
};

}  // namespace hub::partners
