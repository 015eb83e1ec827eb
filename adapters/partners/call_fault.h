// Which transport fault a result of libcurl is.
#pragma once

#include <curl/curl.h>

#include <string_view>

#include "hub/ports/partner.h"

namespace hub::partners {

/// `text` is libcurl's error text; `connected` and `resolved` say how far the call came.
struct CallEnd {
  CURLcode code = CURLE_OK;
  std::string_view text;
  bool resolved = false;
  bool connected = false;
};

TransportFault faultOf(const CallEnd& end);

}  // namespace hub::partners
