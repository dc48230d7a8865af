#include "bytes/same_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/error.h"

namespace dechaff::bytes {
namespace {

namespace fs = std::filesystem;

/// Device, inode and, of a file that is not there yet, its name in the folder that they are of.
using Identity = std::tuple<dev_t, ino_t, std::string>;

std::optional<Identity> identity_of(const std::string& path) {
  if (path.empty() || path == "-") return std::nullopt;
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) {
    if (!S_ISREG(found.st_mode)) return std::nullopt;
    return Identity{found.st_dev, found.st_ino, ""};
  }
  const fs::path folder = fs::path(path).parent_path();
  if (::stat(folder.empty() ? "." : folder.c_str(), &found) != 0) return std::nullopt;
  return Identity{found.st_dev, found.st_ino, fs::path(path).filename().string()};
}

}  // namespace

void refuse_same_files(const std::vector<NamedFile>& outputs,
                       const std::vector<std::string>& inputs) {
  std::set<Identity> read;
  for (const std::string& input : inputs) {
    if (const std::optional<Identity> id = identity_of(input)) read.insert(*id);
  }
  std::map<Identity, std::string_view> written;  // and the option that says so
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::optional<Identity> own = identity_of(outputs[i].path);
    if (!own) continue;
    const auto [other, is_new] = written.emplace(*own, outputs[i].option);
    if (!is_new) {
      throw Error({outputs[i].path}, "is the file of both " + std::string(other->second) + " and " +
                                         std::string(outputs[i].option));
    }
    if (read.count(*own) > 0) {
      throw Error({outputs[i].path},
                  "is read, and " + std::string(outputs[i].option) + " would write it", {},
                  "--in-place puts the result in the place of a file");
    }
  }
}

}  // namespace dechaff::bytes
