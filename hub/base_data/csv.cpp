#include "hub/base_data/csv.h"

namespace hub::base_data {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

tl::unexpected<Error> failAt(std::size_t line, const char* rule) {
  return fail(Failure::malformed, "第" + std::to_string(line) + "行：" + rule);
}

/// Reads cells and counts lines. After cell() the position is on the separator, the line break or the end.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool atEnd() const { return position_ == text_.size(); }
  std::size_t line() const { return line_; }

  Result<std::vector<std::string>> record() {
    std::vector<std::string> cells;
    do {
      HUB_TRY(text, next() == '"' ? quotedCell() : plainCell());
      cells.push_back(std::move(text));
    } while (take(','));
    take('\r');
    if (!take('\n') && !atEnd()) return failAt(line_, "引号后应为逗号或换行");
    ++line_;
    return cells;
  }

 private:
  char next() const { return atEnd() ? '\0' : text_[position_]; }

  bool take(char c) {
    if (next() != c || atEnd()) return false;
    ++position_;
    return true;
  }

  Result<std::string> plainCell() {
    const std::size_t end = std::min(text_.find_first_of(",\r\n\"", position_), text_.size());
    std::string cell(text_.substr(position_, end - position_));
    position_ = end;
    if (next() == '"') return failAt(line_, "引号只能包住整个单元格");
    return cell;
  }

  Result<std::string> quotedCell() {
    const std::size_t opened = line_;
    std::string cell;
    for (++position_; !atEnd(); ++position_) {
      if (next() == '"') {
        ++position_;
        if (next() != '"') return cell;
      }
      if (next() == '\n') ++line_;
      cell += next();
    }
    return failAt(opened, "引号没有结束");
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
};

bool isEmptyLine(const std::vector<std::string>& cells) { return cells.size() == 1 && cells.front().empty(); }

}  // namespace

Result<Csv> parseCsv(std::string_view text) {
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  Csv csv;
  Reader reader(text);
  while (!reader.atEnd()) {
    const std::size_t line = reader.line();
    HUB_TRY(cells, reader.record());
    if (isEmptyLine(cells)) continue;
    if (csv.header.empty()) {
      csv.header = std::move(cells);
      continue;
    }
    if (cells.size() != csv.header.size()) return failAt(line, "单元格个数与表头不同");
    csv.rows.push_back(std::move(cells));
  }
  if (csv.header.empty()) return failAt(1, "缺少表头");
  return csv;
}

}  // namespace hub::base_data
