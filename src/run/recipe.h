#pragma once

#include <string>
#include <vector>

#include "core/rules_folder.h"
#include "run/chain.h"

namespace dechaff::recipe {

/// Reads a recipe: `[[stage]]` tables with `filter = "…"` and that filter's settings under the
/// names of the command line, and `warn-above`, a share of the input's bytes. Every mistake
/// (unknown key, filter or value) is an Error with path:line:col and the nearest name. The
/// [check] section is read by check_section.h.
std::vector<StageSpec> load(const NamedText& file);

/// The text of a recipe by its name, from `folder` or else the program, or by its file. Throws
/// Error for a name that is none.
NamedText read(const std::string& name, const RulesFolder& folder = {});

/// The stages of a recipe by its name or file. Throws Error.
std::vector<StageSpec> find(const std::string& name, const RulesFolder& folder = {});

/// The recipes in the program.
std::vector<std::string> built_in_names();
bool is_built_in(const std::string& name);

/// Applies "filter.setting=value" to the stages of that filter. Throws Error.
void override_setting(std::vector<StageSpec>& stages, const std::string& assignment);

/// The recipe as TOML with every setting at its value: what will run.
std::string print(const std::vector<StageSpec>& stages);

}  // namespace dechaff::recipe
