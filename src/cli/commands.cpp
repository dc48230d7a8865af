#include "cli/commands.h"

#include "cli/option_sets.h"

namespace dechaff::cli {
namespace {

/// Gives the commands below their full names, and every command the options of help.
void complete(Command& command, const std::string& above) {
  command.full_name = above + command.name;
  for (Option& option : help_options()) command.options.push_back(std::move(option));
  for (Command& sub : command.commands) complete(sub, command.full_name + ' ');
}

Command made() {
  Command out{
      .name = "dechaff",
      .summary = "Separates the grain from the chaff of scraped text.",
      .examples = {"dechaff run page.txt", "dechaff run --removed log.jsonl page.txt > clean.txt",
                   "zcat dump.jsonl.gz | dechaff run --format jsonl > clean.jsonl"},
      .commands = filter_commands()};
  for (auto* row : {run_command, check_command, explain_command, diff_command, restore_command,
                    rules_command, learn_command, eval_command, doctor_command, select_command,
                    stats_command, generate_command}) {
    out.commands.push_back(row());
  }
  complete(out, "");
  out.options.push_back(
      {.names = {"--version"}, .help = "versions, and the rules' hash", .group = "Help"});
  return out;
}

}  // namespace

const Command& program() {
  static const Command table = made();
  return table;
}

}  // namespace dechaff::cli
