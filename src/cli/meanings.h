#pragma once

#include <string>
#include <string_view>

namespace dechaff::cli {

/// The command that does what a word says that is no command: "headings --chunk" for "split";
/// empty when none is known.
std::string command_that_means(std::string_view word);

}  // namespace dechaff::cli
