#include "adapters/mysql/statement.h"

namespace hub::mysql {

std::string placeholders(std::size_t rows, std::size_t columns) {
  std::string row = "(?";
  for (std::size_t i = 1; i < columns; ++i) row += ",?";
  row += ')';
  std::string result;
  result.reserve(rows * (row.size() + 1));
  for (std::size_t i = 0; i < rows; ++i) {
    if (i > 0) result += ',';
    result += row;
  }
  return result;
}

}  // namespace hub::mysql
