
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/measure_command.h"
#include "cli/option_sets.h"
#include "signals/totals/document_reducer.h"
#include "signals/totals/report.h"
#include "signals/totals/total_reducer.h"

namespace dechaff::cli {
namespace {

void list_signals(bytes::Output& output, const signals::Selection& selection) {
  std::string out;
  for (std::size_t i = 0; i < selection.size(); ++i) {
    const signals::Signal& signal = selection.signal(i);
    out.append(signal.name).append("\t").append(signal.unit).append("\t").append(signal.meaning);
    out += '\n';
  }
  output.write(out);
  output.finish();
}

int run_total(const Arguments& choice, const std::vector<StageSpec>& stages,
              const signals::Measure& measure, bytes::Output& output) {
  stats::Totals totals(measure.selection());
  stats::TotalReducer reducer(measure, totals);
  return run_measure(choice.options, stages, reducer, output, [&] {
    const stats::Report report = totals.report(choice.top);
    std::string out;
    if (choice.page) {
      stats::append_html(out, report);
    } else if (choice.json) {
      stats::append_json(out, report);
    } else {
      stats::append_table(out, report);
    }
    bytes::pack(output.packing(), out);
    output.write(out);
  });
}

int run_stats(Arguments& choice) {
  if (!choice.total && (choice.json || choice.page)) {
    throw Error({}, "--json and --html are forms of --total", {},
                "without --total every document is a line of JSON");
  }
  std::vector<std::string> patterns = choice.signals;
  const bool chain = !choice.recipe.empty();
  if (patterns.empty() && (chain || choice.list)) patterns = {"*"};
  signals::Selection selection(patterns);
  bytes::Output output(choice.options.output);
  if (choice.list) {
    list_signals(output, selection);
    return 0;
  }
  const std::vector<StageSpec> stages = stages_for(selection, choice.recipe);
  const signals::Measure measure(std::move(selection));
  if (choice.total) return run_total(choice, stages, measure, output);
  stats::DocumentReducer reducer(measure, choice.lines, &output);
  return run_measure(choice.options, stages, reducer, output, [] {});
}

}  // namespace

Command stats_command() {
  return {
      .name = "stats",
      .group = "Measure",
      .summary = "quality signals: C4, Gopher, FineWeb, …",
      .examples = {"dechaff stats dump.jsonl.gz > signals.jsonl  # a JSON object a document",
                   "dechaff stats --signals 'gopher.*' --signals fineweb.list_ratio page.txt",
                   "dechaff stats --total dump.jsonl.gz  # percentiles, repeated lines",
                   "dechaff stats --total --html -o report.html dump.jsonl.gz",
                   "dechaff stats --total --recipe default dump.jsonl.gz  # and chaff, rules"},
      .options = joined(
          {{files_option()},
           input_options(),
           in_group(
               "Signals",
               {{.names = {"-s", "--signals"},
                 .value = "NAMES",
                 .help = "which signals, e.g. 'c4.*' or '!rps_*' (default: all that need no "
                         "recipe)",
                 .target = at<&Arguments::signals>,
                 .commas = true},
                row({"--list"}, "", "list the signals with unit and meaning", at<&Arguments::list>),
                recipe_option("run this recipe too, for chaff by kind and the rules that found it"),
                row({"--lines"}, "",
                    "add what RedPajama-v2 says of each line: [begin, end, value] in characters",
                    at<&Arguments::lines>)}),
           in_group("Output", {row({"--total"}, "", "sum up all documents", at<&Arguments::total>),
                               {.names = {"--json"},
                                .help = "with --total: as one JSON object",
                                .target = at<&Arguments::json>,
                                .one_of = "form"},
                               {.names = {"--html"},
                                .help = "with --total: as a page with plots",
                                .target = at<&Arguments::page>,
                                .one_of = "form"},
                               row({"--top"}, "N",
                                   "with --total: list N repeated lines and rules (default 20)",
                                   at<&Arguments::top>),
                               output_option(),
                               quiet_option()}),
           rule_options()}),
      .run = run_stats};
}

}  // namespace dechaff::cli
