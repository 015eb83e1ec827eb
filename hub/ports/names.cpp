#include "hub/ports/delivery.h"
#include "hub/ports/partner.h"

namespace hub {

std::string_view nameOf(DeliveryKind kind) {
  switch (kind) {
    case DeliveryKind::configData:
      return "uploadConfigData";
    case DeliveryKind::meteringData:
      return "uploadMeteringData";
    case DeliveryKind::energyData:
      return "uploadEnergyData";
    case DeliveryKind::gData:
      return "g_data";
    case DeliveryKind::gTag:
      return "g_tag";
  }
  return "unknown";
}

std::string_view nameOf(DeliveryState state) {
  switch (state) {
    case DeliveryState::waiting:
      return "waiting";
    case DeliveryState::claimed:
      return "claimed";
    case DeliveryState::queued:
      return "queued";
    case DeliveryState::needsAttention:
      return "needs_attention";
    case DeliveryState::delivered:
      return "delivered";
    case DeliveryState::setAside:
      return "set_aside";
  }
  return "unknown";
}

std::string_view nameOf(TransportFault fault) {
  switch (fault) {
    case TransportFault::badUrl:
      return "bad_url";
    case TransportFault::dns:
      return "dns";
    case TransportFault::connect:
      return "connect";
    case TransportFault::tls:
      return "tls";
    case TransportFault::timeout:
      return "timeout";
    case TransportFault::reset:
      return "reset";
    case TransportFault::tooLarge:
      return "too_large";
  }
  return "unknown";
}

}  // namespace hub
