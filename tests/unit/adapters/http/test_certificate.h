// A certificate whose digest is known from `openssl x509 -outform DER | sha256sum`.
#pragma once

#include <string>
#include <string_view>

namespace tests {

inline const std::string kPem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBfTCCASOgAwIBAgIUPDmbDs+z9vAyvlVN+/fyemJkjPAwCgYIKoZIzj0EAwIw\n"
    "FDESMBAGA1UEAwwJdW5pdCB0ZXN0MB4XDTI2MTEyMTA0MTkzNVoXDTM2MTExODA0\n"
    "MTkzNVowFDESMBAGA1UEAwwJdW5pdCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0D\n"
    "AQcDQgAE34dvC6W6I+SsjfWgn9WTODVIjX6vW8u8YXKflkny7D0uaKQk6k2LbLPU\n"
    "/rj09kKuf8qovm26f/XjSb7S5pRfqqNTMFEwHQYDVR0OBBYEFFTbj8HFaHsZnkZo\n"
    "hfjCTuG6x80YMB8GA1UdIwQYMBaAFFTbj8HFaHsZnkZohfjCTuG6x80YMA8GA1Ud\n"
    "EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgSBFohpJ+VjqqwxiK3/qPRhWj\n"
    "IJY3sDbH6iyVJDRsPhECIQCrBfB7a2bobLVhyRYMEVpwz/k7odkjD1BqHJMbze9g\n"
    "XA==\n"
    "-----END CERTIFICATE-----\n";
inline const std::string kPemSha256 = "b504cb75bcede936418fdf0438df0559f9fcc636e44f2db48b6da1ab4195192d";

/// As nginx writes $ssl_client_escaped_cert.
inline std::string escaped(std::string_view pem) {
  std::string out;
  for (const char c : pem) {
    switch (c) {
      case '\n':
        out += "%0A";
        break;
      case ' ':
        out += "%20";
        break;
      case '+':
        out += "%2B";
        break;
      case '/':
        out += "%2F";
        break;
      case '=':
        out += "%3D";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

}  // namespace tests
