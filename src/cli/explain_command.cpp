#include <fmt/format.h>

#include <algorithm>

#include "cli/arguments.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/resources.h"
#include "cli/rule_text.h"
#include "cli/run_setup.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "render/html_page.h"
#include "render/html_writer.h"
#include "run/sample_outputs.h"

namespace dechaff::cli {
namespace {

/// What a reason, a kind or a rule id means; throws Error when nobody gives it.
int explain_reason(const Options& options, const std::string& reason) {
  const std::vector<rules::Rule> all = load_rules(options);
  std::vector<std::string> known;
  for (const FilterInfo& info : filters()) {
    for (const Reason& r : info.reasons) {
      known.emplace_back(r.code);
      if (r.code == reason) {
        fmt::print("{}: {}\nGiven by the filter '{}'.\n", r.code, r.why, info.name);
        return 0;
      }
    }
  }
  for (std::string_view kind : rules::kinds()) known.push_back("boilerplate." + std::string(kind));
  for (const rules::Rule& rule : all) known.push_back(rule.id);
  const std::size_t dot = reason.find('.');
  const std::string kind = dot == std::string::npos ? reason : reason.substr(dot + 1);
  if (std::find(rules::kinds().begin(), rules::kinds().end(), kind) != rules::kinds().end()) {
    fmt::print("{}: a cue rule of the kind '{}' matched a line in a zone where it may fire.\n",
               reason, kind);
    for (const rules::Rule& rule : all) {
      if (rules::name_of(rule.kind) != kind) continue;
      fmt::print("  {}{}\n", rule.id,
                 rule.drops.empty() ? "" : ", e.g. " + visible(rule.drops.front()));
    }
    return 0;
  }
  for (const rules::Rule& rule : all) {
    if (rule.id != reason) continue;
    print_rule(rule);
    return 0;
  }
  const std::string_view near = nearest(reason, known);
  throw Error({}, "no reason, kind or rule is called '" + reason + "'", {},
              near.empty() ? "--html shows what a recipe does to a file"
                           : "did you mean '" + std::string(near) + "'?");
}

/// The page: what the recipe does to the files.
int explain_files(const Arguments& choice) {
  const std::vector<StageSpec> stages = recipe_of(choice);
  Options options = choice.options;
  options.explain = true;  // reasons are read: say what weighed most
  const LoadedResources resources(options);
  RunSetup setup(options);
  RunOptions& running = setup.running;
  render::PageFrame frame;
  frame.title = running.files.size() > 1  ? fmt::format("{} files", running.files.size())
                : running.files[0] == "-" ? "standard input"
                                          : running.files[0];
  frame.about = "dechaff run " + (choice.recipe.empty() ? "default" : choice.recipe);
  for (const std::string& assignment : choice.overrides) frame.about += " --set " + assignment;
  bytes::Output text(options.output);
  text.write(frame.head());
  run_sampled(options.sample, running, stages, resources.view(), render::HtmlWriter(), text);
  text.write(frame.foot());
  text.finish();
  setup.erase();
  return setup.errors() > 0 ? 2 : 0;
}

int explain(Arguments& arguments) {
  if (arguments.page) return explain_files(arguments);
  const std::vector<std::string>& words = arguments.options.files;
  if (words.size() != 1) {
    throw Error({}, "explain takes one reason, kind or rule id", {},
                "--html shows what a recipe does to files");
  }
  return explain_reason(arguments.options, words.front());
}

}  // namespace

Command explain_command() {
  Option output = output_option();
  output.help = "with --html: write to FILE, not standard output";
  Option words = files_option("a reason, a kind or the id of a rule; with --html: files");
  words.names = {"REASON|FILE"};
  words.value = "REASON|FILE";
  return {.name = "explain",
          .group = "Explain and restore",
          .summary = "say what a reason means; --html: show what goes from a file, and why",
          .examples = {"dechaff explain boilerplate.byline",
                       "dechaff explain --html page.txt > page.html",
                       "dechaff explain --html --sample 50 -o dump.html dump.jsonl.gz"},
          .options = joined(
              {{row({"--html"}, "", "a page to look at: the files with what a recipe removes",
                    at<&Arguments::page>),
                recipe_option("with --html: what to run (default: default)"),
                overrides_option("with --html: set FILTER.SETTING=VALUE in the recipe"),
                sample_option("with --html: N documents, or P% of them, chosen by their ids"),
                std::move(words)},
               input_options(),
               {std::move(output)},
               rule_options()}),
          .run = explain};
}

}  // namespace dechaff::cli
