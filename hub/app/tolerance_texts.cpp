#include "hub/app/tolerance_texts.h"

namespace hub::app {
namespace {

struct Text {
  std::string_view row;
  std::string_view meaning;
};

constexpr Text kTexts[] = {
    {"F-1.3", "成员名大小写与文档不同，或采集数据项编码为2014年的13位形式"},
    {"F-1.5", "配置信息采用现场的其他写法（布尔值写成0/1、collectSystemNam、经纬度颠倒）"},
    {"F-1.10", "时间采用现场的其他写法（无秒、仅年月、斜杠分隔、毫秒、英文月份）"},
    {"OQ-11", "报文以BOM开头"},
    {"OQ-12", "数字写成字符串，或字符串写成数字"},
    {"OQ-13", "有文档未列出的成员，已忽略"},
    {"OQ-14", "成员重复但取值相同"},
    {"OQ-15", "编码两端有空格，或可空成员写成null、空字符串"},
    {"OQ-24", "valid缺失，或写成0/1"},
    {"OQ-29", "时间写成仅日期、以T分隔或带小数秒"},
    {"OQ-36", "JSON中有注释、多余的逗号或控制字符"},
    {"OQ-54", "INPUT_TYPE为6、7或“-”（2014年的代码表止于5）"},
    {"OQ-57", "成员名两端有空格"},
    {"OQ-59", "返回码写成JSON布尔值"},
    {"N-8.3-15", "返回码写成数字"},
    {"N-8.3-D1", "注册响应用downloadBaseDataURL表示基础数据下载地址"},
    {"N-8.4-D2", "编码写成数字，前导零已补"},
    {"N-8.7-D1", "manuFacturer写成manuFacter"},
    {"N-8.8-D7", "采集数据项编码为五段、四段或16位连写"},
    {"N-8.9-D1", "updatetime写成updateTime"},
    {"G-7.2-D1", "data是JSON数组，而不是内含JSON的字符串"},
    {"G-7.2-D3", "成员名两端有空格（国家平台接口）"},
    {"G-7.2-D4", "成员名大小写与示例不同（国家平台接口）"},
    {"G-7.2-D6", "STAT_DATE写成“-”或date，按日数据处理"},
    {"G-7.2-D7", "STAT_DATE采用文字，或为实时数据而无起始时间"},
    {"G-7.2-D8", "TYPE为4或“-”"},
    {"G-7.2-D9", "有IS_VALID，按0为有效、1为可疑读取"},
};

}  // namespace

std::string_view toleranceText(std::string_view row) {
  for (const Text& text : kTexts)
    if (text.row == row) return text.meaning;
  return {};
}

}  // namespace hub::app
