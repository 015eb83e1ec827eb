// What the edge tells the hub about a request. It sends these and no header of the client, so none can be
// spoofed.
#pragma once

namespace hub::http {

inline constexpr const char* kSecretHeader = "X-Nenghub-Edge";              // installation secret
inline constexpr const char* kCertificateHeader = "X-Nenghub-Certificate";  // leaf, PEM, URL-encoded
inline constexpr const char* kAddressHeader = "X-Nenghub-Address";
inline constexpr const char* kRequestIdHeader = "X-Nenghub-Request";
inline constexpr const char* kListenerHeader = "Nenghub-Listener";  // one of the two below
inline constexpr const char* kWireListener = "wire";
inline constexpr const char* kDeviceListener = "device";

}  // namespace hub::http
