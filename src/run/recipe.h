#pragma once

#include <string>
#include <vector>

#include "run/chain.h"

namespace dechaff::recipe {

/// Reads a recipe: `[[stage]]` tables with `filter = "…"` and that filter's settings under the
/// names of the command line, and `warn-above`, a share of the input's bytes. Every mistake
/// (unknown key, filter or value) is an Error with path:line:col and the nearest name. The
/// [check] section is read by check_section.h.
std::vector<StageSpec> load(const std::string& path);

/// The recipe as TOML with every setting at its value: what will run.
std::string print(const std::vector<StageSpec>& stages);

}  // namespace dechaff::recipe
