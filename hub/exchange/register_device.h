// Registration of end devices (field-notes 1.2): the sister profile of N-8.3 on the same addresses.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

/// An approved device hears its serial number, all addresses, its upload time and, with field encryption, its
/// key: the same every time. `notPermitted` for the enterprise or a region of somebody else.
Result<Answer> registerDevice(const Inquiry& inquiry);

/// Anybody else who names an enterprise and its region is noted for the administrator and hears 待审批,
/// whether or not that enterprise has been approved elsewhere: credit codes are public, so the answer says
/// nothing about them. The first request of an enterprise is audited. What is no such registration, on the
/// listener for platforms, gets the refusal that all strangers get there.
Result<Answer> registerStranger(const StrangerInquiry& inquiry);

}  // namespace hub::exchange
