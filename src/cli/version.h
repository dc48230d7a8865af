#pragma once

#include <string>

namespace dechaff::cli {

/// Program, libraries, and the hashes of the rules and of the line model in it. Reads no files.
std::string version_text();

/// "CLI11 2.1.2, fmt 9.1.0, …": what the program was built with.
std::string libraries_text();

}  // namespace dechaff::cli
