#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/settings.h"
#include "core/rules_folder.h"
#include "run/chain.h"

namespace dechaff::recipe {

struct CheckRecipe {
  check::Settings settings;
  std::vector<StageSpec> stages;  // may be none when there is a [check] section
};

/// A project's own file, .dechaff.toml or pyproject.toml: a [check] section as in a recipe, and
///   extends = "FILE"      what that file says comes first; a path from this file's folder
///   accept = ["text", …]  a line that holds one of these is no finding
///   baseline = "FILE"     findings that this file knows pass
/// in the file itself or in its table [tool.dechaff].
struct ProjectFile {
  check::Settings settings;
  std::string extends, baseline;  // paths from the current folder; empty: none
};

/// Nothing when `file` is a pyproject.toml without that table. Throws Error like load_check().
std::optional<ProjectFile> load_project(const NamedText& file,
                                        const std::vector<RulesFolder>& cue_folders);

/// Reads a recipe and its [check] section:
///   [check.levels]      a reason, its stage, a cue rule's id or its pack = "error", "warning",
///   "off" [check.document]    limits of a document: max-dropped-share, max-duplicate-share,
///                       max-boilerplate-share, max-repeated-run, min-words, languages
///   [check.total]       the same of the whole input, without languages
///   [[check.override]]  paths = ["old/**"], with levels and document for those
/// `cue_folders` hold the rule packs, for the ids. Every mistake is an Error with path:line:col and
/// the nearest name.
CheckRecipe load_check(const NamedText& file, const std::vector<RulesFolder>& cue_folders);

}  // namespace dechaff::recipe
