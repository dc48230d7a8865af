#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "core/error.h"

namespace dechaff::cli {

/// Thrown while parsing when -h, --help or --version stands on the command line.
struct HelpWanted {
  std::string text;
};

/// Gives every command -h (one screen) and --help (examples first, then all options), and the
/// program --version.
void prepare_help(CLI::App& app);

std::string short_help(const CLI::App& command);
std::string long_help(const CLI::App& command);

/// A parse error in the program's own words, with the nearest known name.
Error usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace dechaff::cli
