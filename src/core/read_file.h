#pragma once

#include <string>

namespace dechaff {

/// All bytes of a file. Throws Error, also when reading fails in the middle, which a stream buffer
/// takes for the end.
std::string read_file(const std::string& path);

}  // namespace dechaff
