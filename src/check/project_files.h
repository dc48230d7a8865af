#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/settings.h"
#include "core/rules_folder.h"

namespace dechaff::check {

/// The settings of each file: those of the recipe, and on top of them those of the project that the
/// file is in: of the nearest .dechaff.toml, or pyproject.toml with a table [tool.dechaff], in its
/// folder or above it. Made before the run and only read by workers.
class ProjectFiles {
 public:
  /// All files have the recipe's settings: --no-config.
  explicit ProjectFiles(Settings recipe) : recipe_(std::move(recipe)) {}
  /// Looks for the projects of `files` and of the current folder. `cue_folders` hold the rule
  /// packs. Throws Error for a project's file that is broken, or that extends itself.
  ProjectFiles(Settings recipe, const std::vector<std::string>& files,
               const std::vector<RulesFolder>& cue_folders);

  /// Of a file that was named to the constructor, or else of the current folder.
  const Settings& settings_of(std::string_view path) const;
  /// Of the current folder: limits of the whole input are its.
  const Settings& settings() const { return settings_of("-"); }
  /// The baseline that the current folder's project names, or empty.
  const std::string& baseline() const { return baseline_; }

  /// All settings in use.
  std::vector<const Settings*> all() const;

 private:
  Settings recipe_;
  std::string baseline_;
  std::map<std::string, Settings> projects_;                   // by the path of their file
  std::map<std::string, const Settings*, std::less<>> files_;  // by folder, as files name it
};

/// What `check --init` writes: a project's file with the defaults said in comments.
std::string first_project_file(std::string_view baseline);

}  // namespace dechaff::check
