// Dictionary lists out of a peer's answer, tolerant row by row: what cannot be read as N-8.4 prints it is
// kept aside and leaves the rest usable (OQ-60, N-8.4-D2 … D6).
#pragma once

#include <string>
#include <vector>

#include "hub/ports/dictionary.h"

namespace hub::delivery {

struct TakenLists {
  DictionaryLists
      lists;  // rows in the form of N-8.4; rows of other lists as received; `<list>.unreadable` for the rest
  std::size_t aside = 0;  // rows that went to `.unreadable`
};

/// `data` of N-8.4. A list that is no array, or of which not one row can be read, is `malformed`: then
/// nothing is taken.
Result<TakenLists> listsFromN(const schemas::json::Value& data);

/// What G-7.3 and G-7.4 answer in DATA.
struct GContent {
  TakenLists lists;                      // empty lists are left out: they say nothing (G-7.3-P10 … P17)
  std::vector<std::string> enterprises;  // codes under 用能单位, in the peer's code space, ascending
  std::vector<schemas::json::Value> configurations;  // rows of 企业配置
};

/// DATA as an array of one object, of one object per list, an object, or a string holding one of them
/// (G-7.3-D3, D5).
Result<GContent> contentFromG(const schemas::json::Value& data);

}  // namespace hub::delivery
