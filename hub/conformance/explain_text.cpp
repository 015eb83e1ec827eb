// How an explanation is printed.
#include "hub/conformance/edit.h"
#include "hub/conformance/explain.h"

namespace hub::conformance {
namespace {

std::string lineOf(const Remark& remark) {
  std::string line = "  " + (remark.path.empty() ? "" : remark.path + "：") + remark.words;
  if (!remark.right.empty()) line += "\n      正确写法：" + remark.right;
  if (!remark.row.empty()) line += "（" + remark.row + "）";
  return line + "\n";
}

std::string linesOf(const char* heading, const std::vector<Remark>& remarks) {
  if (remarks.empty()) return {};
  std::string lines = heading + std::string("\n");
  for (const Remark& remark : remarks) lines += lineOf(remark);
  return lines;
}

std::string verdictOf(const Explanation& explanation) {
  if (explanation.code != "0")
    return "结论：平台将返回" + explanation.code + "，共" + std::to_string(explanation.faultsInAll) +
           "处需要改正\n";
  if (!explanation.strictFaults.empty()) return "结论：可以接受；按文档的写法更好，严格的平台会拒绝\n";
  return "结论：可以接受，与文档写法一致\n";
}

Value remarksJson(const std::vector<Remark>& remarks) {
  Array items;
  for (const Remark& remark : remarks)
    items.push_back(Value(Object{{"path", text(remark.path)},
                                 {"problem", text(remark.words)},
                                 {"right", text(remark.right)},
                                 {"row", text(remark.row)}}));
  return Value(std::move(items));
}

}  // namespace

std::string explanationText(const Explanation& explanation) {
  std::string words;
  if (explanation.kind) {
    words = "报文：" + explanation.kind->title + "（" + explanation.kind->name + "，" +
            explanation.kind->info.clause + "），" +
            (explanation.kind->isG  ? "国家节点与省级节点之间"
             : explanation.isDevice ? "端设备"
                                    : "平台") +
            "\n";
    if (!explanation.kind->path.empty())
      words += "地址：注册应答给出的地址，通常以" + explanation.kind->path + "结尾\n";
  }
  words += linesOf("需要改正：", explanation.faults);
  words += linesOf("已容忍（能读，但与文档写法不同）：", explanation.tolerated);
  words += linesOf("严格的平台（strict）还会拒绝：", explanation.strictFaults);
  if (!explanation.ignored.empty()) {
    words += "文档以外的成员，将被忽略：\n  ";
    for (std::size_t i = 0; i < explanation.ignored.size(); ++i)
      words += (i ? "、" : "") + explanation.ignored[i];
    words += "\n";
  }
  return words + verdictOf(explanation);
}

Object explanationJson(const Explanation& explanation) {
  Array ignored;
  for (const std::string& name : explanation.ignored) ignored.push_back(text(name));
  return {{"message", explanation.kind ? text(explanation.kind->name) : Value()},
          {"clause", explanation.kind ? text(explanation.kind->info.clause) : Value()},
          {"profile", text(explanation.isDevice ? "device" : "platform")},
          {"responseCode", text(explanation.code)},
          {"faultCount", number(std::to_string(explanation.faultsInAll))},
          {"faults", remarksJson(explanation.faults)},
          {"tolerated", remarksJson(explanation.tolerated)},
          {"strictFaults", remarksJson(explanation.strictFaults)},
          {"ignored", Value(std::move(ignored))}};
}

}  // namespace hub::conformance
