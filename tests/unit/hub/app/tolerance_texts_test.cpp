#include "hub/app/tolerance_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace hub::app {
namespace {

namespace fs = std::filesystem;

bool counts(std::string_view line) {
  constexpr std::string_view kMarks[] = {"olerate",       "count(",    "alsoNamed",
                                         "deviceChecked", "mayDepart", "isTrimmed ?"};
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](std::string_view mark) { return line.find(mark) != line.npos; });
}

// OQ-14, F-1.3, N-8.9-D1, G-7.2-D4.
bool isRow(std::string_view text) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
  const bool begins = text.starts_with("OQ-") || text.starts_with("F-") ||
                      ((text.starts_with("N-") || text.starts_with("G-")) && text.size() > 2 &&
                       text[2] >= '0' && text[2] <= '9');
  return begins && text.find_first_not_of(kAllowed) == text.npos;
}

// The ids in quotes on lines that count, or say under which row to count.
std::set<std::string> countedRows(const fs::path& folder) {
  std::set<std::string> rows;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      if (!counts(line)) continue;
      std::size_t from = line.find('"');
      while (from != line.npos) {
        const std::size_t to = line.find('"', from + 1);
        if (to == line.npos) break;
        if (const std::string text = line.substr(from + 1, to - from - 1); isRow(text)) rows.insert(text);
        from = line.find('"', to + 1);
      }
    }
  }
  return rows;
}

TEST(ToleranceTexts, ExplainWhateverReadingCounts) {
  const auto rows = countedRows(fs::path(NENGHUB_SOURCE_DIR) / "schemas");

  for (const char* row : {"OQ-14", "F-1.3", "N-8.9-D1"}) EXPECT_TRUE(rows.contains(row)) << row;
  for (const std::string& row : rows) EXPECT_NE(toleranceText(row), "") << row;
}

TEST(ToleranceTexts, AreEmptyForAnUnknownRow) { EXPECT_EQ(toleranceText("OQ-0"), ""); }

}  // namespace
}  // namespace hub::app
