// Rows that the program before the devices and the quality rules has written, or still writes.
#include "adapters/mysql/compression.h"
#include "adapters/mysql/migration_files.h"
#include "adapters/mysql/schema_version.h"
#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using mysql_tests::must;

constexpr std::size_t kStepsBefore = 7;

constexpr const char* kPeerSql = R"sql(
  INSERT INTO peer (id, name, role, suspended, province_id, province_code, reg_version, upstream,
  register_url, g_url, last_version_check, details) VALUES (?, ?, 'province', 0, ?, '10010', 1, 1, '', '',
  NULL, ?)
)sql";
constexpr const char* kBatchSql = R"sql(
  INSERT INTO batch (peer_id, channel, enterprise_code, content_md5, received, records, stored,
  unchanged, superseded, findings, blocks, body) VALUES (1, 1, ?, ?, NOW(3), 5, 2, 1, 2, 1, ?, ?)
)sql";
constexpr const char* kFindingSql =
    "INSERT INTO batch_finding (batch_id, enterprise_code, rule, member, detail) VALUES (?, ?, ?, ?, ?)";

/// Exactly what the program before wrote.
constexpr const char* kOldDetails =
    R"({"regions":["330000"],"restcodes":["first"],"profile":{"strict":true,"rejectUnknown":false,)"
    R"("advertiseScheme":false,"extStatTime":true,"tagAlgorithm":"raw-body","sendIsValid":"never",)"
    R"("restcodeKey":"k","enterpriseCodes":{"a":"b"},"dataCodes":{},"inputTypes":{}},"advertise":{}})";

class OlderRows : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const auto bare = must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::bare));
    must(bare->run("CREATE DATABASE " + settings_.schema +
                   " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"));
    auto before = must(hub::mysql::migrationsIn(settings_.migrationsDir, crypto_));
    ASSERT_GT(before.size(), kStepsBefore);
    before.resize(kStepsBefore);
    must(applyMissing(*session(), before));
  }
  void writePeer(int id, const std::string& name, const std::string& details) {
    must(session()->execute(kPeerSql, {id, name, name, details}));
  }
  /// A batch with one finding, by the statements of the program before.
  std::uint64_t writeBatch(const std::string& enterprise, const std::string& member) {
    const auto writer = session();
    must(writer->execute(kBatchSql, {enterprise, std::string(32, 'a'), emptyList_, emptyList_}));
    const auto id = must(writer->lastId());
    must(writer->execute(kFindingSql, {id, enterprise, "unconfigured_code", member, "编码未配置"}));
    return id;
  }
  void expectReadable(hub::mysql::MySqlStorage& storage, std::uint64_t id, const std::string& evidence) {
    const auto work = must(storage.begin());
    const auto batch = must(work->batches().find(hub::BatchId{id}));
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->records, 5u);
    EXPECT_EQ(batch->superseded, 2u);
    EXPECT_EQ(batch->suspect, 0u);
    EXPECT_EQ(batch->rejected, 0u);
    EXPECT_EQ(batch->findings, 1u);
    const auto findings = must(work->batches().findings(hub::BatchId{id}));
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].rule, "unconfigured_code");
    EXPECT_EQ(findings[0].version, 1u);
    EXPECT_EQ(findings[0].code, "");
    EXPECT_EQ(findings[0].statType, std::nullopt);
    EXPECT_EQ(findings[0].count, 1u);
    EXPECT_EQ(findings[0].first, std::nullopt);
    EXPECT_EQ(findings[0].evidence, evidence);
  }

  const std::string emptyList_ = hub::mysql::compressed("[]");
};

TEST_F(OlderRows, APeerHasTheDefaultsForWhatItsRowDoesNotName) {
  writePeer(1, "whole", kOldDetails);
  writePeer(2, "bare", R"({"profile":{}})");
  const auto storage = migrated();

  const auto work = must(storage->begin());
  const auto whole = must(work->peers().find(hub::PeerId{1}));
  const auto bare = must(work->peers().find(hub::PeerId{2}));

  ASSERT_TRUE(whole && bare);
  EXPECT_TRUE(whole->profile.strict);
  EXPECT_FALSE(whole->profile.advertiseScheme);
  EXPECT_EQ(whole->profile.tagAlgorithm, "raw-body");
  EXPECT_EQ(whole->profile.enterpriseCodes.at("a"), "b");
  EXPECT_EQ(whole->profile.validNumeric, schemas::ValidNumeric::refused);
  EXPECT_EQ(whole->profile.faultyRecords, hub::FaultyRecords::byRole);
  EXPECT_FALSE(whole->profile.asciiReplies);
  EXPECT_FALSE(whole->profile.fieldEncryption);
  EXPECT_EQ(whole->profile.uploadTime, "");
  EXPECT_EQ(whole->device, std::nullopt);
  const hub::PeerProfile defaults;
  EXPECT_EQ(bare->profile.advertiseScheme, defaults.advertiseScheme);
  EXPECT_EQ(bare->profile.tagAlgorithm, defaults.tagAlgorithm);
  EXPECT_EQ(bare->profile.sendIsValid, defaults.sendIsValid);
  EXPECT_EQ(bare->profile.restcodeKey, defaults.restcodeKey);
  EXPECT_EQ(must(work->peers().upstreams()).size(), 2u);
}

TEST_F(OlderRows, BatchesAndFindingsStayReadable) {
  const auto named = writeBatch("91330000573973053F", "data[3].dataCode"), unnamed = writeBatch("E2", "");

  const auto storage = migrated();

  expectReadable(*storage, named, "data[3].dataCode 编码未配置");
  expectReadable(*storage, unnamed, "编码未配置");
}

TEST_F(OlderRows, TheProgramBeforeGoesOnWriting) {
  const auto storage = migrated();

  writePeer(1, "late", kOldDetails);
  const auto id = writeBatch("91330000573973053F", "");

  EXPECT_EQ(must(must(storage->begin())->peers().find(hub::PeerId{1}))->name, "late");
  expectReadable(*storage, id, "编码未配置");
}

}  // namespace
