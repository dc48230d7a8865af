#include "cli/locate.h"

#include <cstdlib>
#include <filesystem>

#include "core/error.h"

namespace dechaff::cli {

std::string rules_folder() {
  namespace fs = std::filesystem;
  std::error_code error;
  if (const char* set = std::getenv("DECHAFF_RULES"); set != nullptr && *set != '\0') {
    if (!fs::is_directory(set, error)) throw Error({set}, "DECHAFF_RULES is not a folder");
    return set;
  }
  const fs::path self = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& candidate :
       {self / "../rules", self / "../share/dechaff/rules", fs::path(DECHAFF_INSTALLED_RULES),
        fs::path(DECHAFF_SOURCE_RULES)}) {
    if (fs::is_directory(candidate / "und", error)) return candidate.lexically_normal().string();
  }
  throw Error({}, "the rule packs are not found", {}, "set DECHAFF_RULES to the folder 'rules'");
}

}  // namespace dechaff::cli
