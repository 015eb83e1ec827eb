// The members of a peer that nobody searches by, as one JSON text (column peer.details).
#pragma once

#include <string>

#include "hub/ports/peer.h"

namespace hub::mysql {

/// Regions, restcodes, profile, advertised addresses.
std::string detailsOf(const Peer& peer);
Result<void> readDetails(std::string_view text, Peer& peer);

/// Addresses by the path of their service.
std::string urlsOf(const Registration& registration);
Result<std::map<Service, std::string>> readUrls(std::string_view text);

}  // namespace hub::mysql
