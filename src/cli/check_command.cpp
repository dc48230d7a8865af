#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "check/check_section.h"
#include "check/gate.h"
#include "check/paths.h"
#include "check/report/report.h"
#include "check/report_reducer.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/options.h"
#include "cli/resources.h"
#include "cli/run_setup.h"
#include "cli/terminal.h"
#include "run/recipe.h"
#include "run/run.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  std::string recipe = "check";
  std::vector<std::string> outputs;
  std::string baseline, since;
  check::PathOptions paths;
  std::size_t most = SIZE_MAX;
  bool update_baseline = false, exit_zero = false;
};

struct Destination {
  const check::ReportFormat* format;
  std::string file;  // "-": standard output
};

std::vector<Destination> destinations(const std::vector<std::string>& outputs) {
  std::vector<Destination> out;
  for (const std::string& text : outputs) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    Destination to{nullptr, equals == std::string::npos ? "-" : text.substr(equals + 1)};
    std::vector<std::string_view> names;
    for (const check::ReportFormat& format : check::report_formats()) {
      if (format.name == name) to.format = &format;
      names.push_back(format.name);
    }
    if (to.format == nullptr || to.file.empty()) {
      const std::string_view near = nearest(name, names);
      throw Error({},
                  fmt::format("--output takes FORMAT or FORMAT=FILE, not '{}'; formats: {}", text,
                              fmt::join(names, ", ")),
                  {}, near.empty() || near == name ? "" : fmt::format("did you mean '{}'?", near));
    }
    out.push_back(std::move(to));
  }
  if (out.empty()) out.push_back({&check::report_formats().front(), "-"});
  return out;
}

/// What runs and what counts: the settings of the recipe `check`, and those of another on top.
recipe::CheckRecipe find_check(const std::string& name, std::vector<std::string> rule_folders) {
  std::vector<RulesFolder> folders = {RulesFolder()};
  for (std::string& folder : rule_folders) folders.emplace_back(std::move(folder));
  const auto load = [&](const std::string& recipe) {
    return recipe::load_check(recipe::read(recipe), folders);
  };
  recipe::CheckRecipe base = load("check");
  if (name != "check") {
    recipe::CheckRecipe own = load(name);
    base.settings.merge(own.settings);
    if (!own.stages.empty()) base.stages = std::move(own.stages);
  }
  const auto wants_headings = [](const check::Levels& levels) {
    return std::any_of(levels.begin(), levels.end(), [](const auto& level) {
      return level.first == "check.no-heading" && level.second != check::Level::off;
    });
  };
  bool headings = wants_headings(base.settings.levels);
  for (const check::Override& over : base.settings.overrides)
    headings = headings || wants_headings(over.levels);
  if (headings) base.stages.emplace_back().filter = "headings";
  return base;
}

std::string counted(std::uint64_t n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

void sum_up(const check::Result& result) {
  std::string line = fmt::format("{}, {} in {} of {} lines", counted(result.errors, "error"),
                                 counted(result.warnings, "warning"),
                                 counted(result.documents, "document"), result.lines);
  if (result.in_baseline > 0) line += fmt::format("; {} in the baseline", result.in_baseline);
  if (result.suppressed > 0) line += fmt::format("; {} suppressed", result.suppressed);
  if (result.unchanged > 0) line += fmt::format("; {} in unchanged lines", result.unchanged);
  if (result.not_shown > 0) line += fmt::format("; {} not shown", result.not_shown);
  note(line);
}

void tell_stale(const check::Result& result) {
  constexpr std::size_t shown = 10;
  for (std::size_t i = 0; i < std::min(shown, result.stale.size()); ++i) {
    const check::Baseline::Stale& stale = result.stale[i];
    note(fmt::format("stale in the baseline: {} × {}: {}", stale.left, stale.rule,
                     visible(stale.excerpt)));
  }
  if (result.stale.size() > shown)
    note(fmt::format("stale in the baseline: {} more", result.stale.size() - shown));
  if (!result.stale.empty()) note("--update-baseline takes stale entries out");
}

void write_reports(const std::vector<Destination>& to, const check::Result& result) {
  for (const Destination& destination : to) {
    std::string report = destination.format->render(result);
    if (destination.file == "-" && is_terminal(1)) report = visible(report);
    bytes::Output out(destination.file);
    out.write(report);
    out.finish();
  }
}

void write_baseline(const std::string& path, const check::Baseline& now, std::uint64_t before) {
  bytes::Output out(path);
  out.write(now.print());
  out.finish();
  note(fmt::format("{}: {}, before {}", path, counted(now.size(), "finding"), before));
}

void require_sense(const Choice& choice) {
  if (!choice.update_baseline) return;
  if (choice.baseline.empty()) throw Error({}, "--update-baseline needs --baseline FILE");
  if (!choice.since.empty())
    throw Error({}, "--update-baseline looks at all lines: leave out --since");
}

int run_check(const Choice& choice) {
  require_sense(choice);
  const std::vector<Destination> to = destinations(choice.outputs);
  const recipe::CheckRecipe recipe = find_check(choice.recipe, choice.options.rule_folders);
  std::optional<check::Baseline> baseline;
  std::error_code error;
  if (!choice.baseline.empty() &&
      !(choice.update_baseline && !std::filesystem::exists(choice.baseline, error))) {
    baseline = check::Baseline::read(choice.baseline);
  }
  const std::uint64_t before = baseline ? baseline->size() : 0;
  std::optional<check::ChangedLines> since;
  if (!choice.since.empty()) since.emplace(choice.since);

  RunSetup setup(choice.options);
  RunOptions& running = setup.running;
  running.reading.any_bytes = true;  // a finding names the byte
  const LoadedResources resources(choice.options);
  check::ReportReducer reports(recipe.settings, resources.view());
  running.files = check::find_files(running.files, choice.paths, running.report);
  if (since) {
    std::erase_if(running.files,
                  [&](const std::string& file) { return file != "-" && !since->has(file); });
  }
  run(running, recipe.stages, resources.view(), reports, {});
  setup.erase();

  check::Baseline renewed;
  check::GateOptions gate;
  if (choice.update_baseline) {
    gate.renewed = &renewed;
  }
  gate.baseline = choice.update_baseline ? nullptr : baseline ? &*baseline : nullptr;
  gate.since = since ? &*since : nullptr;
  gate.most = choice.most;
  check::Result result = check::judge_all(std::move(reports.reports), recipe.settings, gate);
  if (choice.update_baseline) {
    if (setup.errors() > 0) throw Error({choice.baseline}, "left as it was: not all could be read");
    write_baseline(choice.baseline, renewed, before);
    return 0;
  }
  write_reports(to, result);
  if (!choice.options.quiet) {
    tell_stale(result);
    sum_up(result);
  }
  if (setup.errors() > 0) return 2;
  return result.failed() && !choice.exit_zero ? 1 : 0;
}

}  // namespace

void add_check_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& command = *app.add_subcommand("check", "a gate for CI: report what is not the text");
  command.group("Measure");
  add_examples(command,
               {"dechaff check docs README.md", "dechaff check --recipe ours.toml 'posts/**/*.md'",
                "dechaff check --output text --output sarif=chaff.sarif docs",
                "dechaff check --baseline chaff.tsv --update-baseline docs",
                "dechaff check --since origin/main docs  # changed lines only"});
  add_input_options(command, choice->options);
  command.get_option("FILE")->description(
      "files, folders, patterns such as 'docs/**/*.md'; none or '-': standard input");
  command
      .add_option("--recipe", choice->recipe, "what runs, and its [check] section (default: check)")
      ->type_name("careful|check|default|strict|FILE")
      ->group("Gate");
  command
      .add_option("--output", choice->outputs,
                  "how findings are written, and where; may be given several times (default text)")
      ->type_name("text|jsonl|sarif|junit|github|gitlab|FORMAT=FILE")
      ->allow_extra_args(false)
      ->group("Gate");
  command.add_option("--baseline", choice->baseline, "findings that this file knows pass")
      ->type_name("FILE")
      ->group("Gate");
  command
      .add_flag("--update-baseline", choice->update_baseline,
                "write all findings into the baseline, and pass")
      ->group("Gate");
  command
      .add_option("--since", choice->since, "only lines that are not as in this revision of git")
      ->type_name("REV")
      ->group("Gate");
  command
      .add_option("--include", choice->paths.include,
                  "files in folders that are read (default *.md, *.rst, *.txt, *.jsonl, …)")
      ->type_name("PATTERN")
      ->allow_extra_args(false)
      ->group("Gate");
  command
      .add_option("--exclude", choice->paths.exclude, "files and folders in folders to leave out")
      ->type_name("PATTERN")
      ->allow_extra_args(false)
      ->group("Gate");
  command
      .add_flag("--no-ignore{false},--ignore", choice->paths.ignore_files,
                "read in folders what .gitignore names, too")
      ->group("Gate");
  command.add_option("--max-findings", choice->most, "show no more than N; all are counted")
      ->type_name("N")
      ->group("Gate");
  command.add_flag("--exit-zero", choice->exit_zero, "findings alone do not fail")->group("Gate");
  command.add_flag("-q,--quiet", choice->options.quiet, "no summary, no progress")->group("Gate");
  add_rule_options(command, choice->options);
  command.callback([choice, &action] { action = [choice] { return run_check(*choice); }; });
}

}  // namespace dechaff::cli
