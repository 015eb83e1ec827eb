// The files of schemas/base_data as dictionary lists (N-8.4). Pure: contents come in as text, whoever calls
// reads the files. Any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hub/ports/dictionary.h"
#include "hub/result.h"

namespace hub::base_data {

/// A file and the list it holds: region.csv -> region, deviceType.csv -> 设备类型.
struct BaseDataFile {
  const char* name;
  const char* list;
};

/// All files, the nine lists of N-8.4 first.
const std::vector<BaseDataFile>& baseDataFiles();

struct BaseDataImport {
  DictionaryLists lists;  // ready for DictionaryStore::import
  std::vector<std::string>
      findings;  // Chinese: what is odd but no reason to refuse, such as dangling parents
};

/// File name -> content. A list without its file is left out, so that an import of one file leaves the others
/// in force. malformed: an unknown file name, a broken table, a row that breaks its list's pattern, a row
/// twice.
Result<BaseDataImport> parseBaseData(const std::map<std::string, std::string>& files);

}  // namespace hub::base_data
