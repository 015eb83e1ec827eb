// Whether a reply has the members that the document prints: names, order, JSON types (requirements 0.5).
#pragma once

#include <string>
#include <vector>

#include "hub/conformance/judge.h"
#include "schemas/declare/describe.h"

namespace hub::conformance {

/// What differs, in Chinese, at most ten. Members beyond the document are allowed (N-1-2); those of the
/// document must stand in its order.
std::vector<std::string> shapeFaults(const schemas::json::Value& reply, const schemas::MessageInfo& info);

/// Shape, then codes and patterns as the declared message reads them without tolerance.
template <schemas::Declared M>
bool judgeShape(Judge& judge, const Exchange& exchange, const std::string& asked) {
  if (!judge.that(exchange.root && exchange.root->object(), exchange, asked, "为JSON对象")) return false;
  auto faults = shapeFaults(*exchange.root, schemas::describe<M>());
  if (faults.empty()) {
    schemas::ReadContext strictly;
    strictly.strict = true;
    if (const auto message = schemas::read<M>(*exchange.root, strictly); !message)
      faults.push_back(schemas::detailOf(message.error()));
  }
  for (const std::string& found : faults) judge.fault(asked, shortened(found, 400));
  return faults.empty();
}

}  // namespace hub::conformance
