// Comma-separated text as the base-data files are written: UTF-8, header line, RFC 4180 quoting, LF or CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/result.h"

namespace hub::base_data {

struct Csv {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
};

/// A leading BOM and empty lines are skipped. malformed: no header, a quote that does not close or stands
/// inside a cell, a line with more or fewer cells than the header; the detail names the line.
Result<Csv> parseCsv(std::string_view text);

}  // namespace hub::base_data
