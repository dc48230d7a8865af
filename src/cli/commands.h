#pragma once

#include "cli/option.h"

namespace dechaff::cli {

/// The program with all its commands: the one table from which parser, help, man pages, completions
/// and the reference are made.
const Command& program();

/// The rows of that table: one file a command, src/cli/NAME_command.cpp.
Command check_command();
Command diff_command();
Command doctor_command();
Command eval_command();
Command explain_command();
std::vector<Command> filter_commands();  // one for each filter of the registry
Command generate_command();
Command learn_command();
Command restore_command();
Command rules_command();
Command run_command();
Command select_command();
Command stats_command();

}  // namespace dechaff::cli
