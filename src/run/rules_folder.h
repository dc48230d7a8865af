#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/chain.h"

namespace dechaff::recipe {

/// Where the program lies; empty where the system does not tell (no /proc).
std::filesystem::path program_folder();

/// The folder of rule packs, recipes and models: $DECHAFF_RULES, else `rules` beside the program's
/// folder (a build tree), else its installed place, else the source tree it was built from.
/// Throws Error when none is there.
std::string rules_folder();

/// The compiled form of the packs in `folder`: `rules.pack` in it, or beside the program (a build
/// tree). It need not be there, and is not used when it is older than the packs.
std::string compiled_packs(const std::string& folder);

/// The file of a recipe: of a built-in one below `folder`, or `name` itself. Throws Error for a
/// name that is none.
std::string path_of(const std::string& name, const std::string& folder);

/// The stages of a recipe by the name of a built-in one, below `folder`, or its file. Throws Error.
std::vector<StageSpec> find(const std::string& name, const std::string& folder);

/// Applies "filter.setting=value" to the stages of that filter. Throws Error.
void override_setting(std::vector<StageSpec>& stages, const std::string& assignment);

}  // namespace dechaff::recipe
