#include "run/rules_folder.h"

#include <algorithm>
#include <cstdlib>

#include "core/error.h"
#include "run/recipe.h"

namespace dechaff::recipe {

std::filesystem::path program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::string rules_folder() {
  namespace fs = std::filesystem;
  std::error_code error;
  if (const char* set = std::getenv("DECHAFF_RULES"); set != nullptr && *set != '\0') {
    if (!fs::is_directory(set, error)) throw Error({set}, "DECHAFF_RULES is not a folder");
    return set;
  }
  const fs::path self = program_folder();
  for (const fs::path& candidate :
       {self / "../rules", self / "../share/dechaff/rules", fs::path(DECHAFF_INSTALLED_RULES),
        fs::path(DECHAFF_SOURCE_RULES)}) {
    if (candidate.is_relative()) continue;  // the folder one stands in may be anybody's
    if (fs::is_directory(candidate / "und", error)) return candidate.lexically_normal().string();
  }
  throw Error({}, "the rule packs are not found", {}, "set DECHAFF_RULES to the folder 'rules'");
}

std::string compiled_packs(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  const std::string installed = folder + "/rules.pack";
  if (fs::exists(installed, error)) return installed;
  const fs::path self = program_folder();
  return self.empty() ? std::string() : (self / "rules.pack").string();
}

std::string path_of(const std::string& name, const std::string& folder_of_rules) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (name.find('/') == std::string::npos && !name.ends_with(".toml")) {
    const fs::path folder = fs::path(folder_of_rules) / "recipes";
    const fs::path built_in = folder / (name + ".toml");
    if (fs::exists(built_in, error)) return built_in.string();
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    const std::string_view near = nearest(name, names);
    std::string all;
    for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
    throw Error({}, "no recipe is called '" + name + "'; built in: " + all, {},
                near.empty() ? "a recipe of your own is named by its file, e.g. ./my.toml"
                             : "did you mean '" + std::string(near) + "'?");
  }
  return name;
}

std::vector<StageSpec> find(const std::string& name, const std::string& folder) {
  return load(path_of(name, folder));
}

void override_setting(std::vector<StageSpec>& stages, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  const std::size_t dot = assignment.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals) {
    throw Error({}, "--set takes FILTER.SETTING=VALUE, not '" + assignment + "'");
  }
  const std::string filter = assignment.substr(0, dot);
  bool found = false;
  for (StageSpec& stage : stages) {
    if (stage.filter != filter) continue;
    stage.settings.emplace_back(assignment.substr(dot + 1, equals - dot - 1),
                                assignment.substr(equals + 1));
    found = true;
  }
  if (!found) throw Error({}, "the recipe has no stage '" + filter + "'");
}

}  // namespace dechaff::recipe
