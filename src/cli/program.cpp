#include "cli/program.h"

#include <fmt/format.h>

#include "bytes/interrupt.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "cli/terminal.h"
#include "cli/version.h"

namespace dechaff::cli {

int run_program(int argc, char* argv[]) {
  bytes::watch_signals();
  if (argc == 1 && is_terminal(0)) {
    fmt::print("{}", short_help(program()));
    return 2;
  }
  if (argc == 2 && argv[1] == std::string_view("--version")) {  // needs no table of commands
    fmt::print("{}", version_text());
    return 0;
  }
  Parsed parsed = parse(program(), argc, argv);
  if (parsed.command != nullptr) return parsed.command->run(parsed.arguments);
  fmt::print("{}", parsed.help);
  return 0;
}

}  // namespace dechaff::cli
