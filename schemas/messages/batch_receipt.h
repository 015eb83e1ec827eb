// Receipts of batches (OQ-16): what became of an upload, at once and later on request. Additions of this hub
// that no document prints.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/civil_time.h"
#include "schemas/codes/code.h"
#include "schemas/declare/field.h"
#include "schemas/declare/wire_type.h"

namespace schemas {

/// The number of a batch at this node, as in the header Nenghub-Batch-Id.
struct BatchNumber {
  std::uint64_t value = 0;
};

/// Read from a number or a text, since one comes in a body and the other in a header.
template <>
struct WireType<BatchNumber> {
  static Broken read(const json::Value& value, BatchNumber& out, ReadContext&, const Spelling&) {
    const auto text = scalarText(value);
    const std::string_view digits = text ? trimmed(*text) : std::string_view();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
    if (error != std::errc() || end != digits.data() + digits.size()) return "应为批次号";
    return std::nullopt;
  }
  static void write(json::Writer& writer, BatchNumber value, Shape, bool) {
    writer.number(std::to_string(value.value));
  }
  static bool isEmpty(BatchNumber) { return false; }
  static constexpr const char* kJsonType = "integer";
  static constexpr const char* kPattern = nullptr;
};

/// The answer of 8.8 in the device profile: the two documented members, and what became of the records.
struct UploadReceipt {
  std::string responseCode;
  std::string responseMessage;
  BatchNumber batchId;
  std::int32_t received = 0;
  std::int32_t stored = 0;
  std::int32_t duplicate = 0;
  std::int32_t suspect = 0;
  std::int32_t rejected = 0;

  static constexpr const char* kName = "uploadReceipt";
  static constexpr const char* kClause = "OQ-16";
  static constexpr auto fields() {
    using R = UploadReceipt;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.8-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.8-P2"),
        field("batchId", &R::batchId).means("批次号").from("OQ-16"),
        field("received", &R::received).means("收到的记录数").from("OQ-16"),
        field("stored", &R::stored).means("新存或更新的记录数").from("OQ-16"),
        field("duplicate", &R::duplicate).means("与已存值相同的记录数").from("OQ-16"),
        field("suspect", &R::suspect).means("发送方标为可疑的记录数").from("OQ-16"),
        field("rejected", &R::rejected).means("隔离的错误记录数").from("OQ-16"),
    };
  }
};

/// Asks for the receipt of a batch of one's own.
struct BatchReceipt {
  ProvinceId provinceId;
  BatchNumber batchId;

  static constexpr const char* kName = "batchReceipt";
  static constexpr const char* kClause = "OQ-16";
  static constexpr auto fields() {
    using R = BatchReceipt;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("OQ-16"),
        field("batchId", &R::batchId).means("批次号").from("OQ-16"),
    };
  }
};

/// One record that was kept out of the store.
struct RecordFault {
  std::int32_t position = 0;  // data[position]
  std::string member;
  std::string reason;

  static constexpr const char* kName = "recordFault";
  static constexpr const char* kClause = "OQ-16";
  static constexpr auto fields() {
    using R = RecordFault;
    return std::tuple{
        field("position", &R::position).means("在data中的序号，从0起").from("OQ-16"),
        field("member", &R::member).means("成员").from("OQ-16"),
        field("reason", &R::reason).means("原因").from("OQ-16"),
    };
  }
};

struct BatchReceiptReply {
  std::string responseCode;
  std::string responseMessage;
  BatchNumber batchId;
  std::string enterpriseCode;
  CivilTime receiveTime;
  std::int32_t received = 0;
  std::int32_t stored = 0;
  std::int32_t duplicate = 0;
  std::int32_t superseded = 0;
  std::int32_t suspect = 0;
  std::int32_t rejected = 0;
  std::vector<RecordFault> faults;

  static constexpr const char* kName = "batchReceiptReply";
  static constexpr const char* kClause = "OQ-16";
  static constexpr auto fields() {
    using R = BatchReceiptReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("OQ-16"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("OQ-16"),
        field("batchId", &R::batchId).means("批次号").from("OQ-16"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("OQ-16"),
        field("receiveTime", &R::receiveTime).means("首次接收时间").from("OQ-16"),
        field("received", &R::received).means("收到的记录数").from("OQ-16"),
        field("stored", &R::stored).means("新存或更新的记录数").from("OQ-16"),
        field("duplicate", &R::duplicate).means("与已存值相同的记录数").from("OQ-16"),
        field("superseded", &R::superseded).means("因已有更新值而只留作历史的记录数").from("OQ-16"),
        field("suspect", &R::suspect).means("发送方标为可疑的记录数").from("OQ-16"),
        field("rejected", &R::rejected).means("隔离的错误记录数").from("OQ-16"),
        field("faults", &R::faults).emptyAllowed().means("错误记录，至多100条").from("OQ-16"),
    };
  }
};

}  // namespace schemas
