// One run against one platform: sends, keeps what earlier replies gave, remembers every exchange.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "hub/clock.h"
#include "hub/conformance/exchange.h"
#include "hub/conformance/target.h"
#include "hub/ports/crypto.h"
#include "hub/ports/partner.h"

namespace hub::conformance {

/// What a session works with; outlives it.
struct Means {
  Partner& partner;             // with our client certificate
  Partner* stranger = nullptr;  // without one; nullptr: what happens then is not judged
  const Clock& clock;
  const Crypto& crypto;
};

/// Where a request goes.
enum class Place : std::uint8_t {
  registration,
  baseData,
  versionCheck,
  uploadConfig,
  uploadMetering,
  uploadEnergy,
  downloadConfig,
  downloadEnergy,
  g,
  nowhere,  // a path that no platform has
};

/// One thread. References to exchanges stay good as long as the session.
class Session {
 public:
  Session(Means means, Target target);

  const Target& target() const { return target_; }
  const Crypto& crypto() const { return means_.crypto; }
  bool isDevice() const { return target_.role == Role::device; }
  /// The enterprise of all that is sent.
  const std::string& enterprise() const { return target_.enterprise; }
  /// The wall clock when the session began: the uploadDate of what is sent, so that a later run is newer.
  schemas::CivilTime began() const { return began_; }

  const Exchange& post(Place place, const std::string& body);
  /// As post, but the same body is sent once only: for questions that change nothing.
  const Exchange& probe(Place place, const std::string& body);
  const Exchange& get(Place place);
  /// Without client certificate; nullptr when that cannot be tried.
  const Exchange* asStranger(Place place, const std::string& body);

  /// Registers at first use. What a request needs of it is then here; after a failure the identity is the
  /// expected one and the addresses are the documented ones.
  const Exchange& registration();
  /// provinceId, or deviceId of a device.
  const std::string& identity();
  std::string urlOf(Place place);
  /// SM4 key of the field encryption that registration gave, or empty.
  const std::string& secretKey();

  /// The exchange that `make` sends at first use under this name: what later checks build on.
  const Exchange& once(const std::string& name, const std::function<const Exchange&()>& make);

  const std::deque<Exchange>& exchanges() const { return exchanges_; }
  bool hasRoom() const { return sent_ < target_.requestsMax; }

 private:
  Exchange& send(Partner& partner, const std::string& url, const std::string& body,
                 const std::string& method = "POST");
  void learnFrom(const Exchange& reply);

  Means means_;
  Target target_;
  schemas::CivilTime began_;
  int sent_ = 0;
  std::deque<Exchange> exchanges_;
  std::map<std::pair<std::string, std::string>, const Exchange*> probed_;
  std::map<std::string, const Exchange*> made_;
  const Exchange* registration_ = nullptr;
  std::string identity_, secretKey_;
  std::map<Place, std::string> urls_;
};

/// Member of the registration reply that holds the address of a place; empty when none does.
std::string_view addressMember(Place place);

}  // namespace hub::conformance
