#pragma once

#include <string>

namespace dechaff::cli {

/// Program, libraries, and the XXH3 hash of the rule packs, recipes and models.
std::string version_text();

}  // namespace dechaff::cli
