#pragma once

#include <string>

namespace dechaff::cli {

/// Program, libraries, and the XXH3 hash of the rule packs, recipes and models.
std::string version_text();

/// A hash of the names and bytes of all files below a folder. Throws Error.
std::string folder_hash(const std::string& folder);

}  // namespace dechaff::cli
