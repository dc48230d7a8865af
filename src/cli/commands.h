#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace dechaff::cli {

/// What the command that was named does; returns the exit code. Set while the command line is
/// parsed.
using Action = std::function<int()>;

/// Each of these adds one command, with its options and what it does, to the program; each stands
/// in a file of its own, src/cli/NAME_command.cpp. What an option fills lives as long as `app`.
void add_filter_commands(CLI::App& app, Action& action);  // a command a filter of the registry
void add_run_command(CLI::App& app, Action& action);
void add_check_command(CLI::App& app, Action& action);
void add_restore_command(CLI::App& app, Action& action);
void add_explain_command(CLI::App& app, Action& action);
void add_diff_command(CLI::App& app, Action& action);
void add_rules_command(CLI::App& app, Action& action);
void add_learn_command(CLI::App& app, Action& action);
void add_eval_command(CLI::App& app, Action& action);
void add_doctor_command(CLI::App& app, Action& action);
void add_select_command(CLI::App& app, Action& action);
void add_stats_command(CLI::App& app, Action& action);
void add_generate_command(CLI::App& app, Action& action);

}  // namespace dechaff::cli
