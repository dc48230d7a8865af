#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dechaff::bytes {

/// A file that a run reads or writes, and the option that names it.
struct NamedFile {
  std::string_view option;  // "-o"; empty: an input
  std::string path;         // "-", "" and devices are never the same as another
};

/// Throws Error when an output is the file of an input or of another output, by device and inode,
/// or by its name in its folder where it is not there yet. O((outputs + files) log).
void refuse_same_files(const std::vector<NamedFile>& outputs,
                       const std::vector<std::string>& inputs);

}  // namespace dechaff::bytes
