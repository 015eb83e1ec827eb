#include <gtest/gtest.h>

#include <set>

#include "hub/conformance/report_text.h"
#include "hub/conformance/run.h"
#include "tests/unit/hub/conformance/platform_faults.h"

namespace hub::conformance {
namespace {

std::string told(const Finding& finding) {
  std::string words = finding.check.id + " " + nameOf(finding.outcome.verdict) + " " + finding.outcome.reason;
  for (const Evidence& one : finding.outcome.evidence) words += "\n    " + one.asked + ": " + one.observed;
  return words;
}

Report runAgainst(SoundPeer& sound, Partner& partner, const Target& target, const std::string& clause = {}) {
  Stranger stranger(sound);
  Session session({partner, &stranger, sound.clock, sound.crypto}, target);
  return run(session, checksFor(target), clause);
}

/// Every check of the run must conform; these cannot be judged.
void expectSound(const Report& report, const std::set<std::string>& notJudged = {}) {
  EXPECT_EQ(report.stopped, "");
  for (const Finding& finding : report.findings) {
    const Verdict expected = notJudged.contains(finding.check.id) ? Verdict::notJudged : Verdict::conforms;
    EXPECT_EQ(finding.outcome.verdict, expected) << told(finding);
  }
}

class SeededFaults : public testing::Test {
 protected:
  /// The check that is named finds the fault, and it is as binding as it says.
  static void expectFound(Role role, const std::vector<SeededFault>& faults) {
    for (const SeededFault& fault : faults) {
      SoundPeer sound(role);
      FaultyPeer faulty(sound, fault.tamper);
      // What holds of all replies needs all of them.
      const std::string clause = std::string_view(fault.check).starts_with("N-7/") ? "" : fault.check;
      const Report report = runAgainst(sound, faulty, sound.target(), clause);
      bool isFound = false;
      std::string all;
      for (const Finding& finding : report.findings) {
        if (finding.check.id != fault.check) continue;
        isFound = finding.outcome.verdict == Verdict::fails;
        all = told(finding);
        EXPECT_TRUE(finding.check.severity == Severity::should || !report.conforms()) << fault.name;
      }
      EXPECT_TRUE(isFound) << fault.check << " misses: " << fault.name << "\n" << all;
    }
  }
};

TEST(SoundPlatform, ConformsInEveryCheck) {
  SoundPeer sound(Role::province);
  const Report report = runAgainst(sound, sound, sound.target());
  expectSound(report);
  EXPECT_TRUE(report.conforms());
  EXPECT_GT(report.findings.size(), 100u);
  EXPECT_LT(report.requests, sound.target().requestsMax);
}

TEST(SoundPlatform, ConformsAgainWhenItIsTestedAgain) {
  SoundPeer sound(Role::province);
  runAgainst(sound, sound, sound.target());
  sound.clock.advance(std::chrono::seconds(30));
  expectSound(runAgainst(sound, sound, sound.target()));
}

TEST(SoundPlatform, ConformsWithAddressesInThePrintedForm) {
  SoundPeer sound(Role::province);
  FaultyPeer printed(sound, inReply("/", "https://", ""));
  const Report report = runAgainst(sound, printed, sound.target());
  EXPECT_TRUE(report.conforms());
  EXPECT_EQ(report.of(Severity::should).fails, 1);
}

TEST(SoundPlatform, NeedNotOfferTheOptionalDownloads) {
  SoundPeer sound(Role::province);
  FaultyPeer without(sound, [](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    if (goesTo(call, "/downloadConfigData") || goesTo(call, "/downloadEnergyData"))
      return CallReply{404, kE2002, std::nullopt, "application/json; charset=UTF-8"};
    return state.forward(call);
  });
  const Report report = runAgainst(sound, without, sound.target());
  EXPECT_TRUE(report.conforms());
  for (const Finding& finding : report.findings)
    EXPECT_NE(finding.outcome.verdict, Verdict::fails) << told(finding);
  EXPECT_GE(report.of(Severity::optional).notJudged, 10);
}

TEST(SoundPlatform, ConformsAsSeenByADevice) {
  SoundPeer sound(Role::device);
  const Report report = runAgainst(sound, sound, sound.target());
  expectSound(report);
  EXPECT_TRUE(report.conforms());
}

TEST(SoundPlatform, ConformsAsSeenByTheNationalNode) {
  SoundPeer sound(Role::province);
  Target target = sound.target();
  target.role = Role::national;
  expectSound(runAgainst(sound, sound, target));
}

TEST(ReadOnly, LeavesTheOtherSideUntouched) {
  SoundPeer sound(Role::province);
  Target target = sound.target();
  target.readOnly = true;
  const Report report = runAgainst(sound, sound, target);
  EXPECT_TRUE(report.conforms());
  const auto tables = sound.storage.tables();
  EXPECT_TRUE(tables.enterprises->empty());
  EXPECT_TRUE(tables.blocks->empty());
  EXPECT_TRUE(tables.batches->empty());
}

TEST(RequestsMax, IsNeverExceeded) {
  SoundPeer sound(Role::province);
  Target target = sound.target();
  target.requestsMax = 20;
  int calls = 0;
  FaultyPeer counting(sound, [&](const Call& call, Tampering& state) -> tl::expected<CallReply, CallFailure> {
    ++calls;
    return state.forward(call);
  });
  const Report report = runAgainst(sound, counting, target);
  EXPECT_LE(calls, 20);
  EXPECT_EQ(report.of(Severity::must).fails, 0);
  EXPECT_GT(report.of(Severity::must).notJudged, 0);
}

TEST_F(SeededFaults, OfRegistrationVersionAndBaseDataAreFound) {
  expectFound(Role::province, registrationFaults());
}
TEST_F(SeededFaults, OfUploadsAreFound) { expectFound(Role::province, uploadFaults()); }
TEST_F(SeededFaults, OfDownloadsAreFound) { expectFound(Role::province, downloadFaults()); }
TEST_F(SeededFaults, OfTransportAreFound) { expectFound(Role::province, transportFaults()); }
TEST_F(SeededFaults, OfTheNationalNodeAreFound) { expectFound(Role::province, nodeFaults()); }
TEST_F(SeededFaults, OfTheDeviceProfileAreFound) { expectFound(Role::device, deviceFaults()); }

TEST_F(SeededFaults, APlatformThatLetsStrangersInIsFound) {
  SoundPeer sound(Role::province);
  Session session({sound, &sound, sound.clock, sound.crypto}, sound.target());
  const Report report = run(session, checksFor(sound.target()), "N-6/certificate");
  EXPECT_EQ(report.findings.front().outcome.verdict, Verdict::fails);
  EXPECT_FALSE(report.conforms());
}

TEST_F(SeededFaults, EveryCheckHasAtLeastOne) {
  std::set<std::string> seeded{"N-6/certificate"};
  for (const auto& faults : {registrationFaults(), uploadFaults(), downloadFaults(), transportFaults(),
                             nodeFaults(), deviceFaults()})
    for (const SeededFault& fault : faults) seeded.insert(fault.check);
  SoundPeer platform(Role::province), device(Role::device);
  // The checks that each message gets from one table need a fault in one message only.
  const auto shared = [&](const std::string& id) {
    const std::string name = id.substr(id.rfind('/'));
    return std::any_of(seeded.begin(), seeded.end(),
                       [&](const std::string& other) { return other.ends_with(name); });
  };
  for (const Target& target : {platform.target(), device.target()})
    for (const Check& check : checksFor(target))
      EXPECT_TRUE(seeded.contains(check.id) || shared(check.id)) << check.id;
}

TEST(Run, EndsWhenNobodyAnswers) {
  SoundPeer sound(Role::province);
  FaultyPeer silent(sound, [](const Call&, Tampering&) -> tl::expected<CallReply, CallFailure> {
    return tl::unexpected(CallFailure{TransportFault::connect, "refused"});
  });
  const Report report = runAgainst(sound, silent, sound.target());
  EXPECT_NE(report.stopped, "");
  EXPECT_FALSE(report.conforms());
  EXPECT_LT(report.requests, 10);
}

}  // namespace
}  // namespace hub::conformance
