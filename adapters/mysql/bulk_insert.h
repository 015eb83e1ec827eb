// Many rows in few statements: the difference between 3 000 and 100 000 rows a second (reliability.md,
// Connector/C++).
#pragma once

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/mysql/session.h"

namespace hub::mysql {

struct BulkInsert {
  std::string_view head;  // INSERT INTO t (a, b) VALUES
  std::string_view tail;  // ON DUPLICATE KEY UPDATE …, or empty
  std::size_t columns = 0;
  std::string_view row = {};        // of one row, where columns are more than placeholders
  std::size_t rowsMax = 256;        // rows in one statement
  std::size_t bytesMax = 4u << 20;  // well below max_allowed_packet, whose default is 16 MiB
};

/// How many of `remaining` rows go into the next statement: all when they are few, else a power of two, so
/// that a session meets few different statements and keeps them prepared.
inline std::size_t rowsOfNext(std::size_t remaining, std::size_t rowsMax) {
  constexpr std::size_t kFew = 16;
  const std::size_t most = std::min(remaining, rowsMax);
  return most <= kFew ? most : std::bit_floor(most);
}

/// The last one repeated up to the next power of two, for conditions that hold however often they are named.
template <class T>
std::vector<T> padded(std::vector<T> items) {
  if (!items.empty()) items.resize(std::bit_ceil(items.size()), items.back());
  return items;
}

/// `items` in pieces of at most `most`, each padded.
template <class T>
std::vector<std::vector<T>> inChunks(const std::vector<T>& items, std::size_t most) {
  std::vector<std::vector<T>> chunks;
  for (std::size_t from = 0; from < items.size(); from += most) {
    const auto first = items.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last = items.begin() + static_cast<std::ptrdiff_t>(std::min(from + most, items.size()));
    chunks.push_back(padded(std::vector<T>(first, last)));
  }
  return chunks;
}

/// `parametersOf(record)` gives the columns of its row.
template <class Record, class ParametersOf>
Result<void> insertAll(Session& session, const BulkInsert& insert, const std::vector<Record>& records,
                       ParametersOf parametersOf) {
  std::size_t done = 0;
  while (done < records.size()) {
    Parameters parameters;
    const std::size_t most = rowsOfNext(records.size() - done, insert.rowsMax);
    parameters.reserve(most * insert.columns);
    std::size_t rows = 0, bytes = 0;
    while (rows < most && bytes < insert.bytesMax) {
      for (Parameter& parameter : parametersOf(records[done])) {
        bytes += parameter.bytes();
        parameters.push_back(std::move(parameter));
      }
      ++rows;
      ++done;
    }
    std::string sql(insert.head);
    if (insert.row.empty()) sql += placeholders(rows, insert.columns);
    for (std::size_t i = 0; !insert.row.empty() && i < rows; ++i) (sql += i > 0 ? "," : "") += insert.row;
    sql += insert.tail;
    HUB_CHECK(session.execute(sql, parameters));
  }
  return {};
}

}  // namespace hub::mysql
