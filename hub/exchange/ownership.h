// Who may report for an enterprise (OQ-35). All of it runs under the lock of the enterprise's head.
#pragma once

#include <string>

#include "hub/exchange/sender.h"
#include "hub/ports/storage.h"

namespace hub::exchange {

/// `cause` of a refusal that belongs into the audit log.
inline constexpr const char* kOwnershipConflict = "ownership_conflict";

/// N-8.7, N-8.8 and data of this node: the first sender owns the enterprise, another one is refused.
Result<void> claimByData(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender);

/// N-8.6: makes ownership final; a provisional owner yields, since the sender's regions have been found to
/// contain the enterprise.
Result<void> claimByConfig(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender);

/// G deliveries never change the owner. What comes from above may be about anybody; a peer below only about
/// its own.
Result<void> allowDelivery(UnitOfWork& work, const EnterpriseHead& head, const Sender& sender);

/// For the downloads: whether the caller reports for the enterprise; else as if there were none (N-8.9-5,
/// N-8.9-D4).
Result<void> checkReporter(UnitOfWork& work, const std::string& code, const Peer& caller);
tl::unexpected<Error> noSuchEnterprise();

}  // namespace hub::exchange
