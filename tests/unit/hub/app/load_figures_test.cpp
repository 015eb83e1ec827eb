#include "hub/app/load_figures.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

using std::chrono::milliseconds;

constexpr const char* kYes = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";
constexpr const char* kNo = R"({"responseCode":"E2002","responseMessage":"x"})";

std::string lexeme(const schemas::json::Object& row, const std::string& name) {
  for (const auto& member : row)
    if (member.name == name)
      return member.value.number() ? member.value.number()->lexeme : *member.value.text();
  return "absent";
}

TEST(LoadFigures, AcceptsOnlyStatus200WithCode0) {
  EXPECT_TRUE(isAccepted({200, kYes, {}}));
  EXPECT_FALSE(isAccepted({500, kYes, {}}));
  EXPECT_FALSE(isAccepted({200, kNo, {}}));
  EXPECT_FALSE(isAccepted({200, "<html>", {}}));
  EXPECT_FALSE(isAccepted({200, R"({"responseCode":0})", {}}));
  EXPECT_FALSE(isAccepted({0, "connect: refused", {}}));
}

TEST(LoadFigures, OfALongAnswerOnlyTheHeadIsRead) {
  const std::string rest(20'000, 'x');

  EXPECT_TRUE(isAccepted({200, R"({"responseCode":"0",")" + rest, {}}));
  EXPECT_FALSE(isAccepted({200, R"({"responseCode":"E1001",")" + rest, {}}));
  EXPECT_FALSE(isAccepted({200, rest + R"("responseCode":"0")", {}}));
}

TEST(LoadFigures, PercentilesAreTimesThatOccurred) {
  LoadFigures figures;
  for (int i = 100; i >= 1; --i) figures.add({200, kYes, milliseconds(i)});

  EXPECT_DOUBLE_EQ(figures.percentileMs(50), 50);
  EXPECT_DOUBLE_EQ(figures.percentileMs(95), 95);
  EXPECT_DOUBLE_EQ(figures.percentileMs(99), 99);
  EXPECT_DOUBLE_EQ(figures.percentileMs(100), 100);
}

TEST(LoadFigures, AFewAnswersShowTheirSlowestAsP99) {
  LoadFigures figures;
  for (const int took : {3, 900, 2}) figures.add({200, kYes, milliseconds(took)});

  EXPECT_DOUBLE_EQ(figures.percentileMs(99), 900);
  EXPECT_DOUBLE_EQ(figures.percentileMs(50), 3);
  EXPECT_DOUBLE_EQ(LoadFigures().percentileMs(99), 0);
}

TEST(LoadFigures, KeepsTheFirstRefusalShort) {
  LoadFigures figures;
  figures.add({200, kYes, {}});
  figures.add({503, std::string(1000, 'x'), {}});
  figures.add({200, kNo, {}});

  EXPECT_EQ(figures.accepted(), 1u);
  EXPECT_EQ(figures.firstRefusal(), "503 " + std::string(300, 'x'));
}

TEST(LoadFigures, RatesCountAcceptedValuesAndAllRequests) {
  LoadFigures figures;
  figures.add({200, kYes, milliseconds(4)});
  figures.add({200, kYes, milliseconds(4)});
  figures.add({503, "", milliseconds(1)});

  const auto row =
      loadRow(figures, {.run = {.took = milliseconds(500), .connectionsOpened = 2, .bytesSent = 3'000'000},
                        .clientCpuSeconds = 0.25,
                        .valuesPerRequest = 96});

  EXPECT_EQ(lexeme(row, "values_per_s"), "384");
  EXPECT_EQ(lexeme(row, "requests_per_s"), "6.0");
  EXPECT_EQ(lexeme(row, "mb_per_s"), "6.00");
  EXPECT_EQ(lexeme(row, "p99_ms"), "4.00");
  EXPECT_EQ(lexeme(row, "client_cpu_s"), "0.250");
}

TEST(LoadFigures, ARunWithoutTimeHasNoRates) {
  const auto row = loadRow(LoadFigures(), {});

  EXPECT_EQ(lexeme(row, "values_per_s"), "0");
  EXPECT_EQ(lexeme(row, "requests_per_s"), "0.0");
}

}  // namespace
}  // namespace hub::app
