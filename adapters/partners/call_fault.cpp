#include "adapters/partners/call_fault.h"

namespace hub::partners {
namespace {

bool mentions(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A peer that goes away during the handshake is restarting; that says nothing about certificates.
TransportFault handshakeFault(std::string_view text) {
  return mentions(text, "SYSCALL") || mentions(text, "reset by peer") ? TransportFault::reset
                                                                      : TransportFault::tls;
}

// In TLS 1.3 the refusal of our certificate arrives as an alert after the handshake, on the first read.
TransportFault exchangeFault(std::string_view text) {
  return mentions(text, " alert ") ? TransportFault::tls : TransportFault::reset;
}

TransportFault timeoutFault(const CallEnd& end) {
  if (!end.resolved) return TransportFault::dns;
  return end.connected ? TransportFault::timeout : TransportFault::connect;
}

}  // namespace

TransportFault faultOf(const CallEnd& end) {
  switch (end.code) {
    case CURLE_URL_MALFORMAT:
      return TransportFault::badUrl;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransportFault::dns;
    case CURLE_COULDNT_CONNECT:
      return TransportFault::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return timeoutFault(end);
    case CURLE_SSL_CONNECT_ERROR:
      return handshakeFault(end.text);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED:
      return TransportFault::tls;
    case CURLE_FILESIZE_EXCEEDED:
      return TransportFault::tooLarge;
    default:
      return exchangeFault(end.text);  // the connection stood and no usable HTTP answer came
  }
}

}  // namespace hub::partners
