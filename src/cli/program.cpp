#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/chain_command.h"
#include "cli/eval_command.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/restore_command.h"
#include "cli/rules_command.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "io/chunk_writer.h"
#include "io/headings_writer.h"
#include "io/interrupt.h"
#include "io/output.h"
#include "io/repeats_writer.h"
#include "recipe/recipe.h"

namespace dechaff::cli {
namespace {

/// What the command line chose; filled while it is parsed.
struct Choice {
  Options options;
  std::function<int()> action;

  std::vector<StageSpec> stage = std::vector<StageSpec>(1);  // of a filter command
  std::string recipe = "default";
  std::vector<std::string> overrides;
  bool print_recipe = false;
  bool outline = false, mark = false, tree = false, tsv = false, chunk = false;
  std::size_t max_words = 0;  // of a chunk
  bool list = false;
  std::string name, log;
  EvalOptions eval;
};

void add_filter(CLI::App& app, const FilterInfo& info, Choice& choice) {
  CLI::App& command = *app.add_subcommand(std::string(info.name), std::string(info.summary));
  command.group("Filters");
  add_settings(command, info, choice.stage[0]);
  add_input_options(command, choice.options);
  add_output_options(command, choice.options);
  add_rule_options(command, choice.options);
  if (info.name == "headings") {
    const std::vector<CLI::Option*> forms = {
        command.add_flag("--outline", choice.outline, "a nested list with levels"),
        command.add_flag("--tree", choice.tree,
                         "JSON, headings inside headings, with bytes and confidence"),
        command.add_flag("--tsv", choice.tsv,
                         "a line a heading: where, level, confidence, shape, text"),
        command.add_flag("--mark", choice.mark, "the whole text with # marks"),
        command.add_flag("--chunk", choice.chunk,
                         "the text cut at headings: JSON lines with the path of headings above")};
    for (CLI::Option* one : forms) {
      one->group("Form");
      for (CLI::Option* other : forms) {
        if (one != other) one->excludes(other);
      }
    }
    command
        .add_option("--max-words", choice.max_words,
                    "with --chunk: cut longer chunks between lines")
        ->type_name("N")
        ->group("Form");
  }
  if (info.name == "teasers") {
    command.add_flag("--list", choice.list, "list what would be dropped, and why (TSV)");
  }
  if (info.name == "dedup") {
    command.add_flag("--list", choice.list,
                     "list the repeats (TSV), near ones inside a sentence too; change nothing");
  }
  command.callback([&choice, &info] {
    choice.stage[0].filter = info.name;
    choice.action = [&choice, &info] {
      using Form = io::HeadingsWriter::Form;
      if (info.name == "headings") {
        if (choice.chunk)
          return run_chain(choice.options, choice.stage, io::ChunkWriter(choice.max_words), false);
        const Form form = choice.mark      ? Form::mark
                          : choice.outline ? Form::outline
                          : choice.tree    ? Form::tree
                          : choice.tsv     ? Form::tsv
                                           : Form::list;
        return run_chain(choice.options, choice.stage, io::HeadingsWriter(form), false);
      }
      if (choice.list) {
        if (info.name == "dedup") choice.stage[0].settings.emplace_back("report", "true");
        return run_chain(choice.options, choice.stage, io::RepeatsWriter(), false);
      }
      return run_chain(choice.options, choice.stage, io::CleanWriter(), false);
    };
  });
}

void add_run(CLI::App& app, Choice& choice) {
  CLI::App& command = *app.add_subcommand("run", "all in one pass: the stages of a recipe");
  command.group("Filters");
  command
      .add_option("--recipe", choice.recipe,
                  "careful, default, strict, or a file (default: default)")
      ->type_name("NAME");
  command.add_option("--set", choice.overrides, "set FILTER.SETTING=VALUE in the recipe")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  command.add_flag("--print-recipe", choice.print_recipe, "print what would run, as a recipe");
  add_input_options(command, choice.options);
  add_output_options(command, choice.options);
  add_rule_options(command, choice.options);
  command.callback([&choice] {
    choice.action = [&choice] {
      // `run RECIPE [FILE…]`: a first argument that names a recipe is one.
      std::vector<std::string>& files = choice.options.files;
      if (!files.empty() && choice.recipe == "default" && is_recipe_name(files.front())) {
        choice.recipe = files.front();
        files.erase(files.begin());
      }
      std::vector<StageSpec> stages = find_recipe(choice.recipe);
      for (const std::string& assignment : choice.overrides) override_setting(stages, assignment);
      if (choice.print_recipe) {
        fmt::print("{}", recipe::print(stages));
        return 0;
      }
      return run_chain(choice.options, stages, io::CleanWriter(), true);
    };
  });
}

void add_explanations(CLI::App& app, Choice& choice) {
  CLI::App& restore =
      *app.add_subcommand("restore", "rebuild the original from the cleaned text and its log");
  restore.group("Explain and restore");
  restore.add_option("FILE", choice.name, "the cleaned text; none or '-': standard input");
  restore.add_option("--removed", choice.log, "the removal log")->required()->type_name("FILE");
  restore.add_option("-o,--output", choice.options.output, "write to FILE, not standard output")
      ->type_name("FILE");
  restore.callback([&choice] {
    choice.action = [&choice] {
      return restore_text(choice.name, choice.log, choice.options.output);
    };
  });

  CLI::App& explain =
      *app.add_subcommand("explain", "say what a reason, a kind or a rule id means");
  explain.group("Explain and restore");
  explain.add_option("REASON", choice.name, "e.g. boilerplate.byline")->required();
  add_rule_options(explain, choice.options);
  explain.callback([&choice] {
    choice.action = [&choice] { return explain_reason(choice.options, choice.name); };
  });

  CLI::App& rules = *app.add_subcommand("rules", "list, show, test and time the cue rules");
  rules.group("Explain and restore");
  rules.require_subcommand(1);
  const auto verb = [&](const char* name, const char* help,
                        std::function<int()> action) -> CLI::App& {
    CLI::App& command = *rules.add_subcommand(name, help);
    add_rule_options(command, choice.options);
    command.callback([&choice, action] { choice.action = action; });
    return command;
  };
  verb("list", "one line a rule: id, kind, action, zones (TSV)",
       [&choice] { return rules_list(choice.options); });
  verb("show", "everything about one rule",
       [&choice] { return rules_show(choice.options, choice.name); })
      .add_option("ID", choice.name, "the rule's id")
      ->required();
  verb("test", "check every example of every rule; name costly, loose, subsumed ones",
       [&choice] { return rules_test(choice.options); });
  verb("bench", "how long each rule takes, slowest first",
       [&choice] { return rules_bench(choice.options); });
  verb("why", "which rules match a line, and where they may fire",
       [&choice] { return rules_why(choice.options, choice.name); })
      .add_option("LINE", choice.name, "the line, as one argument")
      ->required();
}

void add_eval(CLI::App& app, Choice& choice) {
  CLI::App& command =
      *app.add_subcommand("eval", "score a filter on pages whose main content people marked");
  command.group("Measure");
  EvalOptions& eval = choice.eval;
  command.add_option("GOLD", choice.options.files, "JSONL: id, text, gold; type, lang, headings")
      ->required();
  command
      .add_option_function<std::string>(
          "--task",
          [&eval](const std::string& task) {
            eval.how.task = task == "headings"  ? eval::Task::headings
                            : task == "teasers" ? eval::Task::teasers
                                                : eval::Task::main;
          },
          "main (the text that is left), headings or teasers")
      ->check(CLI::IsMember({"main", "headings", "teasers"}).description(""))
      ->type_name("TASK");
  command.add_option("--recipe", eval.recipe, "run this recipe, not the task's filter alone")
      ->type_name("NAME");
  command.add_option("--set", eval.overrides, "set FILTER.SETTING=VALUE")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  command.add_flag("--clean", eval.how.clean, "the gold texts are the pages: what goes is harm");
  command
      .add_option("--pred", eval.predictions, "score the texts of this JSONL (id, text) instead")
      ->type_name("FILE");
  command.add_option("--by", eval.by, "what each rule, kind, or kind by language removed")
      ->check(CLI::IsMember({"rule", "kind", "language"}).description(""))
      ->type_name("rule|kind|language");
  command.add_option("--lost", eval.lost, "with --by: show up to N lost lines of each")
      ->type_name("N");
  command.add_option("--worst", eval.worst, "name the N pages with the lowest scores")
      ->type_name("N");
  command.add_option("-j,--jobs", choice.options.jobs, "workers (default: all cores)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N");
  add_rule_options(command, choice.options);
  command.callback([&choice] {
    choice.action = [&choice] { return evaluate_files(choice.options, choice.eval); };
  });
}

bool reads_terminal(const Choice& choice) {
  return choice.options.files.empty() && choice.options.files_from.empty() && is_terminal(0);
}

}  // namespace

int run_program(int argc, char* argv[]) {
  io::watch_signals();
  CLI::App app{"Separates the grain from the chaff of scraped text."};
  app.name("dechaff");
  app.option_defaults()->always_capture_default(false);
  Choice choice;
  for (const FilterInfo& info : filters()) add_filter(app, info, choice);
  add_run(app, choice);
  add_explanations(app, choice);
  add_eval(app, choice);
  prepare_help(app);
  try {
    if (argc == 1 && is_terminal(0)) {
      fmt::print("{}", short_help(app));
      return 2;
    }
    app.parse(argc, argv);
    if (!choice.action)
      throw Error({}, "what to do? Name a command", {}, "'dechaff -h' lists them");
    const bool chain =
        !app.get_subcommands().empty() && app.get_subcommands().front()->get_group() == "Filters";
    if (chain && !choice.print_recipe && reads_terminal(choice)) {
      throw Error({}, "nothing to read: name a file, or pipe text in", {},
                  "'-' reads the terminal");
    }
    return choice.action();
  } catch (const HelpWanted& help) {
    fmt::print("{}", help.text);
    return 0;
  } catch (const CLI::ParseError& error) {
    complain(usage_error(app, error));
  } catch (const Error& error) {
    complain(error);
  } catch (const io::ClosedPipe&) {
    return 0;
  } catch (const std::exception& error) {
    complain(Error({}, error.what()));
  }
  return 2;
}

}  // namespace dechaff::cli
