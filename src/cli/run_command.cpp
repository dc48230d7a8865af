#include <fmt/format.h>

#include "cli/arguments.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "run/recipe.h"

namespace dechaff::cli {
namespace {

int run(Arguments& arguments) {
  std::vector<std::string>& files = arguments.options.files;
  // `run strict page.txt`: a first argument that names a built-in recipe is one.
  if (arguments.recipe.empty() && !files.empty() && is_recipe_name(files.front())) {
    arguments.recipe = files.front();
    files.erase(files.begin());
  }
  const std::vector<StageSpec> stages = recipe_of(arguments);
  if (arguments.print_recipe) {
    fmt::print("{}", recipe::print(stages));
    return 0;
  }
  return run_chain(arguments.options, stages, render::CleanWriter(), true);
}

}  // namespace

Command run_command() {
  return {.name = "run",
          .group = "Filters",
          .summary = "all in one pass: the stages of a recipe",
          .examples = {"dechaff run page.txt",
                       "dechaff run careful --explain page.txt  # why, instead of the text",
                       "dechaff run --removed log.jsonl page.txt > clean.txt",
                       "dechaff run --set dedup.min-words=5 --in-place *.txt"},
          .options = joined(
              {{recipe_option("what to run: a built-in recipe or a file (default: default)"),
                overrides_option("set FILTER.SETTING=VALUE in the recipe"),
                row({"--print-recipe"}, "", "print what would run, as a recipe",
                    at<&Arguments::print_recipe>),
                {.names = {"--min-words"},
                 .value = "N",
                 .help = "leave out documents of which fewer words are left",
                 .target = at<&Arguments::options, &Options::min_document_words>,
                 .most = 1e9,
                 .group = "Output"},
                files_option()},
               input_options(),
               {html_option(), host_option(),
                sample_option("for a look: N documents, or P% of them, chosen by their ids")},
               output_options(),
               rule_options()}),
          .run = run};
}

}  // namespace dechaff::cli
