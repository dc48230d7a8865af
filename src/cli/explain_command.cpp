#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/options.h"
#include "cli/resources.h"
#include "cli/rule_text.h"
#include "cli/run_setup.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "render/html_page.h"
#include "render/html_writer.h"
#include "run/run.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  std::string recipe = "default";
  std::vector<std::string> overrides;
  bool html = false;
};

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
int explain_files(const Choice& choice) {
  std::vector<StageSpec> stages = find_recipe(choice.recipe);
  for (const std::string& assignment : choice.overrides) override_setting(stages, assignment);
  Options options = choice.options;
  options.explain = true;  // reasons are read: say what weighed most
  const LoadedResources resources(options);
  RunSetup setup(options);
  RunOptions& running = setup.running;
  render::PageFrame frame;
  frame.title = running.files.size() > 1  ? fmt::format("{} files", running.files.size())
                : running.files[0] == "-" ? "standard input"
                                          : running.files[0];
  frame.about = "dechaff run " + choice.recipe;
  for (const std::string& assignment : choice.overrides) frame.about += " --set " + assignment;
  bytes::Output text(options.output);
  text.write(frame.head());
  RunOutputs outputs;
  outputs.text = &text;
  run(running, stages, resources.view(), render::HtmlWriter(), outputs);
  text.write(frame.foot());
  text.finish();
  setup.erase();
  return setup.errors() > 0 ? 2 : 0;
}

}  // namespace

void add_explain_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& command = *app.add_subcommand(
      "explain", "say what a reason means; --html: show what goes from a file, and why");
  command.group("Explain and restore");
  add_examples(command,
               {"dechaff explain boilerplate.byline", "dechaff explain --html page.txt > page.html",
                "dechaff explain --html --recipe strict -o dump.html dump.jsonl.gz"});
  command.add_flag("--html", choice->html,
                   "a page to look at: the files with what a recipe removes");
  command.add_option("--recipe", choice->recipe, "with --html: what to run (default: default)")
      ->type_name("careful|default|strict|FILE");
  command
      .add_option("--set", choice->overrides, "with --html: set FILTER.SETTING=VALUE in the recipe")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  add_input_options(command, choice->options, "REASON|FILE",
                    "a reason, a kind or the id of a rule; with --html: files");
  command
      .add_option("-o,--output", choice->options.output,
                  "with --html: write to FILE, not standard output")
      ->type_name("FILE")
      ->group("Output");
  add_rule_options(command, choice->options);
  command.callback([choice, &action] {
    action = [choice] {
      if (choice->html) return explain_files(*choice);
      const std::vector<std::string>& words = choice->options.files;
      if (words.size() != 1) {
        throw Error({}, "explain takes one reason, kind or rule id", {},
                    "--html shows what a recipe does to files");
      }
      return explain_reason(choice->options, words.front());
    };
  });
}

}  // namespace dechaff::cli
