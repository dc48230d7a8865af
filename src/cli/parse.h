#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/option.h"

namespace dechaff::cli {

/// What a command line means: a command and its arguments, or a text to print.
struct Parsed {
  const Command* command = nullptr;  // null: print `help`
  std::string help;
  Arguments arguments;
};

/// Throws Error for an unknown command or option, with the nearest known name, and for values that
/// do not fit. parse.cpp is the only file that knows CLI11.
Parsed parse(const Command& program, int argc, const char* const argv[]);

/// The command of this name below another. Throws Error with the nearest name.
const Command& named_command(const Command& above, const std::string& name);

/// "2.1.2".
std::string parser_version();

}  // namespace dechaff::cli
