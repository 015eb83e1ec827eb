// What the edge tells the hub about a request. It sends these and no header of the client, so none can be
// spoofed.
#pragma once

namespace hub::http {

inline constexpr const char* kSecretHeader = "X-Nenghub-Edge";              // installation secret
inline constexpr const char* kCertificateHeader = "X-Nenghub-Certificate";  // leaf, PEM, URL-encoded
inline constexpr const char* kAddressHeader = "X-Nenghub-Address";
inline constexpr const char* kRequestIdHeader = "X-Nenghub-Request";

}  // namespace hub::http
