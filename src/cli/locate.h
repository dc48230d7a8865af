#pragma once

#include <string>

namespace dechaff::cli {

/// The folder of rule packs, recipes and models: $DECHAFF_RULES, else `rules` beside the program's
/// folder (a build tree), else its installed place, else the source tree it was built from.
/// Throws Error when none is there.
std::string rules_folder();

}  // namespace dechaff::cli
