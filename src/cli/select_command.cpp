#include <algorithm>
#include <filesystem>
#include <optional>

#include "bytes/same_file.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/measure_command.h"
#include "cli/option_sets.h"
#include "cli/terminal.h"
#include "signals/select/select_reducer.h"

namespace dechaff::cli {
namespace {

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

int run_select(Arguments& choice) {
  const select::Criteria criteria = criteria_of(choice.word);
  const signals::Measure measure(criteria.selection());
  const std::vector<StageSpec> stages = stages_for(measure.selection(), {});
  bytes::refuse_same_files({{"-o", choice.options.output}, {"--rejected", choice.rejected}},
                           choice.options.files);
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

Command select_command() {
  return {.name = "select",
          .group = "Measure",
          .summary = "keep documents that match a condition",
          .examples = {"dechaff select 'gopher.words >= 50 && c4.lorem_ipsum == 0' dump.jsonl",
                       "dechaff select gopher --rejected rejected.jsonl dump.jsonl > kept.jsonl",
                       "dechaff select c4 dump.jsonl  # C4 also takes lines out of what it keeps",
                       "dechaff select fineweb --explain dump.jsonl  # verdicts and signals",
                       "dechaff stats --list  # what may be asked for"},
          .options = joined(
              {{{.names = {"EXPR"},
                 .value = "c4|fineweb|gopher|FILE",
                 .help = "a condition on signals, or a recipe: c4, gopher, fineweb, or a file "
                         "*.toml",
                 .target = at<&Arguments::word>,
                 .required = true},
                files_option()},
               input_options(),
               in_group("Output", {row({"--rejected"}, "FILE",
                                       "write what is rejected to FILE as JSONL, with the reason",
                                       at<&Arguments::rejected>),
                                   row({"--explain"}, "",
                                       "print one JSON record a document: verdict, reason, signals",
                                       at<&Arguments::options, &Options::explain>),
                                   output_option(), quiet_option()}),
               rule_options()}),
          .run = run_select};
}

}  // namespace dechaff::cli
