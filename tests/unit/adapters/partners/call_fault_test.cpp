#include "adapters/partners/call_fault.h"

#include <gtest/gtest.h>

using hub::TransportFault;
using hub::partners::faultOf;

TEST(CallFault, ATimeoutIsNamedByHowFarTheCallCame) {
  EXPECT_EQ(faultOf({CURLE_OPERATION_TIMEDOUT, "", false, false}), TransportFault::dns);
  EXPECT_EQ(faultOf({CURLE_OPERATION_TIMEDOUT, "", true, false}), TransportFault::connect);
  EXPECT_EQ(faultOf({CURLE_OPERATION_TIMEDOUT, "", true, true}), TransportFault::timeout);
}

TEST(CallFault, APeerThatLeavesDuringTheHandshakeIsNoCertificateFault) {
  EXPECT_EQ(faultOf({CURLE_SSL_CONNECT_ERROR, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to x",
                     true, true}),
            TransportFault::reset);
  EXPECT_EQ(faultOf({CURLE_SSL_CONNECT_ERROR, "OpenSSL SSL_connect: Connection reset by peer in connection",
                     true, true}),
            TransportFault::reset);
  EXPECT_EQ(faultOf({CURLE_SSL_CONNECT_ERROR, "error:0A00042E:SSL routines::tlsv1 alert protocol version",
                     true, true}),
            TransportFault::tls);
}

TEST(CallFault, AnAlertAfterTheHandshakeIsTls) {
  EXPECT_EQ(
      faultOf({CURLE_RECV_ERROR, "SSL_read: error:0A00045C::tlsv13 alert certificate required", true, true}),
      TransportFault::tls);
  EXPECT_EQ(faultOf({CURLE_RECV_ERROR, "Recv failure: Connection reset by peer", true, true}),
            TransportFault::reset);
}

TEST(CallFault, NamesTheRest) {
  EXPECT_EQ(faultOf({CURLE_COULDNT_RESOLVE_HOST}), TransportFault::dns);
  EXPECT_EQ(faultOf({CURLE_COULDNT_CONNECT}), TransportFault::connect);
  EXPECT_EQ(faultOf({CURLE_PEER_FAILED_VERIFICATION}), TransportFault::tls);
  EXPECT_EQ(faultOf({CURLE_SSL_CERTPROBLEM}), TransportFault::tls);
  EXPECT_EQ(faultOf({CURLE_FILESIZE_EXCEEDED}), TransportFault::tooLarge);
  EXPECT_EQ(faultOf({CURLE_URL_MALFORMAT}), TransportFault::badUrl);
  EXPECT_EQ(faultOf({CURLE_GOT_NOTHING}), TransportFault::reset);
  EXPECT_EQ(faultOf({CURLE_PARTIAL_FILE}), TransportFault::reset);
}
