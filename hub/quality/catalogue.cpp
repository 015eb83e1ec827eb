#include <array>

#include "hub/quality/rule_book.h"

namespace hub::quality {
namespace {

using Parameter = ParameterInfo;

constexpr Parameter kMisaligned[] = {{"day_seconds", 60, "日数据起始时间允许偏差，秒"},
                                     {"month_seconds", 86400, "月、年数据起始时间允许偏差，秒"}};
constexpr Parameter kFuture[] = {{"seconds", 86400, "允许晚于接收时间，秒"}};
constexpr Parameter kDrift[] = {{"ahead_seconds", 300, "上传时间允许晚于接收时间，秒"},
                                {"behind_seconds", 3600, "端设备上传时间允许早于接收时间，秒"}};
constexpr Parameter kTwelve[] = {{"tolerance_seconds", 600, "与12小时之差，秒"}};
constexpr Parameter kLate[] = {{"days", 7, "统计周期结束后允许天数"}};
constexpr Parameter kFraction[] = {{"digits", 10, "小数位数上限"}};
constexpr Parameter kConstant[] = {{"slots", 12, "连续相同的实时值个数"},
                                   {"least_quanta", 100, "值按末位计的最小数，过小则不判"}};
constexpr Parameter kZero[] = {{"slots", 16, "连续为零的实时值个数"},
                               {"least_quanta", 100, "其余值按末位计的最小数，过小则不判"}};
constexpr Parameter kJump[] = {{"factor", 5, "相对上四分位数的倍数"},
                               {"slots_most", 3, "超过此个数视为工况变化，不判"},
                               {"values_least", 12, "参照值的最少个数"},
                               {"least_quanta", 10, "参照值按末位计的最小数"}};
constexpr Parameter kUnit[] = {{"tolerance", 2, "与10的3、4次方之比的允许倍数"},
                               {"slots_most", 3, "超过此个数视为工况变化，不判"},
                               {"values_least", 12, "参照值的最少个数"},
                               {"least_quanta", 10, "参照值按末位计的最小数"}};
constexpr Parameter kMidnight[] = {{"factor", 3, "相对其后三个值中最大者的倍数"},
                                   {"least_quanta", 10, "其后的值按末位计的最小数"}};
constexpr Parameter kIncomplete[] = {{"percent", 90, "实收与应收之比下限，%"}};
constexpr Parameter kGap[] = {{"minutes", 60, "允许的最长间断，分钟"},
                              {"jitter_seconds", 300, "采集时刻的允许摆动，秒"}};
constexpr Parameter kDaySum[] = {{"percent", 1, "日值与实时值之和的允许差，%"}};
constexpr Parameter kMonthSum[] = {{"percent", 5, "月值与日值之和的允许差，%"}};
constexpr Parameter kJumpHistory[] = {{"factor", 5, "相对历史最大值的倍数"},
                                      {"days_least", 7, "学习天数下限"},
                                      {"least_quanta", 10, "历史最大值按末位计的最小数"}};
constexpr Parameter kUnitHistory[] = {{"tolerance", 2, "与10的3、4次方之比的允许倍数"},
                                      {"days_least", 7, "学习天数下限"},
                                      {"values_least", 12, "当日值的最少个数"}};
constexpr Parameter kSilent[] = {{"days", 3, "允许无数据的天数"}};
constexpr Parameter kPlant[] = {{"percent", 2, "全厂值允许低于各工序之和，%"}};
constexpr Parameter kCalibration[] = {{"days", 0, "超过下次检定日期的允许天数"}};

constexpr RuleMode kReport = RuleMode::report;

constexpr std::array<RuleInfo, kRuleCount> kRules{{
    {"enterprise_unknown", 1, "用能单位未上传基础信息", "OQ-34", kReport, true, {}},
    {"unconfigured_code", 1, "编码未在采集数据项配置中", "OQ-22", kReport, true, {}},
    {"scope_mismatch", 2, "数据范围与编码矛盾", "N-8.8-D6，field-notes 2.4", kReport, true, {}},
    {"missing_real_time", 1, "有日数据而无实时数据", "N-8.8-4", kReport, true, {}},
    {"misaligned", 2, "不是统计周期的起始时间", "N-8.8-11，OQ-23", kReport, true, kMisaligned},
    {"future", 1, "晚于当前时间", "OQ-29", kReport, true, kFuture},
    {"derived_start", 1, "统计起始时间由上传时间推算", "OQ-51", kReport, true, {}},
    {"start_is_upload_time", 1, "统计起始时间等于上传时间", "N-8.8-11，field-notes 1.3", kReport, true, {}},
    {"clock_drift", 1, "上传时间与接收时间不符", "field-notes 3", kReport, true, kDrift},
    {"twelve_hour_clock", 1, "上传时间按12小时制书写", "field-notes 1.3", kReport, true, kTwelve},
    {"late", 1, "数据迟到", "field-notes 3", kReport, true, kLate},
    {"conflicting_duplicate", 1, "同一时刻的值互相矛盾", "OQ-19，field-notes 3", kReport, true, {}},
    {"fraction_digits", 1, "小数位数过多", "N-8.8-Q5，OQ-67", kReport, true, kFraction},
    {"out_of_range", 1, "超出配置的最大最小值", "N-8.6-Q13", kReport, true, {}},
    {"negative", 1, "负值", "field-notes 3", kReport, true, {}},
    {"coefficient_out_of_range", 1, "实测折标系数超出该能源的范围", "field-notes 2.2", kReport, true, {}},
    {"constant_run", 1, "恒值", "field-notes 3", kReport, true, kConstant},
    {"zero_run", 1, "连续零值", "field-notes 1.7", kReport, true, kZero},
    {"jump", 1, "突变", "field-notes 3", kReport, true, kJump},
    {"unit_error", 1, "疑似单位错误（10的3、4次方）", "field-notes 2.2", kReport, true, kUnit},
    {"midnight_slot", 1, "零点值异常", "field-notes 1.7", kReport, true, kMidnight},
    {"incomplete", 1, "实时数据完整率不足", "field-notes 3", kReport, false, kIncomplete},
    {"gap", 1, "实时数据间断过长", "N-8.8-3", kReport, false, kGap},
    {"day_sum", 1, "日值与实时值之和不符", "field-notes 3", kReport, false, kDaySum},
    {"month_sum", 1, "月值与日值之和不符", "field-notes 3", kReport, false, kMonthSum},
    {"jump_in_history", 1, "远超历史最大值", "field-notes 3", kReport, false, kJumpHistory},
    {"unit_error_in_history", 1, "整日疑似单位错误", "field-notes 2.2", kReport, false, kUnitHistory},
    {"silent_point", 1, "已配置而无数据", "field-notes 3", kReport, false, kSilent},
    {"plant_below_processes", 1, "全厂值小于各工序之和", "field-notes 3", kReport, false, kPlant},
    {"dictionary_coefficient", 1, "字典折标系数超出该能源的范围", "field-notes 2.2", kReport, false, {}},
    {"unknown_region", 1, "行政区划代码不在字典中", "N-2-2", kReport, false, {}},
    {"unknown_industry", 1, "行业代码不在字典中", "N-2-3", kReport, false, {}},
    {"credit_code", 1, "不是有效的统一社会信用代码", "N-2-1", kReport, false, {}},
    {"coordinates", 1, "经纬度不在中国境内或颠倒", "field-notes 1.5", kReport, false, {}},
    {"calibration_overdue", 1, "计量器具超过检定日期", "N-8.7-Q20", kReport, false, kCalibration},
}};

}  // namespace

std::span<const RuleInfo> catalogue() { return kRules; }

}  // namespace hub::quality
