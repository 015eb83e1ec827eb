#include "hub/ports/alert.h"
#include "hub/ports/bulk_action.h"
#include "hub/ports/delivery.h"
#include "hub/ports/lane.h"
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

std::string_view nameOf(QueueAct act) {
  switch (act) {
    case QueueAct::sendAgain:
      return "send_again";
    case QueueAct::sendAfterConfiguration:
      return "send_after_configuration";
    case QueueAct::setAside:
      return "set_aside";
    case QueueAct::takeBack:
      return "take_back";
  }
  return "unknown";
}

std::string_view nameOf(BreakerState state) {
  switch (state) {
    case BreakerState::closed:
      return "closed";
    case BreakerState::open:
      return "open";
    case BreakerState::halfOpen:
      return "half_open";
  }
  return "unknown";
}

std::string_view nameOf(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::critical:
      return "critical";
  }
  return "unknown";
}

std::string_view nameOf(BulkState state) {
  switch (state) {
    case BulkState::running:
      return "running";
    case BulkState::paused:
      return "paused";
    case BulkState::cancelled:
      return "cancelled";
    case BulkState::done:
      return "done";
  }
  return "unknown";
}

}  // namespace hub
