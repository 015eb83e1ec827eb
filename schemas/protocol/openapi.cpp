#include "schemas/protocol/openapi.h"

#include <map>

#include "schemas/json/writer.h"
#include "schemas/messages/g_messages.h"
#include "schemas/messages/reply.h"
#include "schemas/protocol/inventory.h"
#include "schemas/reply_codes.h"

namespace schemas::protocol {
namespace {

using json::Array;
using json::Number;
using json::Object;
using json::Value;

Value number(std::int64_t value) { return Value(Number{std::to_string(value)}); }

Array texts(const std::vector<std::string>& items) {
  Array result;
  for (const auto& item : items) result.emplace_back(item);
  return result;
}

Value reference(const std::string& key) {
  return Value(Object{{"$ref", Value("#/components/schemas/" + key)}});
}

// One message by itself, several as alternatives.
Value anyOf(const std::vector<MessageInfo>& messages) {
  if (messages.size() == 1) return reference(messages.front().key());
  Array alternatives;
  for (const auto& message : messages) alternatives.push_back(reference(message.key()));
  return Value(Object{{"anyOf", Value(std::move(alternatives))}});
}

void addTextRules(Object& schema, const FieldInfo& field) {
  schema.push_back({"type", Value("string")});
  if (!field.alternatives.empty()) schema.push_back({"enum", Value(texts(field.alternatives))});
  if (!field.pattern.empty() && !field.mayBeEmpty) schema.push_back({"pattern", Value(field.pattern)});
  const bool isAnyText = field.alternatives.empty() && field.pattern.empty();
  if (isAnyText && field.presence == Presence::required && !field.mayBeEmpty)
    schema.push_back({"minLength", number(1)});
}

// A number printed as a text, e.g. inputType of table 6.
void addDigits(Object& schema, const FieldInfo& field) {
  Array values;
  for (auto value = field.least; value <= field.most && field.most != 0; ++value)
    values.emplace_back(std::to_string(value));
  schema.push_back({"type", Value("string")});
  if (!values.empty()) schema.push_back({"enum", Value(std::move(values))});
}

Object scalarSchema(const FieldInfo& field) {
  Object schema;
  if (field.isText) {
    addDigits(schema, field);
  } else if (field.jsonType == "string") {
    addTextRules(schema, field);
  } else if (field.jsonType == "number or \"\"") {
    schema.push_back({"anyOf", Value(Array{Value(Object{{"type", Value("number")}}),
                                           Value(Object{{"const", Value("")}})})});
  } else if (field.jsonType != "any") {
    schema.push_back({"type", Value(field.jsonType)});
    if (field.most != 0) {
      schema.push_back({"minimum", number(field.least)});
      schema.push_back({"maximum", number(field.most)});
    }
  }
  return schema;
}

// Members that the document does not mark as required may also be "" (OQ-15).
void allowBlank(Object& schema, const FieldInfo& field) {
  if (field.presence == Presence::required || field.object || field.isList || schema.empty()) return;
  Object alternatives{{"anyOf", Value(Array{Value(std::move(schema)),
                                            Value(Object{{"enum", Value(Array{Value(""), Value()})}})})}};
  schema = std::move(alternatives);
}

Value fieldSchema(const FieldInfo& field) {
  Object schema;
  if (field.object)
    schema = *reference(field.object->key()).object();
  else
    schema = scalarSchema(field);
  if (field.isList) {
    Object list{{"type", Value("array")}, {"items", Value(std::move(schema))}};
    if (field.presence == Presence::required && !field.mayBeEmpty) list.push_back({"minItems", number(1)});
    schema = std::move(list);
  }
  allowBlank(schema, field);
  std::string description = field.meaning;
  if (!field.rule.empty()) description += "；" + field.rule;
  schema.push_back({"description", Value(description + "（" + field.row + "）")});
  return Value(std::move(schema));
}

using Components = std::map<std::string, Value>;

void collect(const MessageInfo& message, Components& components) {
  components.emplace(message.key(), jsonSchema(message));
  for (const auto& field : message.fields)
    if (field.object) collect(*field.object, components);
}

Value content(Value schema) {
  return Value(Object{{"application/json", Value(Object{{"schema", std::move(schema)}})}});
}

Value response(const char* description, Value schema) {
  return Value(Object{{"description", Value(description)}, {"content", content(std::move(schema))}});
}

Value responses(const Endpoint& endpoint) {
  const bool isN = endpoint.clause[0] != 'G';
  const auto failure = describe<Reply>();
  const auto refused = isN ? failure : describe<g::Reply>();
  std::vector<MessageInfo> answers = endpoint.replies;
  if (isN && answers.front().key() != failure.key()) answers.push_back(failure);
  Object result{{"200", response(isN ? "按表3应答，成功时 responseCode 为 0" : "应答", anyOf(answers))}};
  const std::pair<const char*, const char*> statuses[] = {
      {"403", "身份与证书不符"}, {"405", "只接受 POST"}, {"413", "请求超过32MiB"}, {"503", "正在停止或过载"}};
  for (const auto& [status, meaning] : statuses)
    result.push_back({status, response(meaning, anyOf({refused}))});
  return Value(std::move(result));
}

Value pathItem(const Endpoint& endpoint, const std::string& operationId) {
  std::vector<MessageInfo> requests = endpoint.requests;
  requests.insert(requests.end(), endpoint.deviceRequests.begin(), endpoint.deviceRequests.end());
  Object operation{{"operationId", Value(operationId)},
                   {"summary", Value(endpoint.title)},
                   {"tags", Value(Array{Value(endpoint.clause.substr(0, endpoint.clause.find('-')))})}};
  operation.push_back(
      {"requestBody", Value(Object{{"required", Value(true)}, {"content", content(anyOf(requests))}})});
  operation.push_back({"responses", responses(endpoint)});
  return Value(Object{{"post", Value(std::move(operation))}});
}

Value paths() {
  Object result;
  for (const Endpoint& endpoint : endpoints()) {
    result.push_back({endpoint.path, pathItem(endpoint, endpoint.id)});
    for (const auto& alias : endpoint.aliases) {
      const auto name = alias.substr(alias.rfind('/') + 1);
      result.push_back({alias, pathItem(endpoint, endpoint.id + "_" + name)});
    }
  }
  return Value(std::move(result));
}

Value components() {
  Components collected;
  collect(describe<g::Record>(), collected);
  collect(describe<Reply>(), collected);
  for (const Endpoint& endpoint : endpoints()) {
    for (const auto& message : endpoint.requests) collect(message, collected);
    for (const auto& message : endpoint.deviceRequests) collect(message, collected);
    for (const auto& message : endpoint.replies) collect(message, collected);
  }
  Object schemas;
  for (auto& [key, schema] : collected) schemas.push_back({key, std::move(schema)});
  Object mutualTls{{"type", Value("mutualTLS")}, {"description", Value("CA数字证书（N-8.1-1）")}};
  return Value(Object{{"schemas", Value(std::move(schemas))},
                      {"securitySchemes", Value(Object{{"mutualTLS", Value(std::move(mutualTls))}})}});
}

std::string codesText() {
  std::string text = "N 返回码（表3）：";
  for (const ReplyCode code : {ReplyCode::success, ReplyCode::platformFault, ReplyCode::databaseFault,
                               ReplyCode::missingMember, ReplyCode::malformedMember})
    text.append(textOf(code).code).append(" ").append(textOf(code).text).append("；");
  return text +
         "失败时说明后接冒号与成员名。端设备（条目F开头的报文）可不用证书，以注册时登记的地址与deviceId为凭"
         "。";
}

void appendIndented(std::string& out, const Value& value, std::size_t depth) {
  const std::string indent(2 * (depth + 1), ' ');
  const Object* members = value.object();
  const Array* items = value.array();
  if ((!members || members->empty()) && (!items || items->empty())) {
    out += json::write(value);
    return;
  }
  out += members ? "{\n" : "[\n";
  const std::size_t count = members ? members->size() : items->size();
  for (std::size_t i = 0; i < count; ++i) {
    out += indent;
    if (members) out += json::quoted((*members)[i].name) + ": ";
    appendIndented(out, members ? (*members)[i].value : (*items)[i], depth + 1);
    out += i + 1 < count ? ",\n" : "\n";
  }
  out += std::string(2 * depth, ' ') + (members ? "}" : "]");
}

}  // namespace

json::Value jsonSchema(const MessageInfo& message) {
  Object properties;
  Array required;
  for (const FieldInfo& field : message.fields) {
    properties.push_back({field.name, fieldSchema(field)});
    if (field.presence == Presence::required) required.emplace_back(field.name);
  }
  Object schema{{"title", Value(message.name)},
                {"type", Value("object")},
                {"properties", Value(std::move(properties))}};
  if (!required.empty()) schema.push_back({"required", Value(std::move(required))});
  return Value(std::move(schema));
}

std::string openapi() {
  Object info{{"title", Value("重点用能单位能耗在线监测系统接口")},
              {"version", Value("1.0.0")},
              {"description", Value(codesText())}};
  Object document{{"openapi", Value("3.1.0")},
                  {"info", Value(std::move(info))},
                  {"jsonSchemaDialect", Value("https://json-schema.org/draft/2020-12/schema")},
                  {"security", Value(Array{Value(Object{{"mutualTLS", Value(Array{})}})})},
                  {"paths", paths()},
                  {"components", components()}};
  return indented(Value(std::move(document))) + "\n";
}

std::string indented(const json::Value& value) {
  std::string out;
  appendIndented(out, value, 0);
  return out;
}

}  // namespace schemas::protocol
