#pragma once

#include <string>

#include "cli/option.h"

namespace dechaff::cli {

/// One screen: what the command does, and its options in a line each.
std::string short_help(const Command& command);

/// Examples first, then all options.
std::string long_help(const Command& command);

}  // namespace dechaff::cli
