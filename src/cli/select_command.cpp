#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/measure_command.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "signals/select/select_reducer.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  std::string expression, rejected;
};

/// An expression, a file *.toml, or the name of a recipe of rules/select.
select::Criteria criteria_of(const std::string& word) {
  const bool name = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (name && word != "true" && word != "false") {
    const std::string file = "select/" + word + ".toml";
    const RulesFolder own;
    if (own.holds(file)) return select::Criteria::from_file(own.read(file));
  }
  if (word.ends_with(".toml")) return select::Criteria::from_file(read_named(word));
  return select::Criteria::from_expression(word);
}

int run_select(const Choice& choice) {
  const select::Criteria criteria = criteria_of(choice.expression);
  const signals::Measure measure(criteria.selection());
  const std::vector<StageSpec> stages = stages_for(measure.selection(), {});
  bytes::Output output(choice.options.output);
  std::optional<bytes::Output> rejected;
  if (!choice.rejected.empty()) rejected.emplace(choice.rejected);
  using Reducer = select::SelectReducer;
  Reducer reducer(criteria, measure,
                  choice.options.explain ? Reducer::Form::explain : Reducer::Form::documents,
                  output, rejected ? &*rejected : nullptr);
  const int code = run_measure(choice.options, stages, reducer, output, [] {});
  if (rejected) rejected->finish();
  return code;
}

}  // namespace

void add_select_command(CLI::App& app, Action& action) {
  CLI::App& command = *app.add_subcommand("select", "keep documents of which a condition holds");
  command.group("Measure");
  add_examples(command, {"dechaff select 'gopher.words >= 50 && c4.lorem_ipsum == 0' dump.jsonl",
                         "dechaff select gopher --rejected rejected.jsonl dump.jsonl > kept.jsonl",
                         "dechaff select c4 dump.jsonl  # C4 also takes lines out of what it keeps",
                         "dechaff select fineweb --explain dump.jsonl  # verdicts and signals",
                         "dechaff stats --list  # what may be asked for"});
  const auto choice = std::make_shared<Choice>();
  command
      .add_option("EXPR", choice->expression,
                  "a condition on signals, or a recipe: c4, gopher, fineweb, or a file *.toml")
      ->required()
      ->type_name("c4|fineweb|gopher|FILE");
  add_input_options(command, choice->options);
  command
      .add_option("--rejected", choice->rejected,
                  "write what is rejected to FILE as JSONL, with the reason")
      ->type_name("FILE")
      ->group("Output");
  command
      .add_flag("--explain", choice->options.explain,
                "print one JSON record a document: verdict, reason, signals")
      ->group("Output");
  add_measure_options(command, choice->options);
  command.callback([choice, &action] { action = [choice] { return run_select(*choice); }; });
}

}  // namespace dechaff::cli
