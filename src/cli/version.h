#pragma once

#include <string>

namespace dechaff::cli {

/// Program, libraries, and the hashes of the rules and of the line model.
std::string version_text();

/// XXH3 in 16 hexadecimal digits of the names and bytes of all files below a folder, in the order
/// of their names, without the compiled packs. Throws Error when one cannot be read.
std::string folder_hash(const std::string& folder);

/// The same without the folder `models`.
std::string rules_hash(const std::string& folder);

/// XXH3 in 16 hexadecimal digits of a file. Throws Error.
std::string file_hash(const std::string& path);

/// "CLI11 2.1.2, fmt 9.1.0, …": what the program was built with.
std::string libraries_text();

}  // namespace dechaff::cli
