#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "bytes/interrupt.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "core/error.h"

namespace dechaff::cli {

int run_program(int argc, char* argv[]) {
  if (argc == 2 && argv[1] == std::string_view("--version")) {  // no need to declare the commands
    fmt::print("{}", version_text());
    return 0;
  }
  bytes::watch_signals();
  CLI::App app{"Separates the grain from the chaff of scraped text."};
  app.name("dechaff");
  app.option_defaults()->always_capture_default(false);
  Action action;
  add_filter_commands(app, action);
  add_run_command(app, action);
  add_check_command(app, action);
  add_explain_command(app, action);
  add_diff_command(app, action);
  add_restore_command(app, action);
  add_rules_command(app, action);
  add_learn_command(app, action);
  add_eval_command(app, action);
  add_doctor_command(app, action);
  add_select_command(app, action);
  add_stats_command(app, action);
  add_generate_command(app, action);
  add_examples(app, {"dechaff run page.txt", "dechaff run --removed log.jsonl page.txt > clean.txt",
                     "zcat dump.jsonl.gz | dechaff run --format jsonl > clean.jsonl"});
  prepare_help(app);
  try {
    if (argc == 1 && is_terminal(0)) {
      fmt::print("{}", short_help(app));
      return 2;
    }
    app.parse(argc, argv);
    if (!action) throw Error({}, "what to do? Name a command", {}, "'dechaff -h' lists them");
    return action();
  } catch (const HelpWanted& help) {
    fmt::print("{}", help.text);
    return 0;
  } catch (const CLI::ParseError& error) {
    throw usage_error(app, error);
  }
}

}  // namespace dechaff::cli
