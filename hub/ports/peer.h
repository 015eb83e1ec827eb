// Who is on the other side: a platform, a device, the node above (N-8.1, OQ-08).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"
#include "schemas/declare/fault.h"

namespace hub {

enum class PeerId : std::uint32_t {};
enum class Role : std::uint8_t { city, province, national, device };

std::string_view nameOf(Role role);
std::optional<Role> roleNamed(std::string_view name);

/// What becomes of a batch with faulty records (OQ-16). byRole: a platform's is refused whole, a device's
/// faulty records go to quarantine and the rest is stored.
enum class FaultyRecords : std::uint8_t { byRole, reject, quarantine };

/// Switches of one peer. Everything off by default, so that a foreign peer gets exactly the documented
/// messages.
struct PeerProfile {
  bool strict = false;  // no tolerance on reading (requirements 0.5)
  bool rejectUnknown =
      false;  // unknown enterprise or unconfigured code is E2002, not a finding (OQ-22, OQ-34)
  schemas::ValidNumeric validNumeric = schemas::ValidNumeric::refused;  // `valid` as 0 and 1 (OQ-24)
  FaultyRecords faultyRecords = FaultyRecords::byRole;
  bool asciiReplies = false;     // Chinese in replies in ASCII escapes: clients with a GBK platform charset
  bool fieldEncryption = false;  // every value of `data` is SM4-ECB hex (field-notes 1.4)
  std::string uploadTime;        // HH:mm:ss, announced at registration; empty = not announced (OQ-17)
  bool advertiseScheme = true;   // addresses with https:// (OQ-03)
  bool extStatTime = false;      // G: STAT_TIME and real-time records (OQ-51)
  std::string tagAlgorithm = "canonical-v1";           // canonical-v1, raw-data or raw-body (OQ-44)
  std::string sendIsValid = "suspicious";              // suspicious, always or never (OQ-53)
  std::string restcodeKey = "restcode";                // G-7.2-D3
  std::map<std::string, std::string> enterpriseCodes;  // ours -> theirs (OQ-47); missing = unchanged
  std::map<std::string, std::string> dataCodes;        // ours -> theirs, by canonical code
  std::map<std::string, std::string> inputTypes;       // G: e.g. 6 -> 4 (OQ-54)
};

/// What makes a peer of Role::device: one end device of one enterprise (field-notes 1.2).
struct Device {
  std::string deviceId;        // 32 lower-case hex; without a certificate it is the secret of the device
  std::string enterpriseCode;  // the only one it may report for
  /// Sources from which it may come without a client certificate: IPv4 or IPv6, with or without a prefix
  /// length. Empty: with its certificate only.
  std::vector<std::string> addresses;
  std::string secretKey;  // SM4 of the field encryption, 32 lower-case hex; empty = none

  bool operator==(const Device&) const = default;
};

/// One row of the registry. A peer may be below us (it calls), above us (we call), or both.
struct Peer {
  PeerId id{};
  std::string name;  // unique, ASCII, for people and metrics
  Role role = Role::city;
  bool suspended = false;
  std::vector<std::string> regions;       // six digits; a prefix ending in 00 covers what lies below it
  std::string provinceId;                 // N serial number, assigned by national (OQ-05); empty = unassigned
  std::string provinceCode;               // G province code, as it stands in logsign
  std::vector<std::string> restcodes;     // accepted values of the channel; the first is written (OQ-42)
  std::vector<std::string> fingerprints;  // SHA-256 of the leaf, lower-case hex, at most two (rotation)
  PeerProfile profile;
  std::int64_t regVersion = 1;  // raised when this peer's advertised addresses change (OQ-32)
  std::map<std::string, std::string> advertise;  // service name -> address that differs from the node's own

  // Client side: the node above.
  bool upstream = false;    // we register and upload there
  std::string registerUrl;  // fixed configuration (N-8.3-2)
  std::string gUrl;         // G address (OQ-85); empty = no G with this peer

  std::optional<TimePoint> lastVersionCheck;  // X-N-3

  std::optional<Device> device;  // of Role::device only

  bool isDevice() const { return role == Role::device && device.has_value(); }
  /// Whether faulty records of this peer's batches are set aside instead of refusing the batch.
  bool quarantines() const;
  /// What identifies this peer inside its messages: deviceId or provinceId.
  const std::string& serialNumber() const { return isDevice() ? device->deviceId : provinceId; }
  /// How its messages are read.
  schemas::ReadProfile readProfile() const;

  /// Whether `regionCode` lies in this peer's regions.
  bool covers(std::string_view regionCode) const;
};

/// The services of N that have an address of their own.
enum class Service : std::uint8_t {
  baseData,
  versionCheck,
  uploadConfig,
  uploadMetering,
  uploadEnergy,
  downloadConfig,
  downloadEnergy
};
inline constexpr Service kServices[] = {
    Service::baseData,     Service::versionCheck,   Service::uploadConfig,  Service::uploadMetering,
    Service::uploadEnergy, Service::downloadConfig, Service::downloadEnergy};
/// Path on the access platform: `/downloadBaseData` and so on (OQ-01).
std::string_view pathOf(Service service);

/// What registration with the node above has given us (N-8.3-12).
struct Registration {
  std::string provinceId;
  std::map<Service, std::string> urls;  // absolute, https
  std::string regVersion;               // of the last check whose follow-up succeeded
  std::string dicVersion;
  TimePoint registeredAt{};
};

class PeerStore {
 public:
  virtual ~PeerStore() = default;
  virtual Result<std::optional<Peer>> findByFingerprint(const std::string& sha256) = 0;
  virtual Result<std::optional<Peer>> find(PeerId id) = 0;
  virtual Result<std::optional<Peer>> findByName(const std::string& name) = 0;
  virtual Result<std::optional<Peer>> findByDeviceId(const std::string& deviceId) = 0;
  /// The device that reports for the enterprise.
  virtual Result<std::optional<Peer>> findDeviceOf(const std::string& enterpriseCode) = 0;
  virtual Result<std::vector<Peer>> all() = 0;
  /// The nodes above; few, however many devices there are below.
  virtual Result<std::vector<Peer>> upstreams() = 0;
  /// All but the devices: few, too.
  virtual Result<std::vector<Peer>> platforms();
  /// Inserts (id 0) or replaces by id; returns the id. A fingerprint, provinceId, deviceId or enterprise of
  /// another peer is `malformed`.
  virtual Result<PeerId> put(const Peer& peer) = 0;
  virtual Result<void> noteVersionCheck(PeerId id, TimePoint when) = 0;

  virtual Result<std::optional<Registration>> registration(PeerId upstream) = 0;
  virtual Result<void> putRegistration(PeerId upstream, const Registration& registration) = 0;
};

}  // namespace hub
