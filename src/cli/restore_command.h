#pragma once

#include <string>

namespace dechaff::cli {

/// Rebuilds the original of `cleaned` ("" or "-": standard input) from its removal log. Returns the
/// exit code. Throws Error when the two do not belong together; nothing is written to a file then.
int restore_text(const std::string& cleaned, const std::string& log, const std::string& output);

}  // namespace dechaff::cli
