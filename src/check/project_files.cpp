#include "check/project_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "check/check_section.h"
#include "core/error.h"

namespace dechaff::check {
namespace {

namespace fs = std::filesystem;

std::string folder_of(std::string_view file) {
  if (file == "-") return ".";
  const std::string folder = fs::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

/// A project's file with what it extends; the path that begins the chain comes last.
recipe::ProjectFile load_with_base(const std::string& path,
                                   const std::vector<RulesFolder>& cue_folders,
                                   std::set<std::string>& seen) {
  if (!seen.insert(fs::weakly_canonical(path).string()).second)
    throw Error({path}, "this file extends itself");
  std::optional<recipe::ProjectFile> own = recipe::load_project(read_named(path), cue_folders);
  if (!own) throw Error({path}, "there is no table [tool.dechaff] to extend");
  if (own->extends.empty()) return std::move(*own);
  recipe::ProjectFile out = load_with_base(own->extends, cue_folders, seen);
  out.settings.merge(own->settings);
  if (!own->baseline.empty()) out.baseline = own->baseline;
  return out;
}

/// A path as messages show it: from the current folder, when it is inside.
std::string shown(const fs::path& path) {
  std::error_code error;
  const std::string from_here = fs::proximate(path, error).string();
  return error || from_here.starts_with("..") ? path.string() : from_here;
}

/// The project's file of a folder itself, or empty.
std::string project_in(const fs::path& folder, const std::vector<RulesFolder>& cue_folders) {
  std::error_code error;
  const fs::path own = folder / ".dechaff.toml", python = folder / "pyproject.toml";
  if (fs::is_regular_file(own, error)) return shown(own);
  if (fs::is_regular_file(python, error) &&
      recipe::load_project(read_named(shown(python)), cue_folders))
    return shown(python);
  return {};
}

}  // namespace

ProjectFiles::ProjectFiles(Settings recipe, const std::vector<std::string>& files,
                           const std::vector<RulesFolder>& cue_folders)
    : recipe_(std::move(recipe)) {
  std::map<std::string, std::string> found;  // the project's file of a folder, or empty
  const auto nearest_project = [&](const fs::path& folder) {
    std::vector<std::string> below;
    std::string project;
    for (fs::path at = folder;; at = at.parent_path()) {
      const auto known = found.find(at.string());
      if (known != found.end()) {
        project = known->second;
        break;
      }
      below.push_back(at.string());
      project = project_in(at, cue_folders);
      if (!project.empty() || at == at.parent_path()) break;
    }
    for (std::string& at : below) found[std::move(at)] = project;
    return project;
  };
  const auto settings_in = [&](const std::string& folder) -> const Settings* {
    std::error_code error;
    const std::string path = nearest_project(fs::absolute(folder, error).lexically_normal());
    if (path.empty()) return &recipe_;
    const auto known = projects_.find(path);
    if (known != projects_.end()) return &known->second;
    std::set<std::string> seen;
    recipe::ProjectFile project = load_with_base(path, cue_folders, seen);
    if (folder == ".") baseline_ = project.baseline;
    Settings& out = projects_[path];
    out = recipe_;
    out.merge(project.settings);
    return &out;
  };
  files_["."] = settings_in(".");
  for (const std::string& file : files) {
    const std::string folder = folder_of(file);
    if (files_.find(folder) == files_.end()) files_[folder] = settings_in(folder);
  }
}

const Settings& ProjectFiles::settings_of(std::string_view path) const {
  const auto at = files_.find(folder_of(path));
  if (at != files_.end()) return *at->second;
  const auto here = files_.find(".");
  return here == files_.end() ? recipe_ : *here->second;
}

std::vector<const Settings*> ProjectFiles::all() const {
  std::vector<const Settings*> out = {&recipe_};
  for (const auto& [path, settings] : projects_) out.push_back(&settings);
  return out;
}

std::string first_project_file(std::string_view baseline) {
  return fmt::format(
      R"(# What `dechaff check` reports in this project. dechaff explain RULE says what a rule means.
baseline = "{}"   # findings of the day this file was written pass
accept = []  # text that is right here: a line that holds it is no finding

[check.levels]  # "error", "warning" or "off"; the longest name that fits wins
# "boilerplate.navigation" = "off"
# "check.todo" = "warning"

# [[check.override]]
# paths = ["old/**"]
# levels = {{ boilerplate = "off" }}
)",
      baseline);
}

}  // namespace dechaff::check
