#include <memory>

#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/measure_command.h"
#include "cli/options.h"
#include "signals/totals/document_reducer.h"
#include "signals/totals/report.h"
#include "signals/totals/total_reducer.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  std::vector<std::string> signals;
  std::string recipe;  // empty: no chain, or the default one when a signal needs it
  bool total = false, lines = false, json = false, html = false, list = false;
  std::size_t top = 20;
};

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

int run_total(const Choice& choice, const std::vector<StageSpec>& stages,
              const signals::Measure& measure, bytes::Output& output) {
  stats::Totals totals(measure.selection());
  stats::TotalReducer reducer(measure, totals);
  return run_measure(choice.options, stages, reducer, output, [&] {
    const stats::Report report = totals.report(choice.top);
    std::string out;
    if (choice.html) {
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

int run_stats(const Choice& choice) {
  if (!choice.total && (choice.json || choice.html)) {
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

void add_stats_command(CLI::App& app, Action& action) {
  CLI::App& command = *app.add_subcommand("stats", "quality signals: C4, Gopher, FineWeb, …");
  command.group("Measure");
  add_examples(command,
               {"dechaff stats dump.jsonl.gz > signals.jsonl  # a JSON object a document",
                "dechaff stats --signals 'gopher.*' --signals fineweb.list_ratio page.txt",
                "dechaff stats --total dump.jsonl.gz  # percentiles, repeated lines",
                "dechaff stats --total --html -o report.html dump.jsonl.gz",
                "dechaff stats --total --recipe default dump.jsonl.gz  # and chaff, rules"});
  const auto choice = std::make_shared<Choice>();
  add_input_options(command, choice->options);
  command
      .add_option("-s,--signals", choice->signals,
                  "which signals, e.g. 'c4.*' or '!rps_*' (default: all that need no recipe)")
      ->type_name("NAMES")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->group("Signals");
  command.add_flag("--list", choice->list, "list the signals with unit and meaning")
      ->group("Signals");
  command
      .add_option("--recipe", choice->recipe,
                  "run this recipe too, for chaff by kind and the rules that found it")
      ->type_name("careful|default|strict|FILE")
      ->group("Signals");
  command
      .add_flag("--lines", choice->lines,
                "add what RedPajama-v2 says of each line: [begin, end, value] in characters")
      ->group("Signals");
  command.add_flag("--total", choice->total, "sum up all documents")->group("Output");
  CLI::Option* json =
      command.add_flag("--json", choice->json, "with --total: as one JSON object")->group("Output");
  command.add_flag("--html", choice->html, "with --total: as a page with plots")
      ->excludes(json)
      ->group("Output");
  command
      .add_option("--top", choice->top,
                  "with --total: list N repeated lines and rules (default 20)")
      ->type_name("N")
      ->group("Output");
  add_measure_options(command, choice->options);
  command.callback([choice, &action] { action = [choice] { return run_stats(*choice); }; });
}

}  // namespace dechaff::cli
