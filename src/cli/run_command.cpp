#include <fmt/format.h>

#include <memory>

#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/options.h"
#include "run/recipe.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  std::string recipe = "default";
  std::vector<std::string> overrides;
  bool print_recipe = false;
};

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& command = *app.add_subcommand("run", "all in one pass: the stages of a recipe");
  command.group("Filters");
  add_examples(command, {"dechaff run page.txt",
                         "dechaff run careful --explain page.txt  # why, instead of the text",
                         "dechaff run --removed log.jsonl page.txt > clean.txt",
                         "dechaff run --set dedup.min-words=5 --in-place *.txt"});
  command
      .add_option("--recipe", choice->recipe,
                  "what to run: a built-in recipe or a file (default: default)")
      ->type_name("careful|default|strict|FILE");
  command.add_option("--set", choice->overrides, "set FILTER.SETTING=VALUE in the recipe")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  command.add_flag("--print-recipe", choice->print_recipe, "print what would run, as a recipe");
  add_input_options(command, choice->options);
  add_html_option(command, choice->options);
  add_host_option(command, choice->options);
  add_output_options(command, choice->options);
  add_rule_options(command, choice->options);
  command.callback([choice, &action] {
    action = [choice] {
      // `run RECIPE [FILE…]`: a first argument that names a recipe is one.
      std::vector<std::string>& files = choice->options.files;
      if (!files.empty() && choice->recipe == "default" && is_recipe_name(files.front())) {
        choice->recipe = files.front();
        files.erase(files.begin());
      }
      std::vector<StageSpec> stages = find_recipe(choice->recipe);
      for (const std::string& assignment : choice->overrides) override_setting(stages, assignment);
      if (choice->print_recipe) {
        fmt::print("{}", recipe::print(stages));
        return 0;
      }
      return run_chain(choice->options, stages, render::CleanWriter(), true);
    };
  });
}

}  // namespace dechaff::cli
